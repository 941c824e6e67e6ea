import type { Case } from './case.ts';
import { Rig, type RigOptions } from './rig.ts';
import { type Outcome, tell } from './story.ts';

/** A case may take this long: ten seconds for a call that hangs, fifteen for a lease around it, and a busy machine. */
const PATIENCE_MS = 90_000;
/** After a refusal for their rate the bot writes nothing for up to 75 s (`src/clients/huawei/write-limiter.ts`); real leases last 20 s. */
const SLOW_MS = 180_000;

export interface Played {
  readonly played: Case;
  readonly outcome: Outcome;
}

/** Plays cases on one rig, one after the other; one that was left in disorder is replaced. */
export class Crew {
  readonly #options: RigOptions;
  #rig: Rig | null = null;

  constructor(options: RigOptions) {
    this.#options = options;
  }

  async play(played: Case | null): Promise<Outcome> {
    this.#rig ??= await Rig.start(this.#options);
    const throttled = played?.act === 'answer 429' && played.name === this.#options.subject.write;
    const outcome = await tell(this.#rig, played, throttled || this.#options.tempo === 'real' ? SLOW_MS : PATIENCE_MS);
    if (outcome.problems.length > 0) await this.stop();
    return outcome;
  }

  async stop(): Promise<void> {
    await this.#rig?.stop();
    this.#rig = null;
  }
}

/** Takes cases from one list until it is empty or the time is over; those with a second worker on rigs that have one. */
export async function playAll(
  cases: readonly Case[],
  {
    tempo,
    subject,
    rigs,
    endAt,
    told,
  }: Pick<RigOptions, 'tempo' | 'subject'> & { rigs: number; endAt: number; told: (played: Played) => void },
): Promise<void> {
  const left = { alone: cases.filter(({ standby }) => !standby), standby: cases.filter(({ standby }) => standby) };
  const one = async (kind: keyof typeof left): Promise<void> => {
    const crew = new Crew({ tempo, subject, workers: kind === 'standby' ? 2 : 1 });
    try {
      for (let played = left[kind].shift(); played && performance.now() < endAt; played = left[kind].shift())
        told({ played, outcome: await crew.play(played) });
    } finally {
      await crew.stop();
    }
  };
  const standby = left.standby.length === 0 ? 0 : Math.max(1, Math.round((rigs * left.standby.length) / cases.length));
  const alone = left.alone.length === 0 ? 0 : Math.max(1, rigs - standby);
  await Promise.all([...Array.from({ length: alone }, () => one('alone')), ...Array.from({ length: standby }, () => one('standby'))]);
}
