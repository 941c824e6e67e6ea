import type { SignedRequest } from './signed-requests.ts';

/** Slack gives an app this long to acknowledge (docs.slack.dev, interactivity/handling-user-interaction). */
export const ACK_WITHIN_MS = 3_000;

/** What kind of thing is delivered. */
export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** How one delivery went. */
export interface Ack {
  /** What the app answered with; null when nothing, or nothing in time. */
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** Null when it was acknowledged in time; else `no ack within 3 s`, `not connected`, `http 401`, `connection lost`, `invalid_blocks: ...`. */
  readonly failure: string | null;
  readonly tookMs: number;
  /** In HTTP mode: the very bytes that were sent, to send them again, and what came back (status 0: nothing). */
  readonly http: { readonly request: SignedRequest; readonly status: number; readonly body: string } | null;
}

export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

/** What is delivered twice has two. */
export interface Acted extends Ack {
  readonly again: Ack | null;
}
