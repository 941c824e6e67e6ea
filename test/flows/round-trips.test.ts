import { afterAll, beforeAll, expect, test } from 'vitest';
import { ourScripts, redisName } from '../faults/redis-names.ts';
import { monitorRedis, type Words } from '../setup/redis-monitor.ts';
import { CAROL, shownBy, soon, Team } from './team.ts';

/*
 * What one run costs at Redis and at Slack. Commands of a run are those that name it; what a script does inside Redis is no round trip.
 * What goes by the clock (the reconciler once a second, renewed leases, one more edit where a machine is slow) only adds to them: the
 * best of a few runs has no noise, and one round trip more than that fails.
 */
const PRECHECK_TRIES = 5;
/** Its post is answered well before a precheck ends: one order of events, and one number of commands. */
const LATENCY_MS = 100;
/** The cloud takes ten writes a minute. */
const PLAN_TRIES = 4;

let team: Team;
let stop: () => void = () => {};
const sent: Words[] = [];
beforeAll(async () => {
  team = await Team.start();
  team.cloud.world.settleMs = 0;
  stop = await monitorRedis(team.redis.port, (words) => sent.push(words));
  // Certificate and people are known, and no script has to be sent.
  for (const script of ourScripts) await team.data.script('LOAD', script);
  await team.shows(await team.ask('precheck prod'));
});
afterAll(async () => {
  stop();
  await team.close();
});

interface Cost {
  /** Commands by what they are for; those without a name are only in `commands`. */
  readonly redis: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly posts: number;
  readonly edits: number;
  /** In its thread, but for the run that follows. */
  readonly notices: number;
}

const runsIn = (word: string): readonly string[] => word.match(/run_[0-9a-hjkmnp-tv-z]{10}/g) ?? [];

/** What this run has cost so far. The run that follows names it as well, and costs what it does itself. */
function costOf(id: string): Cost {
  const own = sent.map((words) => ({ words, runs: new Set(words.flatMap(runsIn)) })).filter(({ runs }) => runs.size === 1 && runs.has(id));
  const redis: Record<string, number> = {};
  for (const name of own.map(({ words }) => redisName(words))) if (name) redis[name] = (redis[name] ?? 0) + 1;
  const calls = (method: string) =>
    team.slack.callsOf(method).map(({ args }) => ({ args, shown: shownBy({ metadata: args.metadata as never }) }));
  const posted = calls('chat.postMessage');
  return {
    redis,
    commands: own.length,
    posts: posted.filter(({ shown }) => shown?.id === id).length,
    edits: calls('chat.update').filter(({ shown }) => shown?.id === id).length,
    notices: posted.filter(({ args, shown }) => !shown && String(args.text).includes(id)).length,
  };
}

async function atBest(tries: number, work: () => Promise<void>): Promise<void> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await team.rest();
    }
  }
}

test('a precheck takes 18 commands of Redis, one post and one edit', () =>
  atBest(PRECHECK_TRIES, async () => {
    team.cloud.world.latencyMs = LATENCY_MS;
    const id = await team.ask('precheck prod');
    await team.shows(id, 'succeeded');
    const { redis, commands, ...slack } = await soon(() => {
      const cost = costOf(id);
      expect(cost.redis['finish job of publish']).toBe(cost.redis['hand to queue publish']);
      expect(cost.redis['finish job of execute-default']).toBe(1);
      return cost;
    });
    expect(redis).toEqual({
      'create run': 1,
      'hand to queue execute-default': 1,
      'move queued to running': 1,
      'move running to succeeded': 1,
      'finish job of execute-default': 1,
      // The post and the edit; after the post there is no more to show yet.
      'hand to queue publish': 2,
      'take publisher lease': 2,
      'read run': 3,
      'mark posting': 1,
      'lengthen publisher lease': 1,
      'message shown': 2,
      'finish job of publish': 2,
    });
    expect(commands).toBe(18);
    expect(slack).toEqual({ posts: 1, edits: 1, notices: 0 });
  }));

test('a plan of one step, from the request to its end, moves and notes once, is posted once and edited twice', () =>
  atBest(PLAN_TRIES, async () => {
    team.cloud.world.latencyMs = 0;
    team.missing('swr');
    const id = await team.plan();
    await team.click(CAROL, id);
    await team.shows(id, 'succeeded');
    const { redis, commands, ...slack } = costOf(id);
    // How many changes a publisher finds at once is a matter of time; the work itself is not.
    const work = Object.fromEntries(
      Object.entries(redis).filter(([name]) => !/publish|posting|message shown|message postponed|read run/.test(name)),
    );
    expect(work).toEqual({
      'create run': 1,
      // What is read, and what is applied.
      'hand to queue execute-default': 2,
      'finish job of execute-default': 2,
      'move queued to running': 1,
      'move running to awaiting_approval': 1,
      'move awaiting_approval to approved': 1,
      'take leases': 1,
      'move approved to applying': 1,
      'begin attempt': 1,
      'note preflight': 1,
      'note step:swr intended': 1,
      'note step:swr waiting': 1,
      'note step:swr done': 1,
      'move applying to succeeded': 1,
      'give leases back': 1,
      // By the click, and by the run that follows in its thread.
      'look for message': 2,
    });
    expect(slack).toMatchObject({ posts: 1, edits: 2 });
    // Who may approve, how it was decided, how it ended.
    expect(slack.notices).toBeLessThanOrEqual(3);
    expect(redis['hand to queue publish']).toBeLessThanOrEqual(14);
    expect(commands).toBeLessThanOrEqual(100);
  }));
