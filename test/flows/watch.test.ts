import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import type { ClusterState } from '../../sandbox/world.ts';
import type { Run } from '../../src/runs/run.ts';
import { ALICE, BOB, GENERAL, GUS, MALLORY, OPS, shownBy, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => void addReadyCluster(world, 'lab'),
    yaml: { notify: { onCall: 'S0ONCALL' }, roles: { operators: { users: [ALICE, BOB], groups: [] } } },
    clusters: { lab: { watch: { every: '1h', channel: GENERAL } } },
  });
});
afterAll(() => team.close());

const cluster = (alias: string): ClusterState => {
  const id = String(team.cloud.clusters[alias]?.clusterId);
  const found = team.cloud.world.clusters.find((each) => each.id === id);
  if (!found) throw new Error(`there is no cluster ${alias}`);
  return found;
};
/** It is not ready any more. */
const becomes = (alias: string, status: string): void => {
  for (const addon of cluster(alias).addons) if (addon.templateName === 'virtual-kubelet') addon.status = status;
};
const spoil = (alias: string): void => becomes(alias, 'abnormal');
const mend = (alias: string): void => becomes(alias, 'running');

const runsOf = async (alias: string): Promise<readonly Run[]> =>
  (await team.store.list({ cluster: cluster(alias).id, limit: 100, visible: () => true })).filter(({ watch }) => watch !== null);
/** Its time has come; resolves with the run, when it has ended. */
async function looks(alias: string): Promise<Run> {
  const before = (await runsOf(alias)).length;
  await team.data.zadd('{bursting}:watches', 1, cluster(alias).id);
  return soon(async () => {
    const [run, ...others] = await runsOf(alias);
    if (!run || others.length !== before || !['succeeded', 'failed'].includes(run.state)) throw new Error(`${run?.id} is ${run?.state}`);
    return run;
  });
}
const threadOf = (message: Message): readonly Message[] => team.slack.messages.find(message.channel, message.ts)?.replies ?? [];
const rings = ({ text }: Message): boolean => text.includes('<!subteam^S0ONCALL>');
const posts = (): number => team.slack.callsOf('chat.postMessage').length;

describe('a watch that somebody asked for', () => {
  test('is refused to who may not ask for plans, and to a guest', async () => {
    expect(await team.told('watch prod', MALLORY)).toContain('You cannot ask for plans');
    expect(await team.told('watch prod', GUS)).toContain('guests');
    expect(await team.told('watch prod every=1m')).toContain('a duration from 5m to 7d');
    expect(await team.told('watch')).toContain('configured in `bursting.yaml`');
    // Not a list, where somebody wants to set one and has not said which.
    expect(await team.told('watch every=1h')).toContain('It needs one more word: the cluster');
    expect(await runsOf('prod')).toEqual([]);
  });

  test('says nothing while all is well; then once what is wrong, and calls who is on call once; then once that it is well again', async () => {
    expect(await team.told('watch prod every=15m')).toContain('is watched every 15 min');
    const first = await soon(async () => {
      const [run] = await runsOf('prod');
      expect(run?.state).toBe('succeeded');
      return run;
    });
    expect(first).toMatchObject({ requestedBy: ALICE, watch: { news: null } });
    const quiet = posts();
    await looks('prod');
    expect(posts()).toBe(quiet);
    expect(await team.store.message(first?.id ?? '')).toBeNull();

    spoil('prod');
    const bad = await looks('prod');
    expect(bad.watch?.news).toMatchObject({ ready: false, since: expect.any(Number) });
    const message = await team.shows(bad.id);
    expect(message.channel).toBe(OPS);
    expect(words(message)).toContain('*Watch:* not ready any more');
    const called = await soon(() => {
      const found = threadOf(message).filter(rings);
      expect(found).toHaveLength(1);
      return found[0];
    });
    expect(called?.text).toContain('prod is not ready for bursting any more');
    const why = await soon(() => {
      const diagnosis = threadOf(message).find((reply) => reply.metadata?.event_type === 'bursting_run');
      expect(diagnosis?.metadata?.event_payload).toMatchObject({ command: 'diagnose', state: 'succeeded' });
      return diagnosis ?? message;
    });
    expect(words(why)).toContain('abnormal');
    // Neither the message itself, which is edited, nor anything else rings.
    expect(words(message)).not.toContain('subteam');

    // What is below the diagnosis comes after it.
    await soon(async () => expect(await team.data.zcard('{bursting}:dirty')).toBe(0));
    const said = posts();
    await looks('prod');
    await looks('prod');
    expect(posts()).toBe(said);

    mend('prod');
    const good = await looks('prod');
    const again = await team.shows(good.id);
    // One incident, one diagnosis.
    expect(threadOf(message).filter(({ metadata }) => metadata !== null)).toHaveLength(1);
    expect(words(again)).toContain('*Watch:* ready again');
    await looks('prod');
    await soon(async () => expect(await team.data.zcard('{bursting}:notices')).toBe(0));
    expect(team.slack.messages.in(OPS).flatMap(threadOf).filter(rings)).toHaveLength(1);
  });

  test('is among the runs, and can be shown', async () => {
    const [run] = await runsOf('prod');
    expect(await team.told('runs prod limit=50')).toContain(run?.id);
    expect(await team.told(`show ${run?.id}`)).toContain('Its message was not posted yet');
  });

  test('ends when somebody says so', async () => {
    expect(await team.told('unwatch prod', MALLORY)).toContain('You cannot ask for plans');
    expect(await team.told('unwatch')).toContain('It needs one more word: the cluster');
    expect(await team.told('unwatch prod')).toContain('is not watched any more');
    expect(await team.told('unwatch prod')).toContain('was not watched');
    expect(await team.data.zscore('{bursting}:watches', cluster('prod').id)).toBeNull();
  });
});

