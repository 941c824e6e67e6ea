import { type Finding, finding } from '../../core/finding.ts';
import type { Quota } from '../../core/findings/node-pools.ts';
import type { Fault } from './fault.ts';

/** CCE API, error codes: quotas of the account. */
const QUOTAS: Readonly<Record<string, Quota>> = {
  'CCE.01400008': 'ecs',
  'CCE.01400009': 'cpu',
  'CCE.01400010': 'memory',
  'CCE.01400011': 'security_group',
  'CCE.01400012': 'eip',
  'CCE.01400013': 'disk',
};

interface CceRefusal {
  readonly finding: Finding;
  readonly retryable: boolean;
}

const final = (what: Finding): CceRefusal => ({ finding: what, retryable: false });
const passing = (what: Finding): CceRefusal => ({ finding: what, retryable: true });

/**
 * What CCE means by a refusal where its status says less, or something else: a 403 is not always a missing permission. By its documented
 * codes; where those only say "invalid request", by texts that were observed. Null: it is what its status says.
 */
export function cceRefusal(operation: string, status: number, { code, text: detail }: Pick<Fault, 'code' | 'text'>): CceRefusal | null {
  if (status === 403) {
    if (code === 'CCE.01403002') return final(finding('account_restricted', { detail }));
    if (code === 'CCE.01403008') return final(finding('agency_missing', { detail }));
    return /^CCE\.0140300[3-9]$/.test(code ?? '') ? passing(finding('state_forbids', { operation, detail })) : null;
  }
  if (status !== 400) return null;
  const quota = QUOTAS[code ?? ''];
  if (quota) return final(finding('quota_exceeded', { quota, detail }));
  if (code === 'CCE.01400014') return final(finding('cluster_full', { detail }));
  if (code === 'CCE.01400025' || /\bsub-?eni quota is 0\b/i.test(detail)) return final(finding('flavor_without_sub_eni', { detail }));
  // The pool is asked for that many already: by somebody else, or by an attempt whose answer was lost.
  if (/\bno scale task needed\b/i.test(detail)) return final(finding('conflict', { service: 'CCE', operation, detail }));
  if (/\baz\b.*\bnot in available az list\b/i.test(detail)) return final(finding('zone_unavailable', { detail }));
  return /\b(?:sold ?out|sell ?out)\b/i.test(detail) ? passing(finding('flavor_sold_out', { detail })) : null;
}
