import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonical } from './canonical.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Approval, Run } from './run.ts';

/** What a signature is for. One that was made for a purpose is never one for another, whatever the text. */
export type Purpose = 'audit-record' | 'audit-checkpoint' | 'workspace';

/** The first signs, all verify (`BURSTING_SIGNING_KEY`). */
export type SigningKeys = readonly string[];

/** What an approval is bound to. */
export type ApprovedRun = Pick<Run, 'id' | 'command' | 'target' | 'params' | 'plan'>;

/** HMAC-SHA256 with the first key, as 64 hex digits. Throws without a key. */
export const signText = (keys: SigningKeys, purpose: Purpose, text: string): string => sign(keys, purpose, text);

/** Whether one of the keys made this signature, for this purpose and text. Takes the same time whatever was wrong. */
export const verifyText = (keys: SigningKeys, purpose: Purpose, text: string, signature: string): boolean =>
  verify(keys, purpose, text, signature);

/** Signs that a person decided this, on exactly this plan of this run. Throws if the run has no plan. */
export const signApproval = (keys: SigningKeys, run: ApprovedRun, approval: Omit<Approval, 'signature'>): string =>
  sign(keys, 'approval', statement(run, approval));

/**
 * Whether the decision was signed with one of the keys for this run, and the run's plan is still the one it was signed for: the
 * fingerprint is computed anew, so that neither the plan nor the decision could be rewritten where runs are kept.
 */
export function verifyApproval(keys: SigningKeys, run: ApprovedRun, approval: Approval): boolean {
  const { plan } = run;
  if (!plan || fingerprintOf({ command: run.command, target: run.target, plan }) !== plan.fingerprint) return false;
  return verify(keys, 'approval', statement(run, approval), approval.signature);
}

function statement({ id, target, params, plan }: ApprovedRun, { verdict, by, at, expiresAt }: Omit<Approval, 'signature'>): string {
  if (!plan) throw new Error(`${id} has no plan to decide on`);
  return canonical({
    v: 1,
    run: id,
    verdict,
    fingerprint: plan.fingerprint,
    target: { alias: target.alias, region: target.region, project_id: target.projectId, cluster_id: target.clusterId },
    params,
    by,
    at,
    expires_at: expiresAt,
  });
}

function sign([key]: SigningKeys, purpose: Purpose | 'approval', text: string): string {
  if (!key) throw new Error('there is no signing key');
  return mac(key, purpose, text).toString('hex');
}

function verify(keys: SigningKeys, purpose: Purpose | 'approval', text: string, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  // Every key is tried: when it ends must not tell which one it was.
  return keys.filter((key) => key !== '').reduce((valid, key) => timingSafeEqual(mac(key, purpose, text), given) || valid, false);
}

/** No purpose holds a line break, so that no two pairs of purpose and text read the same. */
const mac = (key: string, purpose: Purpose | 'approval', text: string): Buffer =>
  createHmac('sha256', key).update(`bursting ${purpose}\n${text}`).digest();
