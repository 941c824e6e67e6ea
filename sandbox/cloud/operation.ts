import type { IamAction } from '../../src/core/action.ts';
import type { Service } from '../../src/core/finding.ts';
import type { ApiServer } from '../cluster/server.ts';
import type { World } from '../world.ts';
import type { Answer } from './traffic.ts';

/** A signed request to one operation, its path taken apart. */
export interface CloudRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The project of the path, else of the header `X-Project-Id`. It is one of the account's. */
  readonly projectId: string;
  /** The parsed JSON body; null when there is none or it is not JSON. */
  readonly body: unknown;
}

/** What an operation answers from. */
export interface Account {
  readonly world: World;
  /** By cluster id. */
  readonly apiServers: ReadonlyMap<string, ApiServer>;
}

/** One API operation: where it is found and what it answers. */
export interface Operation {
  readonly service: Service;
  readonly name: string;
  readonly method: string;
  /** With `{placeholders}`; `{project_id}` is checked before the operation is asked. */
  readonly path: string;
  readonly iamAction: IamAction;
  readonly write?: true;
  answer(request: CloudRequest, account: Account): Answer | Promise<Answer>;
}

/** The values of the placeholders if `path` is an instance of `template`, else null. */
export function matchPath(template: string, path: string): Record<string, string> | null {
  const expected = template.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (expected.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) params[name] = value;
  }
  return params;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** A whole number from the query: its default when absent, null when it is no number in the range. */
export function wholeNumber(query: URLSearchParams, name: string, range: { fallback: number; min: number; max: number }): number | null {
  const text = query.get(name);
  if (text === null) return range.fallback;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= range.min && value <= range.max ? value : null;
}

/** The items after the one whose id is `marker` (from the start without one), at most `limit`. Unknown marker: null. */
export function afterMarker<T>(items: readonly T[], idOf: (item: T) => string, marker: string | null, limit: number): T[] | null {
  if (marker === null || marker === '') return items.slice(0, limit);
  const index = items.findIndex((item) => idOf(item) === marker);
  return index < 0 ? null : items.slice(index + 1, index + 1 + limit);
}
