/** Somebody said stop. */
export interface Freeze {
  readonly by: string;
  readonly reason: string | null;
  /** When, by Redis's time in milliseconds since 1970; null: by a version that did not keep it. */
  readonly at: number | null;
}

/** Two kinds of switches, apart: everything (`null`), and each cluster. While one is on, no apply begins and none writes. */
export interface Freezes {
  /** Resolves with what was there before. */
  set(clusterId: string | null, by: string, reason: string | null): Promise<Freeze | null>;
  clear(clusterId: string | null, by: string): Promise<Freeze | null>;
  /** What stops this cluster: its own switch, else the one for all. */
  of(clusterId: string): Promise<Freeze | null>;
  /** Every switch that is on, by cluster id; null: the one for all. */
  all(): Promise<ReadonlyMap<string | null, Freeze>>;
}
