import type { PolicyStatement } from '../../ports/cloud.ts';

const OBS = /^\s*obs:/i;
/** `*`, `*:*`, `obs:*`, `obs:*:*:*:*`, and so on: everything there is in OBS, or everything there is. */
const EVERYTHING = /^\s*(?:obs:)?[*:/]*\*\s*$/i;

const is = (statement: PolicyStatement, effect: string): boolean => statement.effect.trim().toLowerCase() === effect;

/** A statement without resources speaks of all of them. */
const deniesAll = (statement: PolicyStatement): boolean =>
  is(statement, 'deny') &&
  statement.actions.some((action) => EVERYTHING.test(action)) &&
  (statement.resources.length === 0 || statement.resources.some((resource) => EVERYTHING.test(resource)));

const allowsObs = (statement: PolicyStatement): boolean =>
  is(statement, 'allow') && [...statement.actions, ...statement.resources].some((entry) => OBS.test(entry));

/**
 * Whether a gateway's policy makes it an OBS gateway: it allows something of `obs:` and does not deny everything. Gateways of SFS look
 * the same in every other field.
 */
export const opensObs = (policy: readonly PolicyStatement[] | null): boolean => {
  const statements = policy ?? [];
  return statements.some(allowsObs) && !statements.some(deniesAll);
};
