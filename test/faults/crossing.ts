/** What lies between a bot and the world, and can be cut. */
export type Wire = 'redis' | 'cloud' | 'slack';
export type Moment = 'before' | 'after';

/** One thing a bot asks of the world, at one of two moments: before it is done, or when it is done and its answer is on the way. */
export interface Crossing {
  readonly wire: Wire;
  /** Which process asks. */
  readonly bot: string;
  readonly role: 'gateway' | 'worker';
  /** What is asked, in a few words that are the same in every run: `note step:swr intended`, `CreateEndpoint`, `chat.update`. */
  readonly name: string;
  readonly moment: Moment;
}

/** What becomes of it. `drop`: the connection is reset. `hang`: never answered. A status: answered so instead; only where HTTP is spoken. */
export type Verdict = 'pass' | 'drop' | 'hang' | { readonly status: number; readonly retryAfterS?: number };

/** Asked at every crossing, and obeyed at once: whoever is to be killed is dead when it returns. */
export type Meet = (crossing: Crossing) => Verdict;

export interface Gate {
  readonly port: number;
  /** Resets every connection and takes no more. */
  close(): Promise<void>;
}
