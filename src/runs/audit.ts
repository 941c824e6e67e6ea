import type { RunState } from './run.ts';

/** What is kept of everything that was decided or refused. Ids and codes only; never a secret, never text from the cloud. */
export type AuditRecord =
  | {
      readonly kind: 'move';
      readonly run: string;
      readonly from: RunState | null;
      readonly to: RunState;
      readonly by: string | null;
      readonly command: string;
      readonly cluster: string;
      readonly fingerprint: string | null;
      readonly error: string | null;
      readonly reason: string | null;
    }
  | { readonly kind: 'superseded'; readonly run: string; readonly by_run: string }
  /** A click that was refused, or (`refused` null) only opened a window. One that decided is the move that it made. */
  | {
      readonly kind: 'click';
      readonly run: string;
      readonly verb: string;
      readonly by: string;
      readonly refused: string | null;
      readonly channel: string;
      readonly ts: string;
    }
  | { readonly kind: 'stop'; readonly run: string; readonly by: string }
  | { readonly kind: 'freeze' | 'unfreeze'; readonly scope: string; readonly by: string; readonly reason: string | null }
  /**
   * Signed by whoever keeps the trail, again and again: the hash that the chain had after an entry, and which anchor came before. A chain
   * needs no key; with them, what is taken out of it cannot be hidden by computing the rest anew.
   */
  | { readonly kind: 'anchor'; readonly after: string; readonly hash: string; readonly previous: string | null }
  /** Never written: what reading makes of an entry (its id) that no process of ours wrote. */
  | { readonly kind: 'unproven'; readonly entry: string };
