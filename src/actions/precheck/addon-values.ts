import type { Addon } from '../../ports/cloud.ts';

/** One group of the values; empty where it is none. */
export const groupOf = (addon: Addon, name: string): Readonly<Record<string, unknown>> => {
  const value = addon.values?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
};
/** A text without the blanks around it; null: none, or nothing in it. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

interface Field {
  readonly field: string;
  readonly value: string;
}

/** The add-on's fields that name a pod subnet, by path, those that are set: every spelling that versions of it use. */
export function subnetFields(addon: Addon): readonly Field[] {
  const [basic, custom] = [groupOf(addon, 'basic'), groupOf(addon, 'custom')];
  const list = Array.isArray(custom.subnets) ? custom.subnets : [];
  const fields: readonly (readonly [string, unknown])[] = [
    ['basic.network_id', basic.network_id],
    ['basic.networkID', basic.networkID],
    ['basic.subnet_id', basic.subnet_id],
    ['custom.subnet_id', custom.subnet_id],
    ...list.map((item: unknown, i) => [`custom.subnets[${i}].subnetID`, (item as { subnetID?: unknown } | null)?.subnetID] as const),
  ];
  return fields.flatMap(([field, value]) => {
    const shown = textOf(value);
    return shown === null ? [] : { field, value: shown };
  });
}
