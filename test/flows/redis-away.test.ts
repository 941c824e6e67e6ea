import { beforeAll, expect, type TestContext, test } from 'vitest';
import { House, OPS, until, warmUp } from './house.ts';
import { Line } from './line.ts';

/** Work goes on within 3 s of Redis's return; the rest is for a loaded machine. Measured: 0.6 s and less. */
const GOES_ON_MS = 3_000 + 3_000;
/** Redis away or not: the program ends long before an orchestrator loses patience. */
const STOPS_MS = 5_000;

const NOTHING_RAN = /Nothing ran: the store of the bot cannot be reached/;
const MAY_HAVE = /Nothing ran, or a message here within 10 seconds means that it ran after all/;

beforeAll(warmUp);

interface Home {
  readonly house: House;
  /** Between the bot and its Redis. */
  readonly line: Line;
}

const homeFor = async ({ onTestFinished }: TestContext): Promise<Home> => {
  const house = await House.open({ yaml: { limits: { commandsPerUserPerMinute: 10_000 } } });
  const line = await Line.to(house.redis.port);
  onTestFinished(async () => {
    await house.close();
    line.close();
  });
  return { house, line };
};

interface Outage {
  readonly what: string;
  begin(home: Home): Promise<void> | void;
  end(home: Home): Promise<void> | void;
}
const REFUSES: Outage = { what: 'refuses connections', begin: ({ line }) => line.cut(), end: ({ line }) => line.restore() };
const SILENT: Outage = { what: 'accepts and never answers', begin: ({ line }) => line.swallow(), end: ({ line }) => line.restore() };
const FROZEN: Outage = {
  what: 'is a process that stands still',
  begin: ({ house }) => void process.kill(house.redis.pid, 'SIGSTOP'),
  end: ({ house }) => void process.kill(house.redis.pid, 'SIGCONT'),
};

/** Types until a run is made, and waits for its end: how long that took. */
async function untilItWorks(house: House): Promise<number> {
  const since = performance.now();
  for (;;) {
    const { payload } = await house.type('capacity prod');
    const id = /run_\w{10}/.exec(String(payload?.text))?.[0];
    if (id) {
      await house.ended(id, 'succeeded');
      return performance.now() - since;
    }
    if (performance.now() - since > 10_000) throw new Error(`still refused: ${String(payload?.text)}`);
  }
}

// One after the other: who somebody is has 0.4 s, of which a silent Redis takes a quarter.
test.for([REFUSES, SILENT, FROZEN])(
  'a Redis that $what when a command comes: it is said in time, and works again soon',
  async (outage, context) => {
    const home = await homeFor(context);
    const { house, line } = home;
    await house.startBot({ REDIS_URL: line.url });
    await house.play('capacity prod');
    await outage.begin(home);
    context.onTestFinished(() => outage.end(home));

    const heard = await Promise.all(['precheck prod', 'runs', 'show run_0000000000', 'whoami', 'help'].map((text) => house.type(text)));
    // Before Slack gave up on it.
    for (const { failure } of heard) expect(failure).toBeNull();
    const [precheck, runs, show, whoami, help] = heard.map(({ payload }) => JSON.stringify(payload));
    for (const text of [precheck, runs, show]) expect(text).toMatch(new RegExp(`${NOTHING_RAN.source}|${MAY_HAVE.source}`));
    expect(whoami).toMatch(/You may read/);
    expect(help).toMatch(/What bursting can do/);

    await outage.end(home);
    expect(await untilItWorks(house)).toBeLessThan(GOES_ON_MS);
  },
);

test.concurrent.for([REFUSES, SILENT, FROZEN])(
  'a Redis that $what in the middle of a run: its end shows soon after the return, once',
  async (outage, context) => {
    const home = await homeFor(context);
    const { house, line } = home;
    await house.startBot({ REDIS_URL: line.url });
    await house.play('precheck prod');
    house.cloud.world.faults.push({ service: 'CCE', operation: 'ShowCluster', trouble: { kind: 'slow', ms: 400 }, times: 1 });
    const before = house.cloud.calls.length;
    const id = await house.ask('precheck prod');
    await until(() => house.cloud.calls.length > before);
    await outage.begin(home);
    context.onTestFinished(() => outage.end(home));
    // The bot gets its result, and has nobody to tell it to.
    await until(() => house.cloud.calls.every(({ status }) => status !== null));
    expect(await house.told('runs')).toMatch(/Nothing ran/);

    await outage.end(home);
    const since = performance.now();
    await house.ended(id, 'succeeded');
    expect(performance.now() - since).toBeLessThan(GOES_ON_MS);
    expect(await house.run(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(house.slack.messages.in(OPS).filter(({ metadata }) => JSON.stringify(metadata).includes(id))).toHaveLength(1);
  },
);

test.concurrent.for([REFUSES, SILENT])(
  'a Redis that $what when the bot starts: it starts, says so, and works when Redis comes',
  async (outage, context) => {
    const home = await homeFor(context);
    const { house, line } = home;
    await outage.begin(home);
    await house.startBot({ REDIS_URL: line.url });
    const { payload } = await house.type('precheck prod');
    expect(String(payload?.text)).toMatch(NOTHING_RAN);
    expect(house.log.text).toMatch(/Redis does not answer/);
    await outage.end(home);
    expect(await untilItWorks(house)).toBeLessThan(GOES_ON_MS);
  },
);

test.concurrent.for([REFUSES, SILENT])(
  'a Redis that $what when the bot is to stop: it stops, and has not filled the log',
  async (outage, context) => {
    const home = await homeFor(context);
    const { house, line } = home;
    const bot = await house.startBot({ REDIS_URL: line.url });
    await house.play('capacity prod');
    await outage.begin(home);
    await house.told('runs');
    const since = performance.now();
    await bot.stop();
    expect(performance.now() - since).toBeLessThan(STOPS_MS);
    expect(house.log.text.match(/"level":"(warn|error)"/g)?.length ?? 0).toBeLessThan(20);
  },
);
