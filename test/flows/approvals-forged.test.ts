import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import { fingerprintOf } from '../../src/runs/fingerprint.ts';
import type { Approval, Run } from '../../src/runs/run.ts';
import { signApproval } from '../../src/runs/signature.ts';
import { ALICE, BOB, CAROL, SIGNING_KEY, soon, Team, words } from './team.ts';

/** Attacks by somebody who can write into Redis, and has no signing key. */
let team: Team;
beforeAll(async () => {
  team = await Team.start({ arrange: (world) => void addReadyCluster(world, 'lab') });
});
beforeEach(async () => {
  team.missing('swr-api');
  await team.rest();
  await team.holdApplies();
});
afterAll(() => team.close());

type Doc = Record<string, unknown> & Pick<Run, 'approvals' | 'params' | 'target' | 'command' | 'plan'>;

/** Rewrites what Redis keeps of a run, and makes its work due. */
async function rewrite(
  id: string,
  change: (doc: Doc) => Partial<Doc>,
  fields: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const at = `{bursting}:run:${id}`;
  const doc = JSON.parse((await team.data.hget(at, 'doc')) ?? '') as Doc;
  await team.data.hset(at, { doc: JSON.stringify({ ...doc, ...change(doc) }), work: (await team.data.hget(at, 'rev')) ?? '', ...fields });
  await team.data.zadd('{bursting}:due', 1, id);
}

const madeUp = (by: string): Approval => ({
  by,
  at: Date.now(),
  verdict: 'approved',
  reason: null,
  expiresAt: Date.now() + 600_000,
  signature: 'ab'.repeat(32),
});
const inTime = { deadline: Date.now() + 3_600_000 };

/** It fails as a forgery, and nothing was written, nor even read once the forgery was there. */
async function refused(id: string, users: readonly string[]): Promise<void> {
  const calls = team.cloud.calls.length;
  await team.releaseApplies();
  const run = await team.moved(id, 'failed');
  expect(run.error?.finding).toEqual({ code: 'approval_invalid', facts: { users } });
  expect(team.cloud.calls.slice(calls)).toEqual([]);
  expect((await team.document(id)).applied).toEqual([]);
  expect(words(await team.shows(id, 'failed'))).toContain('nothing was changed');
}

/** A plan that Carol approved and that could not begin yet. */
async function approved(line = 'vpcep prod'): Promise<string> {
  const id = await team.plan(line);
  await team.click(CAROL, id);
  await soon(async () => expect((await team.run(id)).waiting).toMatchObject({ for: 'freeze' }));
  return id;
}

describe('an approval that no gateway gave is none', () => {
  test('made up, with the state set to approved', async () => {
    const id = await team.plan();
    await rewrite(id, () => ({ approvals: [madeUp(CAROL)] }), { state: 'approved', ...inTime });
    await refused(id, [CAROL]);
  });

  test('left out, with the state set to applying and everything confirmed', async () => {
    const id = await team.plan();
    await rewrite(id, () => ({}), { state: 'applying', preflight: 'true' });
    await refused(id, []);
  });

  test('taken from another run with the very same plan', async () => {
    const first = await approved();
    const { approvals } = await team.run(first);
    await team.told(`cancel ${first}`);
    const id = await team.plan();
    expect((await team.run(id)).plan?.fingerprint).toBe((await team.run(first)).plan?.fingerprint);
    await rewrite(id, () => ({ approvals }), { state: 'approved', ...inTime });
    await refused(id, [CAROL]);
  });

  test('given to somebody else’s name, or by the requester with fewer required', async () => {
    const id = await approved();
    await rewrite(id, ({ approvals }) => ({ approvals: approvals.map((approval) => ({ ...approval, by: BOB })) }));
    await refused(id, [BOB]);

    const own = await team.plan('vpcep prod', BOB);
    const run = await team.run(own);
    // Even a gateway that was taken over, and signs: the worker's own rules decide.
    const { signature: _, ...said } = madeUp(BOB);
    const signed = { ...said, signature: signApproval([SIGNING_KEY], run, said) };
    await team.holdApplies();
    await rewrite(own, ({ plan }) => ({ approvals: [signed], plan: plan && { ...plan, required: 0 } }), { state: 'applying', ...inTime });
    await refused(own, []);
  });

  test('of long ago: the right one, for a plan that was cancelled and is approved once more', async () => {
    const id = await team.plan();
    const run = await team.run(id);
    const { signature: _, ...said } = { ...madeUp(CAROL), at: Date.now() - 7_200_000, expiresAt: Date.now() - 7_000_000 };
    const old = { ...said, signature: signApproval([SIGNING_KEY], run, said) };
    await rewrite(id, () => ({ approvals: [old] }), { state: 'approved', ...inTime });
    const writes = team.writes;
    await team.releaseApplies();
    expect((await team.moved(id, 'stale')).error?.finding.code).toBe('apply_window_passed');
    expect(team.writes).toBe(writes);
  });
});

