import { type Case, idOf } from './case.ts';
import { CLOUD_WRITES } from './cloud-names.ts';
import type { Crossing, Verdict } from './crossing.ts';
import type { Rig } from './rig.ts';

/** Longer than commands wait (1 s) and than a fast lease lasts. */
const STALL_MS = 3_000;
/** Longer than a lease lasts, with the time to take over. */
const PAUSED_LEASES = 3;

/** Plays one fault on a rig, once, when its crossing is met; and remembers when, and when it was over. */
export class Play {
  phase: Case['phase'] = 'ask';
  run: string | null = null;
  metAt: number | null = null;
  /** From when on nothing is wrong any more. */
  healedAt: number | null = null;
  /** When work was begun again after a kill, by whomever. */
  resumedAt: number | null = null;
  /** Writes to the cloud by a process that was paused, after it went on, under the lease from before. */
  readonly late: string[] = [];
  readonly #rig: Rig;
  readonly #case: Case | null;
  readonly #counts = new Map<string, number>();
  #second: (() => void) | null = null;
  #paused: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(rig: Rig, played: Case | null) {
    this.#rig = rig;
    this.#case = played;
    rig.meet = (crossing) => this.#meet(crossing);
  }

  /** How often each crossing was met, by phase, wire, role and name. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#rig.meet = () => 'pass';
  }

  #meet(crossing: Crossing): Verdict {
    const { wire, role, name, moment, bot } = crossing;
    this.#watchPaused(crossing);
    if (name === 'begin attempt' && moment === 'after' && this.metAt !== null && this.#case?.act.startsWith('kill'))
      this.resumedAt ??= performance.now();
    if (name === 'begin attempt' && moment === 'after' && this.#second) {
      const again = this.#second;
      this.#second = null;
      this.#rig.child(bot).kill();
      again();
      return 'drop';
    }
    const at = [this.phase, wire, role, name].join(' / ');
    const counted = `${at} / ${moment}`;
    const nth = (this.#counts.get(counted) ?? 0) + 1;
    this.#counts.set(counted, nth);
    const each = this.#case;
    if (!each || this.metAt !== null) return 'pass';
    const hit = at === [each.phase, each.wire, each.role, each.name].join(' / ') && moment === each.moment && nth === each.nth;
    if (!hit) return 'pass';
    this.metAt = performance.now();
    return this.#act(each, bot);
  }

  /** Whoever slept through its lease must take it anew before it writes. */
  #watchPaused({ bot, name, moment }: Crossing): void {
    if (bot !== this.#paused || this.healedAt === null) return;
    if (name === 'take leases') this.#paused = null;
    if (CLOUD_WRITES.has(name) && moment === 'before') this.late.push(name);
  }

  #act(each: Case, bot: string): Verdict {
    const rig = this.#rig;
    const healed = (): void => {
      this.healedAt = performance.now();
    };
    const kill = (...victims: readonly string[]): Verdict => {
      for (const victim of victims) {
        rig.child(victim).supervised = !each.standby || victim === 'gateway';
        rig.child(victim).kill();
      }
      return victims.includes(bot) ? 'drop' : 'pass';
    };
    const later = (ms: number, heal: () => void): void => {
      this.#timer = setTimeout(() => {
        heal();
        healed();
      }, ms);
    };
    switch (each.act) {
      case 'kill':
        healed();
        return kill(bot);
      case 'kill gateway':
        healed();
        return kill('gateway');
      case 'kill worker':
        healed();
        return kill('worker');
      case 'kill both':
        healed();
        return kill('gateway', bot === 'gateway' ? 'worker' : bot);
      case 'kill and lose intent':
        healed();
        void rig.loseIntents(this.run ?? '');
        return kill(bot);
      case 'kill twice':
        healed();
        this.#second = healed;
        return kill(bot);
      case 'pause':
        rig.child(bot).pause();
        this.#paused = bot;
        later(PAUSED_LEASES * rig.leaseMs, () => rig.child(bot).continue());
        return 'pass';
      case 'reset':
        healed();
        return 'drop';
      case 'redis restart':
        void rig.restartRedis().then(healed, () => {});
        return 'drop';
      case 'redis stall':
        rig.stallRedis();
        later(STALL_MS, () => rig.flowRedis());
        return 'drop';
      case 'answer 500':
        healed();
        return { status: 500 };
      case 'answer 429':
        healed();
        return { status: 429, retryAfterS: 1 };
      case 'hang':
        healed();
        return 'hang';
      case 'slack refuses':
        rig.slack.pause('refuse');
        return 'pass';
      case 'slack hangs':
        rig.slack.pause('hang');
        return 'pass';
      case 'slack 429':
        rig.slack.faults.add('*', { retryAfterS: 1 });
        return 'pass';
      case 'slack 500':
        rig.slack.faults.add('*', { status: 500 });
        return 'pass';
    }
  }

  /** The apply is over: what was wrong with Slack all the while ends now. */
  endOutage(): void {
    if (!this.#case?.act.startsWith('slack ') || this.metAt === null || this.healedAt !== null) return;
    this.#rig.slack.faults.clear();
    this.#rig.slack.resume();
    this.healedAt = performance.now();
  }

  toString(): string {
    return this.#case ? idOf(this.#case) : 'no fault';
  }
}
