import { identityPolicyOf, isGrantedInSwr, POLICY_ROLES, type PolicyRole, permissionsOf, policyOf } from '../src/actions/policy.ts';
import { SetupError } from './expected-errors.ts';

const isRole = (text: unknown): text is PolicyRole => POLICY_ROLES.some((role) => role === text);

/**
 * `bursting policy [--role reader|operator] [--v5]`: the least policies for the workers' credentials, as JSON on standard output; what must be checked
 * by hand on standard error. Resolves with the exit code.
 */
export async function policy(words: readonly string[], { role, v5 }: Readonly<Record<string, unknown>>): Promise<number> {
  if (words.length > 0)
    throw new SetupError(`bursting policy takes no ${words[0]}; usage: bursting policy [--role reader|operator] [--v5]`);
  if (role !== undefined && !isRole(role)) throw new SetupError(`--role is one of ${POLICY_ROLES.join(', ')}, not ${role}`);
  const made = (each: PolicyRole) => (v5 === true ? identityPolicyOf(each) : { policy: policyOf(each), unconfirmed: [] });
  const all = (isRole(role) ? [role] : POLICY_ROLES).map((each) => ({ role: each, ...made(each) }));
  const [first] = all;
  print(all.length === 1 ? first?.policy : Object.fromEntries(all.map((each) => [each.role, each.policy])));
  if (v5 !== true && permissionsOf('reader').some(isGrantedInSwr))
    process.stderr.write(
      'For images also: let the user read the organisations in SWR (SWR console, Organizations, Users); no policy says that.\n',
    );
  const unconfirmed = [...new Set(all.flatMap((each) => each.unconfirmed))];
  if (unconfirmed.length > 0)
    process.stderr.write(`No public page confirms these names; the policy editor refuses what does not exist: ${unconfirmed.join(', ')}\n`);
  return 0;
}

const print = (document: unknown): void => void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
