import { fail, type Line, ok, skip, warn } from './line.ts';

/** Huawei Cloud refuses signatures that are 15 minutes off, and Slack's deliveries are refused after 5. */
const BROKEN_MS = 300_000;
const LOOK_MS = 60_000;

/** How far this machine's clock is from those of the services, by the `Date` of their answers: whole seconds, and the way they took. */
export class Clocks {
  readonly #now: () => number;
  readonly #seen = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `date`: an HTTP date, as the answer came. */
  heard(service: string, date: string | null | undefined): void {
    const at = Date.parse(date ?? '');
    if (Number.isNaN(at)) return;
    const skew = this.#now() - at;
    const before = this.#seen.get(service);
    if (before === undefined || Math.abs(skew) < Math.abs(before)) this.#seen.set(service, skew);
  }

  line(): Line {
    const [worst] = [...this.#seen].toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    if (!worst) return skip('clock', 'no service told the time');
    const [service, skew] = worst;
    const says = `${Math.round(Math.abs(skew) / 1_000)} s ${skew > 0 ? 'ahead of' : 'behind'} ${service}`;
    const todo = 'Let the machine set its clock (NTP, chrony): signatures and deliveries carry the time.';
    if (Math.abs(skew) >= BROKEN_MS) return fail('clock', `it is ${says}.`, todo);
    if (Math.abs(skew) >= LOOK_MS) return warn('clock', `it is ${says}.`, todo);
    return ok('clock', `as that of ${[...this.#seen.keys()].join(', ')}, to the minute`);
  }
}
