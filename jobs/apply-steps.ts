import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, PlanAction } from '../src/core/action.ts';
import { BotError, isBotError } from '../src/core/errors.ts';
import type { Code } from '../src/core/finding.ts';
import type { Sight, Step } from '../src/core/plan.ts';
import type { Run, RunState, StepProgress } from '../src/runs/run.ts';
import type { Change } from '../src/runs/store.ts';
import type { Lease } from './leases.ts';
import { stepField } from './run-record.ts';
import type { RedisRunStore } from './store.ts';

/** Milliseconds. `unknownMs`: the API has done or dropped a request by then (contract, section 3). */
export interface ApplyTiming {
  readonly unknownMs: number;
  readonly pollMs: number;
  readonly pollMaxMs: number;
  /** How long a write that was refused for its rate waits. */
  readonly throttledMs: number;
  /** How long something broken that may pass must stay so until it counts. */
  readonly passingMs: number;
}
export const APPLY_TIMING: ApplyTiming = { unknownMs: 30_000, pollMs: 1_000, pollMaxMs: 10_000, throttledMs: 60_000, passingMs: 60_000 };

/** The apply was stopped from outside, between writes or in a wait. `ending`: how it ends; null: it is another worker's now. */
export class Halted extends Error {
  override readonly name = 'Halted';
  readonly ending: { readonly to: RunState; readonly change: Change } | null;
  constructor(ending: Halted['ending']) {
    super('the apply was stopped');
    this.ending = ending;
  }
}

export interface StepsDeps {
  readonly store: RedisRunStore;
  readonly timing: ApplyTiming;
  readonly action: PlanAction<object, unknown>;
  readonly run: Run;
  readonly attempt: number;
  readonly context: Context;
  readonly lease: Lease;
  readonly halt: AbortSignal;
  /** An earlier attempt may have written, whatever is left of its notes: until so many milliseconds have passed, an absence proves nothing. */
  readonly absentMs: number;
  /** Looks now, and throws if somebody said stop. */
  readonly mayGoOn: () => Promise<void>;
  /** Told, once for a step, of the resources that the bot made for it where one was meant. */
  readonly onTwice?: (step: Step, run: Run, resourceIds: readonly string[]) => void;
}

/** A write without an answer is repeated once, when it was looked for in vain; over all attempts, after crashes, not for ever. */
const MAX_UNANSWERED = 2;
const MAX_TRIES = 5;
/** How a write ended that was not done for certain. */
const UNKNOWN: ReadonlySet<Code> = new Set(['upstream_failed', 'upstream_unreadable', 'upstream_unreachable', 'conflict', 'timeout']);

/** An answered write is never sent again: its resource is waited for. */
const NEVER = Number.POSITIVE_INFINITY;

/** Each step in turn: looked at, written if it is not so, looked at until it is settled. Throws with why the first one failed. */
export async function applySteps(deps: StepsDeps): Promise<void> {
  const absentUntil = performance.now() + deps.absentMs;
  for (const step of deps.run.plan?.steps ?? []) {
    if (deps.run.steps[step.id]?.status === 'done') continue;
    await new StepRun(deps, step, absentUntil).carryOut();
  }
}

const settleMsOf = ({ settleMs }: StepsDeps['action'], step: Step): number => (typeof settleMs === 'number' ? settleMs : settleMs(step));

type Seen = Extract<Sight, { is: 'settling' | 'done' }>;

class StepRun {
  readonly #deps: StepsDeps;
  readonly #step: Step;
  /** A write of this or an earlier attempt was begun. */
  #begun: boolean;
  #tries: number;
  #unanswered = 0;
  /** Until when an absence proves nothing, because a write may still be under way; by this process's clock. */
  #unknownUntil: number;

  /** `absentUntil`: before then, that it is not there proves nothing even if nobody noted a write. */
  constructor(deps: StepsDeps, step: Step, absentUntil: number) {
    this.#deps = deps;
    this.#step = step;
    const earlier = deps.run.steps[step.id];
    this.#begun = earlier !== undefined;
    this.#tries = earlier?.tries ?? 0;
    this.#unknownUntil = earlier ? (earlier.status === 'intended' ? performance.now() + deps.timing.unknownMs : NEVER) : absentUntil;
  }

