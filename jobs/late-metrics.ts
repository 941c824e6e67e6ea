import type { Metrics } from './metrics.ts';

type Counted = Pick<Metrics, 'acknowledged' | 'ended' | 'applyBegan' | 'madeTwice' | 'published' | 'called'>;

/**
 * Counts from the start, but loads what counts (40 ms) only once the process works, or when somebody scrapes. What was counted before is
 * kept until then.
 */
export class LateMetrics implements Counted {
  readonly #make: () => Promise<Metrics>;
  #made: Promise<Metrics> | null = null;
  #metrics: Counted | null = null;
  #before: ((metrics: Counted) => void)[] = [];

  constructor(make: () => Promise<Metrics>) {
    this.#make = make;
  }

  /** All that was counted, for a scrape. */
  get(): Promise<Metrics> {
    this.#made ??= this.#make().then((metrics) => {
      for (const count of this.#before.splice(0)) count(metrics);
      this.#metrics = metrics;
      return metrics;
    });
    return this.#made;
  }

  readonly acknowledged: Counted['acknowledged'] = (...what) => this.#count((metrics) => metrics.acknowledged(...what));
  readonly ended: Counted['ended'] = (...what) => this.#count((metrics) => metrics.ended(...what));
  readonly applyBegan: Counted['applyBegan'] = (...what) => this.#count((metrics) => metrics.applyBegan(...what));
  readonly madeTwice: Counted['madeTwice'] = (...what) => this.#count((metrics) => metrics.madeTwice(...what));
  readonly published: Counted['published'] = (...what) => this.#count((metrics) => metrics.published(...what));
  readonly called: Counted['called'] = (...what) => this.#count((metrics) => metrics.called(...what));

  #count(count: (metrics: Counted) => void): void {
    if (this.#metrics) count(this.#metrics);
    else this.#before.push(count);
  }
}
