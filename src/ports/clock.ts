/** Time, for what waits for the world to change. */
export interface Clock {
  /** The time, when these milliseconds have passed. Rejects with the signal's reason. */
  after(ms: number, signal: AbortSignal): Promise<Date>;
}
