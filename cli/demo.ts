import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asText } from '../sandbox/as-text.ts';
import { type SandboxCloud, startSandboxCloud } from '../sandbox/cloud/start.ts';
import { ensureRedisServer } from '../sandbox/redis-server.ts';
import { findScenario, scenarios } from '../sandbox/scenarios/index.ts';
import type { Scenario } from '../sandbox/scenarios/scenario.ts';
import { FakeSlack } from '../sandbox/slack/fake.ts';
import { LAB, startLocalSlack } from '../sandbox/slack/local.ts';
import type { Message } from '../sandbox/slack/messages.ts';
import { startStage } from '../sandbox/stage.ts';
import { SetupError } from './expected-errors.ts';

const ALICE = 'U01ALICE';
const GUS = 'U05GUS';
const OPS = 'C01OPS';
const RESULT_MS = 30_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** `bursting demo`: the real bot against a Slack, a cloud and a cluster on this machine. Resolves with the exit code. */
export async function demo(options: Readonly<Record<string, unknown>>): Promise<number> {
  if (options.list) {
    const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of scenarios) say(`${name.padEnd(width)}${summary}`);
    return 0;
  }
  const name = String(options.scenario ?? 'demo');
  const scenario = findScenario(name);
  if (!scenario) throw new SetupError(`there is no scenario ${name}: bursting demo --list shows them`);
  ensureRedisServer((line) => say(`bursting: ${line}`));
  return options.once ? playOnce(scenario) : playOn(scenario);
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

async function open(stack: Stack, scenario: Scenario, slack: FakeSlack): Promise<SandboxCloud> {
  const cloud = stack.add(await startSandboxCloud(scenario), (opened) => opened.close());
  const dataDir = stack.add(mkdtempSync(path.join(tmpdir(), 'bursting-demo-')), (dir) => rmSync(dir, { recursive: true, force: true }));
  stack.add(
    await startStage({ slack, cloud, env: { DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }, log: process.stderr }),
    (bot) => bot.stop(),
  );
  return cloud;
}

/** For people: a page in the browser, until Ctrl+C. */
async function playOn(scenario: Scenario): Promise<number> {
  const stack = new Stack();
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  try {
    const lab = stack.add(await startLocalSlack(), (opened) => opened.stop());
    const cloud = await open(stack, scenario, lab.slack);
    const first = scenario.command ?? 'precheck prod';
    await lab.say(ALICE, OPS, `/bursting ${first}`);
    const others = Object.keys(cloud.clusters).filter((alias) => alias !== 'prod');
    say(`
bursting demo: ${scenario.summary}.

  Slack    ${lab.url}
           Open it in a browser. You are Alice in #ops; the result of /bursting ${first} is there.

  Try      /bursting help
${others.map((alias) => `           /bursting precheck ${alias}\n`).join('')}           /bursting capacity prod
           /bursting runs
           /bursting precheck prdo              (a typing error: it names the cluster you meant)
           Act as Gus (a guest; top right) and ask again: he is told why he may not.

  Nothing leaves this machine. Ctrl+C ends everything and leaves nothing behind.
  Note: local-slack, the page, listens on every interface of this machine.
`);
    await interrupted;
    say('stopping');
    return 0;
  } finally {
    await stack.close();
  }
}

/** Without a browser: plays the story, prints what people see, and checks that it went as the scenario says. */
async function playOnce(scenario: Scenario): Promise<number> {
  const stack = new Stack();
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  try {
    const slack = stack.add(await FakeSlack.start(LAB), (opened) => opened.stop());
    const cloud = await open(stack, scenario, slack);
    const ask = async (user: string, line: string): Promise<string> => {
      const acted = await slack.people.command(user, OPS, line);
      say(`\n${'='.repeat(100)}\n${LAB.people.find(({ id }) => id === user)?.real_name ?? user}: ${line}`);
      if (acted.failure) check(false, `${line}: ${acted.failure}`);
      const told = asText({ text: String(acted.payload?.text ?? ''), blocks: (acted.payload?.blocks as Message['blocks']) ?? [] });
      say(`\n(only ${user === ALICE ? 'Alice' : 'Gus'} sees:) ${told}`);
      return told;
    };
    const result = async (line: string, expect?: Scenario['expect']): Promise<void> => {
      const told = await ask(ALICE, line);
      const id = /run_[0-9a-z]{10}/.exec(told)?.[0];
      if (!id) return check(false, `${line}: was not queued`);
      const ended = await slack.messages.wait(
        (message) => payload(message).run_id === id && !['queued', 'running'].includes(payload(message).state ?? ''),
        RESULT_MS,
      );
      say(`\n${asText(ended)}`);
      check(payload(ended).state === 'succeeded', `${line}: ended as ${payload(ended).state}`);
      if (!expect) return;
      const says = ended.blocks.map((block) => JSON.stringify(block)).join();
      check(says.includes(expect.issues.length > 0 ? '⛔' : '✅') || expect.warnings.length > 0, `${line}: the verdict does not show`);
    };
    await ask(ALICE, '/bursting help');
    await result(`/bursting ${scenario.command ?? 'precheck prod'}`, scenario.expect);
    if (scenario.name === 'demo') {
      for (const alias of Object.keys(cloud.clusters).filter((each) => each !== 'prod')) await result(`/bursting precheck ${alias}`);
      await result('/bursting capacity prod');
    }
    check((await ask(ALICE, '/bursting prechek prod')).includes('precheck'), 'a typing error was not explained');
    check((await ask(GUS, '/bursting precheck prod')).includes('uest'), 'a guest was not refused');
    await ask(ALICE, '/bursting runs');
    check(cloud.violations.length === 0, `calls that must never happen: ${JSON.stringify(cloud.violations)}`);
    check(!cloud.calls.some((call) => call.write), 'something was written during a read');
  } finally {
    await stack.close();
  }
  say(`\n${'='.repeat(100)}\n${wrong.length === 0 ? 'The story went as it should.' : `The story went wrong:\n- ${wrong.join('\n- ')}`}`);
  return wrong.length === 0 ? 0 : 1;
}

const payload = (message: Message): Readonly<Record<string, string>> =>
  (message.metadata?.event_payload as Record<string, string> | undefined) ?? {};
