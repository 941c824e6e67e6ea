import type { Json } from '../../core/json.ts';
import type { FieldChange } from '../../core/plan.ts';

/** What the add-on must know to burst from this cluster. */
export interface Wanted {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly vpcId: string;
  readonly projectId: string;
  /** Neutron ids, at least one; the first is the one where only one fits. */
  readonly podSubnetIds: readonly string[];
  /** What an id among the further subnets stands for: itself, the right id of a swapped one, or nothing here (null). */
  readonly furtherSubnet: (id: string) => string | null;
}

type Group = Readonly<Record<string, unknown>>;
const GROUPS = ['basic', 'custom', 'flavor'] as const;
type GroupName = (typeof GROUPS)[number];
type Groups = { readonly [Name in GroupName]: Group | null };

const isObject = (value: unknown): value is Group => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The three groups, null where there is none; or the path of what is no object, and so cannot be merged with. */
function groupsOf(values: Group | null): Groups | { readonly invalid: string } {
  if (values === null) return { invalid: 'values' };
  const given = (name: GroupName): unknown => (Object.hasOwn(values, name) ? (values[name] ?? null) : null);
  const invalid = GROUPS.find((name) => given(name) !== null && !isObject(given(name)));
  if (invalid) return { invalid: `values.${invalid}` };
  const group = (name: GroupName): Group | null => (isObject(given(name)) ? (given(name) as Group) : null);
  return { basic: group('basic'), custom: group('custom'), flavor: group('flavor') };
}

/** The path of what is no object in them; null: they can be merged with. */
export function invalidIn(values: Group | null): string | null {
  const groups = groupsOf(values);
  return 'invalid' in groups ? groups.invalid : null;
}

const own = (group: Group | null, key: string): unknown => (group && Object.hasOwn(group, key) ? (group[key] ?? null) : null);
const isBlank = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '');
const same = (value: unknown, wanted: string): boolean => typeof value === 'string' && value.trim().toLowerCase() === wanted.toLowerCase();

/** A value as plans hold it, whatever it is: text that is Unicode, and nothing nested. */
function plain(value: unknown): Json {
  if (isBlank(value)) return null;
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
}

const change = (field: string, before: unknown, after: Json): FieldChange => ({ field, before: plain(before), after });

/**
 * One value under every name that versions of the add-on have for it: each that is filled must be right, and where none is, the documented
 * one is set.
 */
const keep = (
  group: Group | null,
  name: 'basic' | 'custom',
  spellings: readonly [string, ...string[]],
  right: (value: unknown) => boolean,
  wanted: string,
) => {
  const filled = spellings.filter((key) => !isBlank(own(group, key)));
  const wrong = filled.filter((key) => !right(own(group, key)));
  const to = filled.length === 0 ? [spellings[0]] : wrong;
  return to.map((key) => change(`${name}.${key}`, own(group, key), wanted));
};

/** The further subnets as ids, in their order; what is none shows as it is. */
const furtherSubnets = (list: unknown): readonly string[] =>
  Array.isArray(list)
    ? list.map((item: unknown) =>
        isObject(item) && typeof item.subnetID === 'string' ? item.subnetID.toWellFormed() : JSON.stringify(item),
      )
    : [];

const sameSet = (one: readonly string[], other: readonly string[]): boolean => {
  const [a, b] = [one, other].map((ids) => new Set(ids.map((id) => id.trim().toLowerCase())));
  return a !== undefined && b !== undefined && a.size === b.size && [...a].every((id) => b.has(id));
};

/** All pod subnets are among them, whatever else an operator put there that exists. Nobody needs a list of what `custom.subnet_id` says alone. */
function furtherChange(custom: Group | null, { podSubnetIds, furtherSubnet }: Wanted): readonly FieldChange[] {
  const list = own(custom, 'subnets');
  const [first = '', ...others] = podSubnetIds;
  if (list === null && others.length === 0 && same(own(custom, 'subnet_id'), first)) return [];
  const before = furtherSubnets(list);
  const after = [...new Set([...before.flatMap((id) => furtherSubnet(id.trim().toLowerCase()) ?? []), ...podSubnetIds])];
  return sameSet(before, after) ? [] : [{ field: SUBNETS, before: list === null ? null : before, after }];
}
const SUBNETS = 'custom.subnets';

/** What an installation sets where nobody has chosen yet (the skill's values; api-cce, cce_02_0367). An operator's own stay. */
const DEFAULTS = {
  flavor: { replicas: '1' },
  custom: { isInstallProxy: false, enableScheduleProfileLocalSurge: true, enableLogCollection: false },
} as const;

