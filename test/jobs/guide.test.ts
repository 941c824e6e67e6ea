import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNext } from '../../jobs/follow-ups.ts';
import { guide } from '../../jobs/guide.ts';
import { actionOf } from '../../src/actions/index.ts';
import { rollout } from '../../src/actions/rollout.ts';
import { paramsFor } from '../../src/runs/guide.ts';
import type { Run } from '../../src/runs/run.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';
import { type Bench, create, move, openBench, openTestLog, rulesOf, startSlack, stored } from './workbench.ts';

/** No worker takes anything: each look at the rollout is made by the test. */
let server: PrivateRedis;
let slack: Awaited<ReturnType<typeof startSlack>>;
let bench: Bench;
beforeAll(async () => {
  [server, slack] = await Promise.all([startRedis(), startSlack()]);
  bench = await openBench(server.url, slack, { workers: false, reconcile: false });
});
afterAll(async () => {
  await bench.stop();
  await slack.stop();
  await server.stop();
});

const yes = { judge: async () => ({ allowed: true, role: 'operator', because: { code: 'everyone' } }) } as never;
const look = async (id: string): Promise<void> => {
  const { store } = bench;
  const deps = { store, rights: yes, rules: rulesOf(), log: openTestLog().log };
  await guide(deps, rollout, await stored(store, id), new AbortController().signal);
};
const childrenOf = (id: string): Promise<readonly Run[]> => bench.store.list({ limit: 100, visible: ({ root }) => root === id });
const runOf = async (id: string): Promise<Run> => (await stored(bench.store, id)).run;

test('ten workers that look at once make one child, and it waits for that', async () => {
  const { id } = await create(bench.store, { command: 'rollout', action: 'rollout' });
  await Promise.all(Array.from({ length: 10 }, () => look(id)));
  const [child, ...others] = await childrenOf(id);
  expect(others).toEqual([]);
  expect(child).toMatchObject({ command: 'precheck', parent: id, root: id, guided: true });
  expect(await runOf(id)).toMatchObject({ state: 'running', waitingFor: child?.id });
});

test('a worker that died between making a child and noting it made the one that the next worker finds', async () => {
  const { id } = await create(bench.store, { command: 'rollout', action: 'rollout', params: { vpcep_subnet_id: 'x' } });
  const run = await move(bench.store, await runOf(id), 'running');
  const params = paramsFor({ kind: 'plan', parameterHelp: actionOf('precheck')?.parameterHelp ?? {} }, {}, run.params);
  const made = await startNext(bench.store, run, { command: 'precheck', params, how: 'itself' }, run);
  expect(made?.params).toEqual({ vpcep_subnet_id: 'x' });
  await look(id);
  expect((await childrenOf(id)).map((child) => child.id)).toEqual([made?.id]);
  expect((await runOf(id)).waitingFor).toBe(made?.id);
});

test('what follows a child by itself stands in the same thread, and is none of its stops', async () => {
  const { id } = await create(bench.store, { command: 'rollout', action: 'rollout' });
  await look(id);
  const [child] = await childrenOf(id);
  if (!child) throw new Error('no child');
  const after = await startNext(bench.store, child, { command: 'diagnose', params: {}, how: 'itself' });
  expect(after).toMatchObject({ parent: child.id, root: id, guided: true });
  expect((await runOf(id)).waitingFor).toBe(child.id);
});

test('what took the place of a child is waited for instead; an end that it comes to is the end', async () => {
  const { id } = await create(bench.store, { command: 'rollout', action: 'rollout' });
  await look(id);
  const [child] = await childrenOf(id);
  if (!child) throw new Error('no child');
  const { command, action, target, channel, params, group, requestedBy, parent, root } = child;
  const place = { parent: parent ?? '', root: root ?? '', guided: true };
  const next = await create(bench.store, { command, action, target, channel, params, group, requestedBy, ...place, supersedes: child.id });
  await look(id);
  expect((await runOf(id)).waitingFor).toBe(next.id);
  await move(bench.store, await runOf(next.id), 'cancelled');
  // The move makes the one that waits due at once.
  expect(Number(await bench.redis.zscore('{bursting}:due', id))).toBeLessThanOrEqual(Date.now() + 100);
  await look(id);
  expect(await runOf(id)).toMatchObject({
    state: 'blocked',
    waitingFor: null,
    result: { success: false, issues: [{ code: 'guided_stopped', facts: { command: 'precheck', run: next.id, state: 'cancelled' } }] },
  });
  await look(id);
  expect(await childrenOf(id)).toHaveLength(2);
});

test('one that was cancelled while it went on takes back what it just made', async () => {
  const { id } = await create(bench.store, { command: 'rollout', action: 'rollout' });
  await look(id);
  const before = await stored(bench.store, id);
  const [first] = await childrenOf(id);
  if (!first) throw new Error('no child');
  const running = await move(bench.store, first, 'running');
  await move(bench.store, running, 'succeeded', {
    result: { success: true, issues: [], warnings: [], vpcep: { endpoints: [], missing: ['swr'] }, virtual_kubelet: null },
  });
  await move(bench.store, before.run, 'cancelled');
  await guide({ store: bench.store, rights: yes, rules: rulesOf(), log: openTestLog().log }, rollout, before, new AbortController().signal);
  const made = (await childrenOf(id)).find(({ command }) => command === 'vpcep');
  expect(made?.state).toBe('cancelled');
  expect((await runOf(id)).state).toBe('cancelled');
});
