import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SandboxCloud, startSandboxCloud } from '../sandbox/cloud/start.ts';
import { ALICE, firstCommand, OPS, playStory, resultOf, runIdIn } from '../sandbox/play.ts';
import { ensureRedisServer } from '../sandbox/redis-server.ts';
import { findScenario, playable } from '../sandbox/scenarios/index.ts';
import type { Scenario } from '../sandbox/scenarios/scenario.ts';
import { FakeSlack } from '../sandbox/slack/fake.ts';
import { LAB, startLocalSlack } from '../sandbox/slack/local.ts';
import { startStage } from '../sandbox/stage.ts';
import { SetupError } from './expected-errors.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** `bursting demo`: the real bot against a Slack, a cloud and a cluster on this machine. Resolves with the exit code. */
export async function demo(options: Readonly<Record<string, unknown>>): Promise<number> {
  if (options.list) {
    const width = Math.max(...playable.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of playable) say(`${name.padEnd(width)}${summary}`);
    return 0;
  }
  const name = String(options.scenario ?? 'demo');
  const scenario = findScenario(name);
  if (!scenario) throw new SetupError(`there is no scenario ${name}: bursting demo --list shows them`);
  await needs(async () => ensureRedisServer((line) => say(`bursting: ${line}`)));

  const stack = new Stack();
  const told = toldToStop();
  try {
    return await (options.once ? playOnce(stack, scenario, told) : playOn(stack, scenario, told));
  } finally {
    await stack.close();
  }
}

/** Everything that was opened, closed again in reverse. */
class Stack {
  readonly #closers: (() => Promise<unknown> | unknown)[] = [];
  add<T>(opened: T, close: (opened: T) => Promise<unknown> | unknown): T {
    this.#closers.push(() => close(opened));
    return opened;
  }
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}

/** Resolves when somebody wants the demo to end. Impatience does not help: whoever is killed while cleaning up leaves a Redis behind. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
}

/** What is missing on this machine is said without a stack. */
async function needs<T>(part: () => Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}

async function open(stack: Stack, scenario: Scenario, slack: FakeSlack): Promise<{ cloud: SandboxCloud; dataDir: string }> {
  const cloud = stack.add(await startSandboxCloud(scenario), (opened) => opened.close());
  const dataDir = stack.add(mkdtempSync(path.join(tmpdir(), 'bursting-demo-')), (dir) => rmSync(dir, { recursive: true, force: true }));
  const env = { DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };
  stack.add(await startStage({ slack, cloud, env, log: process.stderr }), (bot) => bot.stop());
  return { cloud, dataDir };
}

/** For people: a page in the browser, until Ctrl+C. */
async function playOn(stack: Stack, scenario: Scenario, told: Promise<void>): Promise<number> {
  const lab = stack.add(await needs(() => startLocalSlack()), (opened) => opened.stop());
  const { cloud } = await open(stack, scenario, lab.slack);
  const first = firstCommand(scenario);
  const { payload } = await lab.say(ALICE, OPS, first);
  const id = runIdIn(String(payload?.text));
  if (id) await Promise.race([resultOf(id, lab.slack), told]);
  const others = Object.keys(cloud.clusters).filter((alias) => !first.includes(` ${alias}`));
  say(`
bursting demo: ${scenario.summary}.

  Slack    ${lab.url}
           Open it in a browser. You are Alice in #ops; the result of ${first} is there.

  Try      /bursting help
           /bursting rollout fresh              (from nothing to running pods, in one thread; act as Bob, top right, to approve)
           /bursting diagnose prod
${others.map((alias) => `           /bursting precheck ${alias}\n`).join('')}           /bursting precheck prdo              (a typing error: it names the cluster you meant)
           Act as Gus (a guest) and ask again: he is told why he may not.

  Nothing leaves this machine. Ctrl+C ends everything and leaves nothing behind.
  Other situations: bursting demo --list, then bursting demo --scenario <name>.
  Note: local-slack, the page, listens on every interface of this machine.
`);
  await told;
  say('stopping');
  return 0;
}

/** Without a browser: the story as text, and whether it went as the scenario says. */
async function playOnce(stack: Stack, scenario: Scenario, told: Promise<void>): Promise<number> {
  const slack = stack.add(await FakeSlack.start(LAB), (opened) => opened.stop());
  const { cloud, dataDir } = await open(stack, scenario, slack);
  say(`bursting demo: ${scenario.summary}.`);
  const story = playStory({ scenario, slack, cloud, dataDir, say });
  const wrong = await Promise.race([story, told.then(() => null)]);
  if (wrong === null) {
    story.catch(() => {}); // what it waits for is taken away now
    say('\nstopped before the end of the story');
    return 1;
  }
  say(wrong.length === 0 ? 'The story went as it should.' : `The story went wrong:\n- ${wrong.join('\n- ')}`);
  return wrong.length === 0 ? 0 : 1;
}
