import { runDocument } from '../blocks/document.ts';
import { withStoredRuns } from '../cli/stored-runs.ts';
import type { Run } from '../src/runs/run.ts';
import { asText } from './as-text.ts';
import type { SandboxCloud } from './cloud/start.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { FakeSlack } from './slack/fake.ts';
import { LAB } from './slack/local.ts';
import type { Message } from './slack/messages.ts';

export const ALICE = 'U01ALICE';
const GUS = 'U05GUS';
export const OPS = 'C01OPS';
const RESULT_MS = 30_000;
const RULE = '='.repeat(100);

/** What somebody types first in this situation. */
export const firstCommand = ({ command }: Pick<Scenario, 'command'>): string => `/bursting ${command ?? 'precheck prod'}`;

export interface Stage {
  readonly scenario: Scenario;
  readonly slack: FakeSlack;
  readonly cloud: SandboxCloud;
  /** Of the bot's own Redis: what people saw is compared with what is kept. */
  readonly dataDir: string;
  readonly say: (text: string) => void;
}

export const runIdIn = (text: string): string | null => /run_[0-9a-z]{10}/.exec(text)?.[0] ?? null;

/** The message of a run, once it shows how the run ended. */
export const resultOf = (id: string, slack: FakeSlack): Promise<Message> =>
  slack.messages.wait((message) => {
    const shown = payloadOf(message);
    return shown.run_id === id && !['queued', 'running'].includes(shown.state ?? '');
  }, RESULT_MS);

/** Plays a scenario in Slack, prints what people see, and resolves with what was not as it should be. */
export async function playStory({ scenario, slack, cloud, dataDir, say }: Stage): Promise<readonly string[]> {
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };

  const ask = async (user: string, line: string): Promise<string> => {
    const name = LAB.people.find(({ id }) => id === user)?.real_name ?? user;
    say(`\n${RULE}\n${name} types: ${line}`);
    const { payload, failure } = await slack.people.command(user, OPS, line);
    check(failure === null, `${line}: ${failure}`);
    const told = asText({ text: String(payload?.text ?? ''), blocks: (payload?.blocks as Message['blocks']) ?? [] });
    say(`\nOnly ${name} sees:\n${told}`);
    return told;
  };

  /** What is said below a message, once so much is. */
  const thread = async ({ ts }: Message, wanted: number): Promise<readonly Message[]> => {
    const said = ({ replies }: Message): readonly Message[] => replies.filter(({ blocks }) => blocks.length > 0);
    return wanted === 0 ? [] : said(await slack.messages.wait((each) => each.ts === ts && said(each).length >= wanted, RESULT_MS));
  };

  const result = async (line: string, expected?: Scenario['expect']): Promise<void> => {
    let id = runIdIn(await ask(ALICE, line));
    // A machine that is busy with something else may be too slow for the bot's own limits; it says so, and people try again.
    for (let again = 0; id === null && again < 3; again++) id = runIdIn(await ask(ALICE, line));
    if (!id) return check(false, `${line}: was not queued`);
    const ended = await resultOf(id, slack);
    say(`\n#ops sees:\n${asText(ended)}`);
    for (const reply of await thread(ended, expected?.findings?.length ?? 0)) say(`\nIn its thread:\n${asText(reply)}`);
    const run = await withStoredRuns({ kind: 'own', dataDir }, async (store) => (await store.get(id))?.run ?? null);
    check(
      run?.state === 'succeeded' && payloadOf(ended).state === 'succeeded',
      `${line}: ended as ${run?.state}, shown as ${payloadOf(ended).state}`,
    );
    if (run && expected) for (const difference of differences(run, expected)) check(false, `${line}: ${difference}`);
  };

  await ask(ALICE, '/bursting help');
  await result(firstCommand(scenario), scenario.expect);
  if (scenario.name === 'demo') {
    for (const alias of Object.keys(cloud.clusters).filter((each) => each !== 'prod')) await result(`/bursting precheck ${alias}`);
    await result('/bursting capacity prod');
  }
  check((await ask(ALICE, '/bursting prechek prod')).includes('Did you mean precheck?'), 'a typing error was not explained');
  check(/guests .*never may/.test(await ask(GUS, '/bursting precheck prod')), 'a guest was not refused');
  await ask(ALICE, '/bursting runs');
  check(cloud.violations.length === 0, `calls that must never happen: ${JSON.stringify(cloud.violations)}`);
  check(!cloud.calls.some((call) => call.write), 'something was written during a read');
  say(`\n${RULE}`);
  return wrong;
}

type Codes = readonly { readonly code: string }[];

interface Found {
  readonly success: boolean;
  /** What a result has of these differs from command to command. */
  readonly issues?: Codes;
  readonly warnings: Codes;
  readonly findings?: Codes;
}

/** Between what `bursting runs show` says of a run and what its scenario promises. */
function differences(run: Run, expected: Scenario['expect']): readonly string[] {
  const result = runDocument(run).result as Found | null;
  if (!result) return ['has no result'];
  const codes = (found: Codes = []): readonly string[] => found.map(({ code }) => code);
  const listed = (some: readonly string[]): string => some.join(', ') || 'none';
  const compared = [
    ['success', String(result.success), String(expected.success)],
    ['issues', listed(codes(result.issues).toSorted()), listed(expected.issues.toSorted())],
    ['warnings', listed(codes(result.warnings).toSorted()), listed(expected.warnings.toSorted())],
    // Their order says what to mend first.
    ['findings', listed(codes(result.findings)), listed(expected.findings ?? [])],
  ] as const;
  return compared.flatMap(([what, is, should]) => (is === should ? [] : [`${what}: ${is}, where the scenario says ${should}`]));
}

const payloadOf = ({ metadata }: Message): Readonly<Record<string, string>> =>
  (metadata?.event_payload as Record<string, string> | undefined) ?? {};