describe('what was approved is what is applied, or nothing', () => {
  const subnet = '00000000-0000-4000-a000-000000000000';
  const edited = ({ plan }: Doc): NonNullable<Doc['plan']> => {
    if (!plan) throw new Error('there is no plan');
    const steps = plan.steps.map((step) => ({
      ...step,
      changes: step.changes.map((change) => (change.field === 'subnet_id' ? { ...change, after: subnet } : change)),
    }));
    return { ...plan, steps };
  };
  const attacks: readonly [string, (doc: Doc) => Partial<Doc>][] = [
    ['a step of the plan', (doc) => ({ plan: edited(doc) })],
    [
      'a step of the plan, and its fingerprint',
      (doc) => {
        const plan = edited(doc);
        return { plan: { ...plan, fingerprint: fingerprintOf({ command: doc.command, target: doc.target, plan }) } };
      },
    ],
    ['the target', ({ target }) => ({ target: { ...target, alias: 'lab', clusterId: addedId() } })],
    ['the project', ({ target }) => ({ target: { ...target, projectId: '12ab34cd56ef78901234abcd5678ef90' } })],
    ['the parameters', () => ({ params: { vpcep_subnet_id: subnet } })],
    ['how many must approve', ({ plan }) => ({ plan: plan && { ...plan, required: 2 } })],
  ];
  const addedId = (): string => team.cloud.world.clusters[1]?.id ?? '';

  test.each(attacks)('%s, rewritten after the approval', async (what, change) => {
    const id = await approved();
    await rewrite(id, change);
    if (what === 'how many must approve') {
      // More than approved: not a forgery of the approval, and not enough.
      await team.releaseApplies();
      expect((await team.moved(id, 'stale')).error?.finding).toEqual({ code: 'approval_revoked', facts: { users: [], required: 2 } });
    } else await refused(id, [CAROL]);
  });
});

test('a job for a plan that waits does nothing, nor does one for no run or with junk', async () => {
  const id = await team.plan();
  const { rev } = await team.run(id);
  await team.releaseApplies();
  const connection = { host: '127.0.0.1', port: team.redis.port };
  const queue = new Queue('execute-default', { connection, prefix: '{bursting}' });
  const writes = team.writes;
  try {
    await queue.add('execute-default', { v: 1, run: id, work: rev }, { removeOnComplete: true });
    await team.data.hset(`{bursting}:run:${id}`, 'work', rev);
    await queue.add('execute-default', { v: 1, run: id, work: rev }, { removeOnComplete: true });
    await queue.add('execute-default', { v: 1, run: 'run_0123456789', work: 1 }, { removeOnComplete: true });
    await queue.add('execute-default', { v: 1, run: id, work: rev, apply: true }, { removeOnComplete: true, removeOnFail: true });
    await soon(async () => expect(await queue.getJobCountByTypes('wait', 'active', 'delayed', 'prioritized')).toBe(0));
  } finally {
    await queue.close();
  }
  expect((await team.run(id)).state).toBe('awaiting_approval');
  expect(team.writes).toBe(writes);
  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
  expect(team.writes).toBe(writes + 1);
});

test('a run that was written into Redis for somebody without the right, or for another cluster, is not even read', async () => {
  await team.data.hdel('{bursting}:freezes', 'all');
  const id = await team.plan('vpcep prod', ALICE);
  await rewrite(id, ({ target }) => ({ requestedBy: 'U05GUS', target }), { state: 'queued' });
  expect((await team.moved(id, 'failed')).error?.finding).toEqual({ code: 'not_allowed', facts: { reason: 'barred' } });
});
