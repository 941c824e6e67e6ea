import type { StoredRun } from '../../jobs/store.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import { isFinal } from '../../src/runs/run.ts';
import type { Case } from './case.ts';
import { Play } from './play.ts';
import type { Rig } from './rig.ts';
import { untruths } from './truth.ts';

const CHANNEL = 'C01OPS';
const LOOK_EVERY_MS = 25;
/** How long Slack stays away from an apply that cannot begin without it. */
const OUTAGE_MS = 6_000;
/** A person who was not heard tries again. */
const CLICK_AGAIN_MS = 1_500;

export interface Outcome {
  /** Whether the crossing was met at all: what comes and goes with the clock may not be. */
  readonly met: boolean;
  /** What is not as it should be; empty: all is as without the fault. */
  readonly problems: readonly string[];
  /** From the end of the fault (a killed process: from the kill) until everything was done and shown. */
  readonly recoveryMs: number;
  /** From the fault until work on the run was begun again; null: nobody had to. */
  readonly resumedMs: number | null;
  /** From the approval until then. */
  readonly totalMs: number;
  readonly run: string | null;
  readonly log: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

/** Alice asks for the plan, Bob approves, a fault is played; then what came of it is held against the truth. */
export async function tell(rig: Rig, played: Case | null, patienceMs: number): Promise<Outcome> {
  await rig.prepare();
  const play = new Play(rig, played);
  const from = Date.now();
  const began = performance.now();
  const until = deadline(patienceMs);
  let run: string | null = null;
  let approvedAt = began;
  const end = (problems: readonly string[]): Outcome => {
    const now = performance.now();
    play.stop();
    return {
      met: play.metAt !== null,
      problems,
      recoveryMs: play.metAt === null ? 0 : now - (play.healedAt ?? play.metAt),
      resumedMs: play.metAt === null || play.resumedAt === null ? null : play.resumedAt - play.metAt,
      totalMs: now - approvedAt,
      run,
      log: problems.length === 0 ? [] : rig.children.flatMap(({ name, log }) => log.slice(-60).map((line) => `${name}: ${line}`)),
      counts: play.counts,
    };
  };
  try {
    run = await asked(rig, from, until);
    play.run = run;
    play.phase = 'apply';
    approvedAt = performance.now();
    await decided(rig, play, run, until);
    await settled(rig, play, run, until);
    return end(await untruths(rig, run, from, play.late));
  } catch (error) {
    return end([error instanceof Error ? error.message : String(error), ...(await stateOf(rig, run))]);
  }
}

type Until = <T>(what: string, look: () => Promise<T | null> | T | null) => Promise<T>;

/** Looks again and again, until one deadline for all. */
function deadline(patienceMs: number): Until {
  const last = performance.now() + patienceMs;
  return async (what, look) => {
    for (;;) {
      const found = await Promise.resolve()
        .then(look)
        .catch(() => null);
      if (found !== null) return found;
      if (performance.now() > last) throw new Error(`not within ${patienceMs / 1_000} s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
}

const payloadOf = (message: Message): Readonly<Record<string, unknown>> =>
  (message.metadata?.event_payload ?? {}) as Readonly<Record<string, unknown>>;

/** The plan's message, once it can be decided on. Alice asks again if she hears that nothing ran, or hears nothing. */
async function asked(rig: Rig, from: number, until: Until): Promise<string> {
  const run = await until('the run is created', async () => {
    await rig.slack.people.command('U01ALICE', CHANNEL, `/bursting ${rig.subject.scenario.command}`);
    const [found] = await rig.store.list({ limit: 1, visible: ({ createdAt, plan }) => createdAt >= from && plan === null });
    return found?.id ?? null;
  });
  return until('the plan waits for approval', async () => {
    const found = await rig.store.get(run);
    const message = found?.message && rig.slack.messages.find(found.message.channel, found.message.ts);
    return message && payloadOf(message).state === 'awaiting_approval' ? run : null;
  });
}

/** Bob clicks; and again, for as long as nothing has come of it. */
async function decided(rig: Rig, play: Play, run: string, until: Until): Promise<void> {
  let again = 0;
  await until('the plan is approved', async () => {
    const found = await rig.store.get(run);
    if (found && found.run.state !== 'awaiting_approval') return found;
    if (performance.now() < again) return null;
    again = performance.now() + CLICK_AGAIN_MS;
    if (play.metAt !== null && performance.now() - play.metAt > OUTAGE_MS) play.endOutage();
    const at = await rig.store.message(run);
    const message = at && rig.slack.messages.find(at.channel, at.ts);
    if (message) await rig.slack.people.click('U02BOB', message, 'plan_approve');
    return null;
  });
}

/** The apply has ended, what follows it too, and Slack shows both. */
async function settled(rig: Rig, play: Play, run: string, until: Until): Promise<void> {
  const shown = (found: StoredRun): boolean => isFinal(found.run.state) && found.version === found.shown;
  await until('everything is done and shown', async () => {
    const found = await rig.store.get(run);
    if (!found) return null;
    const late = play.metAt !== null && performance.now() - play.metAt > OUTAGE_MS;
    if (isFinal(found.run.state) || late) play.endOutage();
    if (!shown(found)) return null;
    if (found.run.state !== 'succeeded') return found;
    const cluster = found.run.target.clusterId;
    const [child] = await rig.store.list({ cluster, limit: 1, visible: ({ parent }) => parent === run });
    const follow = child && (await rig.store.get(child.id));
    return follow && shown(follow) && (play.metAt === null || play.healedAt !== null) ? found : null;
  });
}

async function stateOf(rig: Rig, run: string | null): Promise<readonly string[]> {
  const found = run ? await rig.store.get(run).catch(() => null) : null;
  if (!found) return [];
  const { state, steps, attempt, waiting, error } = found.run;
  const { version, shown, work, posting, message } = found;
  return [JSON.stringify({ run, state, attempt, waiting, error, steps, version, shown, work, posting, message })];
}
