import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplyDeps, apply } from '../../jobs/apply.ts';
import { APPLY_TIMING } from '../../jobs/apply-steps.ts';
import { RedisFreezes } from '../../jobs/freezes.ts';
import { Leases } from '../../jobs/leases.ts';
import type { RedisClient } from '../../jobs/redis.ts';
import { RedisRunStore } from '../../jobs/store.ts';
import { BotError } from '../../src/core/errors.ts';
import { fingerprintOf } from '../../src/runs/fingerprint.ts';
import type { Run } from '../../src/runs/run.ts';
import { signApproval } from '../../src/runs/signature.ts';
import { approval, MINUTE, planOf, runPlan, step } from '../runs/samples.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { CLUSTER_ID, connected, create, move, NO_HINTS, openTestLog, PROJECT_ID, rulesOf, stored } from './workbench.ts';

const KEYS = ['k'.repeat(32)];
const LEASES = ['cn-north-4/p/cluster/1'];

let server: PrivateRedis;
let redis: RedisClient;
let store: RedisRunStore;
const rules = rulesOf();
beforeAll(async () => {
  server = await startRedis();
  redis = await connected(server.url);
  store = new RedisRunStore({ redis, retention: rules.retention, hints: NO_HINTS, sign: () => '' });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** A plan that was approved long ago and is being applied. */
async function applying(): Promise<Run> {
  const target = { alias: 'prod', region: 'cn-north-4', projectId: PROJECT_ID, clusterId: CLUSTER_ID };
  const steps = planOf([step('swr', 'create')]);
  const plan = runPlan(steps, { fingerprint: fingerprintOf({ command: 'vpcep', target, plan: steps }), leases: LEASES });
  const running = await move(store, await create(store, { command: 'vpcep', target }), 'running');
  const waiting = await move(store, running, 'awaiting_approval', { plan });
  const given = approval('U02BOB', { at: waiting.createdAt - 120 * MINUTE });
  const approvals = [{ ...given, signature: signApproval(KEYS, waiting, given) }];
  return move(store, await move(store, waiting, 'approved', { approvals }), 'applying');
}

test('what another attempt did until the leases were had is known: a worker that stood still goes on, and does not begin anew', async () => {
  const { log } = openTestLog();
  const run = await applying();
  const seen = await stored(store, run.id);
  expect(seen.preflight).toBe(false);
  let opened = 0;
  const leases = new Leases(redis, store.clock);
  const deps = {
    store,
    rules,
    log,
    leases: {
      async take(...asked: Parameters<Leases['take']>) {
        // Meanwhile the other one looked at the world, wrote, and died.
        await store.note(run, null, 'preflight', true, 'never');
        return leases.take(...asked);
      },
    },
    freezes: new RedisFreezes(
      redis,
      () => '',
      () => {},
    ),
    signingKeys: KEYS,
    timing: APPLY_TIMING,
    world: {
      async open() {
        opened += 1;
        throw new BotError('not_found', { service: 'CCE', operation: 'ShowCluster', detail: '' });
      },
    },
  } as unknown as ApplyDeps;
  await apply(deps, seen, seen.work ?? 0, new AbortController().signal);
  expect(opened).toBe(1);
  expect((await stored(store, run.id)).run.state).toBe('failed');
});