  async carryOut(): Promise<void> {
    const { action, timing } = this.#deps;
    const giveUpAt = performance.now() + settleMsOf(action, this.#step);
    let settling = false;
    let brokenSince: number | null = null;
    for (let pause = timing.pollMs; ; pause = Math.min(timing.pollMaxMs, pause * 1.5)) {
      const sight = await this.#look();
      if (sight?.is === 'done') return this.#done(sight, settling);
      if (sight?.is === 'broken') {
        brokenSince ??= performance.now();
        if (!sight.mayPass || performance.now() - brokenSince >= timing.passingMs) throw await this.#broken(sight);
      } else if (sight) brokenSince = null;
      if (sight?.is === 'settling' && !settling) {
        settling = true;
        await this.#note('waiting', sight.resourceId, !this.#ours(sight.by), 'at once');
      }
      if (sight?.is === 'undone' && !settling) {
        if (this.#step.verb === 'unchanged') throw await this.#fail(this.#gone());
        if (performance.now() >= this.#unknownUntil) {
          await this.#write();
          pause = timing.pollMs;
          continue;
        }
      }
      if (performance.now() > giveUpAt) throw await this.#late(sight, settling);
      await sleep(pause, undefined, { signal: this.#deps.halt });
    }
  }

  /** Null: the look itself failed in a way that may pass. */
  async #look(): Promise<Sight | null> {
    const { action, context, halt } = this.#deps;
    try {
      return await action.look(this.#step, context);
    } catch (error) {
      halt.throwIfAborted();
      if (isBotError(error) && error.retryable) return null;
      throw error;
    }
  }

  async #write(): Promise<void> {
    const { action, context, halt, lease, run, timing } = this.#deps;
    if (this.#tries >= MAX_TRIES || this.#unanswered >= MAX_UNANSWERED) throw await this.#fail(this.#unknown());
    await this.#deps.mayGoOn();
    if (!lease.mayWrite()) throw new Halted(null);
    this.#tries += 1;
    await this.#note('intended', null, false, 'at once');
    halt.throwIfAborted();
    if (!lease.mayWrite()) throw new Halted(null);
    this.#begun = true;
    // Whatever stops the apply now, this one request is let end: an answer is worth more than a guess. Only not in another's lease.
    const inLease = AbortSignal.timeout(lease.leftMs());
    this.#unknownUntil = performance.now() + timing.unknownMs;
    try {
      await action.write(this.#step, { ...context, signal: inLease }, run.id);
    } catch (error) {
      if (inLease.aborted) {
        this.#unanswered += 1;
        return;
      }
      if (!isBotError(error)) throw error;
      if (!UNKNOWN.has(error.code) && error.code !== 'throttled') throw await this.#fail(error);
      if (error.code !== 'throttled') {
        this.#unanswered += 1;
        return;
      }
      // Refused before anything was done: it does not count, and it is certain.
      this.#tries -= 1;
      this.#unknownUntil = performance.now() + timing.throttledMs;
      return;
    }
    this.#unknownUntil = NEVER;
    await this.#note('waiting', null, false, 'never');
  }

  /** Ours, if this run made it: it says so, or it cannot say and we have written. */
  #ours(by: string | null): boolean {
    return by === this.#deps.run.id || (by === null && this.#begun);
  }

  /** What was there all along is not worth a line. */
  async #done({ resourceId, by, twice }: Seen, settled: boolean): Promise<void> {
    if (twice) this.#deps.onTwice?.(this.#step, this.#deps.run, twice);
    if (this.#step.verb === 'unchanged' && !settled) return;
    await this.#note('done', resourceId, !this.#ours(by), 'at once');
  }

  async #broken({ resourceId, why }: Extract<Sight, { is: 'broken' }>): Promise<BotError> {
    await this.#note('failed', resourceId, !this.#begun, 'never');
    return new BotError(why.code, why.facts);
  }

  async #late(sight: Sight | null, settling: boolean): Promise<BotError> {
    const { id: step, resource } = this.#step;
    const minutes = Math.round(settleMsOf(this.#deps.action, this.#step) / 60_000);
    const accepted = settling || (this.#begun && this.#unknownUntil === NEVER);
    if (!accepted) return this.#fail(this.#unknown());
    return this.#fail(new BotError(sight?.is === 'undone' ? 'write_undone' : 'step_timeout', { step, resource, minutes }));
  }

  #unknown(): BotError {
    return new BotError('write_unknown', { step: this.#step.id, resource: this.#step.resource });
  }

  #gone(): BotError {
    const difference = { kind: 'gone', resource: this.#step.resource, field: null, was: null, now: null, since: null } as const;
    return new BotError('plan_changed', { differences: [difference], successor: null }, { retryable: true });
  }

  async #fail(error: BotError): Promise<BotError> {
    await this.#note('failed', null, false, 'never');
    return error;
  }

  /** Nothing is written to the cloud that is not written down first; refused: another worker has it now. */
  async #note(status: StepProgress['status'], resourceId: string | null, adopted: boolean, show: 'at once' | 'never'): Promise<void> {
    const { store, run, attempt } = this.#deps;
    const progress: StepProgress = { status, resourceId, adopted, tries: this.#tries, at: Date.now() };
    const noted = await store.note(run, attempt, stepField(this.#step.id), progress, show);
    if (!noted) throw new Halted(null);
  }
}