/**
 * The values that must change so that the add-on bursts from this cluster, most telling first; or the path of what is no object. Nothing else is
 * touched: a group that is missing is filled as an installation fills it, in one that is there only what is wrong or mandatory is set.
 */
export function changesTo(values: Group | null, wanted: Wanted): readonly FieldChange[] | { readonly invalid: string } {
  const groups = groupsOf(values);
  if ('invalid' in groups) return groups;
  const { basic, custom, flavor } = groups;
  const [first = ''] = wanted.podSubnetIds;
  const isPodSubnet = (value: unknown): boolean => wanted.podSubnetIds.some((id) => same(value, id));
  const exactly = (id: string) => (value: unknown) => same(value, id);
  const strange = own(basic, 'subnet_id');
  return [
    ...keep(basic, 'basic', ['network_id', 'networkID'], isPodSubnet, first),
    ...(isBlank(strange) || isPodSubnet(strange) ? [] : [change('basic.subnet_id', strange, first)]),
    ...keep(custom, 'custom', ['subnet_id'], isPodSubnet, first),
    ...furtherChange(custom, wanted),
    ...keep(basic, 'basic', ['project_id', 'projectID'], exactly(wanted.projectId), wanted.projectId),
    ...keep(basic, 'basic', ['vpc_id', 'vpcID'], exactly(wanted.vpcId), wanted.vpcId),
    ...keep(basic, 'basic', ['cluster_id', 'clusterID'], exactly(wanted.clusterId), wanted.clusterId),
    // A name is for people: one that was changed since stays.
    ...keep(basic, 'basic', ['cluster_name', 'clusterName'], () => true, wanted.clusterName),
    ...(isBlank(own(flavor, 'replicas')) ? [change('flavor.replicas', null, DEFAULTS.flavor.replicas)] : []),
    ...(custom === null ? Object.entries(DEFAULTS.custom).map(([key, value]) => change(`custom.${key}`, null, value)) : []),
  ];
}

/** The group and key of a field that `changesTo` speaks of. Throws for any other: a plan of another version, or not of ours. */
function placeOf(field: string): { readonly group: GroupName; readonly key: string } {
  const [, group, key] = /^(basic|custom|flavor)\.([a-zA-Z]+(?:_[a-zA-Z]+)?)$/.exec(field) ?? [];
  const name = GROUPS.find((each) => each === group);
  if (!name || key === undefined) throw new Error(`${field} is no value of the add-on`);
  return { group: name, key };
}

/** A field as plans show it. */
export function valueAt(values: Group | null, field: string): Json {
  const { group, key } = placeOf(field);
  const groups = groupsOf(values);
  if ('invalid' in groups) return null;
  const value = own(groups[group], key);
  if (field === SUBNETS) return value === null ? null : furtherSubnets(value);
  return plain(value);
}

const isList = (value: Json): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Whether two values of a field are the same: the further subnets are a set. */
export const sameValue = (one: Json, other: Json): boolean =>
  isList(one) && isList(other) ? sameSet(one, other) : JSON.stringify(one) === JSON.stringify(other);

/**
 * The values with the changes in them, and everything else as it is, keys that nobody knows included: written back whole. Nothing of
 * the given values is changed, and no key of theirs can be anything but a key. Throws for what `invalidIn` names.
 */
export function withChanges(values: Group, changes: readonly FieldChange[]): Group {
  const groups = groupsOf(values);
  if ('invalid' in groups) throw new Error(`${groups.invalid} is no object`);
  const changed = (name: GroupName): Group | null => {
    const mine = changes.filter(({ field }) => placeOf(field).group === name);
    const group = groups[name];
    if (mine.length === 0) return group;
    const entries = mine.map(({ field, after }) => [
      placeOf(field).key,
      field === SUBNETS ? subnetList(own(group, 'subnets'), after) : after,
    ]);
    return { ...group, ...Object.fromEntries(entries) };
  };
  const result = GROUPS.flatMap((name) => {
    const group = changed(name);
    return group === groups[name] ? [] : [[name, group] as const];
  });
  return { ...values, ...Object.fromEntries(result) };
}

/** Ids as the add-on wants them; an entry that is there keeps what else it says. */
function subnetList(list: unknown, ids: Json): readonly Group[] {
  if (!isList(ids)) throw new Error(`${SUBNETS} is no list of ids`);
  const there = Array.isArray(list) ? list.filter(isObject) : [];
  return ids.map((subnetID) => there.find((item) => same(item.subnetID, subnetID)) ?? { subnetID });
}