describe('a watch of the file', () => {
  test('is changed there only', async () => {
    expect(await team.told('watch lab every=5m')).toContain('is changed there by an administrator');
    expect(await team.told('unwatch lab')).toContain('is changed there by an administrator');
  });

  test('is made by nobody in person, and speaks where the file says', async () => {
    await soon(async () => expect((await runsOf('lab'))[0]?.state).toBe('succeeded'));
    spoil('lab');
    const run = await looks('lab');
    expect(run.requestedBy).toBe('watch');
    const message = await team.shows(run.id);
    expect(message.channel).toBe(GENERAL);
    expect(words(message)).toContain('asked by a watch');
    mend('lab');
    await team.shows((await looks('lab')).id);
  });

  test('a run that somebody writes into Redis as one of a watch is not read where nothing is watched', async () => {
    const [first] = await runsOf('lab');
    if (!first) throw new Error('nothing was watched');
    const { target, group, command, action } = first;
    const forged = { command, action, target, group, requestedBy: 'watch', channel: OPS, params: {}, watch: { news: null } };
    const made = await team.store.create(forged, { delivery: 'forged', withinMs: 5_000, queuedLimit: 99 });
    if (made.outcome === 'full') throw new Error('too many runs');
    expect((await team.moved(made.run.id, 'failed')).error?.finding).toMatchObject({ code: 'not_allowed' });
  });
});

test('a lost answer to the call for who is on call makes no second one that rings', async () => {
  const before = (await runsOf('prod')).length;
  await team.told('watch prod');
  await soon(async () => {
    const runs = await runsOf('prod');
    expect(runs).toHaveLength(before + 1);
    expect(runs[0]?.state).toBe('succeeded');
  });
  // What is to be told again is told now, not seconds later.
  const allTold = () =>
    soon(async () => {
      const left = await team.data.zrange('{bursting}:notices', '0', '-1');
      for (const notice of left) await team.data.zadd('{bursting}:notices', 'XX', '1', notice);
      expect(left).toEqual([]);
    });
  await allTold();
  const isCall = (args: Readonly<Record<string, unknown>>): boolean => String(args.text).includes('S0ONCALL');
  team.slack.faults.add('chat.postMessage', { reset: true }, { times: 1, afterCommit: true, when: isCall });
  team.slack.faults.add('conversations.replies', { error: 'missing_scope' });
  spoil('prod');
  const message = await team.shows((await looks('prod')).id);
  await allTold();
  team.slack.faults.clear();
  mend('prod');
  const told = threadOf(message).filter(({ text }) => text.includes('is not ready for bursting any more'));
  expect(told.map(rings)).toEqual([true, false]);
  await team.shows((await looks('prod')).id);

  // And where it can be looked for, there is none at all.
  team.slack.faults.add('chat.postMessage', { reset: true }, { times: 1, afterCommit: true, when: isCall });
  spoil('prod');
  const second = await team.shows((await looks('prod')).id);
  await allTold();
  expect(
    threadOf(second)
      .filter(({ text }) => text.includes('is not ready for bursting any more'))
      .map(rings),
  ).toEqual([true]);
  expect(shownBy(second)?.state).toBe('succeeded');
});
