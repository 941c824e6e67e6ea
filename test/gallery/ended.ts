import { actionOf } from '../../src/actions/index.ts';
import { BotError } from '../../src/core/errors.ts';
import type { Finding } from '../../src/core/finding.ts';
import { hasWork } from '../../src/core/plan.ts';
import { redactJson } from '../../src/core/redact.ts';
import { propose } from '../../src/runs/plan-run.ts';
import type { Run } from '../../src/runs/run.ts';
import { runOf } from '../blocks/samples.ts';
import { withRealClients } from '../sandbox/real-clients.ts';
import { unnamed } from '../sandbox/unnamed.ts';
import { commandIn, type Typed } from './situations.ts';

const MINUTE = 60_000;
const RULES = {
  approvers: { users: [], groups: ['S0ONCALL'] },
  required: 1,
  selfApproval: false,
  expiresInMs: 30 * MINUTE,
  applyWithinMs: 30 * MINUTE,
} as const;

/** The run of somebody who types that line there, as far as it comes without a decision: read by the real clients of the sandbox. */
export async function endedIn(typed: Typed): Promise<Run> {
  const command = commandIn(typed);
  const action = actionOf(command);
  if (!action || action.kind === 'guided') throw new Error(`${typed.line} reads nothing`);
  const [, , ...given] = typed.line.split(' ');
  const typedParams = Object.fromEntries(given.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  const params = action.params.parse(typedParams);
  const start = runOf({ command, action: action.skillAction ?? command, params: typedParams, channel: 'C01OPS' });
  const failed = (found: Finding): Run => ({ ...start, state: 'failed', error: { finding: found, requestId: null, retryable: true } });
  let ended = start;
  await withRealClients(typed, async (context, { calls }) => {
    const target = context.target;
    try {
      if (action.kind === 'read') {
        ended = { ...start, target, result: redactJson({ ...(await action.read(params, context)) }) as Run['result'] };
      } else {
        const proposal = propose(command, action, params, await action.read(params, context), { context, rules: RULES });
        const { result, plan } = proposal;
        const waits = plan && hasWork(plan) ? ({ state: 'awaiting_approval', deadline: start.createdAt + 30 * MINUTE } as const) : {};
        if (plan) ended = { ...start, target, result, plan, ...waits };
        else ended = { ...(proposal.unreadable ? failed(proposal.unreadable) : { ...start, state: 'blocked' }), target, result };
      }
    } catch (error) {
      if (!(error instanceof BotError)) throw error;
      ended = { ...failed({ code: error.code, facts: error.facts } as Finding), target };
    }
    const missing = unnamed(action.needs, calls);
    if (missing.length > 0) throw new Error(`${command} makes calls that take ${missing.join(', ')}: its needs do not name that`);
  });
  return ended;
}
