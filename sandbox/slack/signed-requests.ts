import { createHmac } from 'node:crypto';
import { ACK_WITHIN_MS, type Ack, type DeliveryKind, type Retry } from './acknowledgement.ts';

/** The exact bytes of a request to the app, so that the same can be sent again. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Signing {
  readonly secret: string;
  /** When it claims to be from, in seconds since 1970. */
  readonly at: number;
}

/** How Slack writes a delivery in HTTP mode: commands as a form, clicks as `payload=`, events as JSON. */
function bodyOf(kind: DeliveryKind, payload: Readonly<Record<string, unknown>>): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)])).toString();
}

/** Signed as docs.slack.dev, authentication/verifying-requests-from-slack, says. */
export function signed(
  url: string,
  kind: DeliveryKind,
  payload: Readonly<Record<string, unknown>>,
  signing: Signing,
  retry: Retry | null = null,
): SignedRequest {
  const body = bodyOf(kind, payload);
  const signature = createHmac('sha256', signing.secret).update(`v0:${signing.at}:${body}`).digest('hex');
  return {
    url,
    body,
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(signing.at),
      'x-slack-signature': `v0=${signature}`,
      ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
    },
  };
}

const parsed = (text: string): Ack['payload'] => {
  try {
    return text ? (JSON.parse(text) as Record<string, unknown>) : null;
  } catch {
    return { text };
  }
};

/** Posts it as it is, and waits as long as Slack would. */
export async function send(request: SignedRequest, ackWithinMs: number = ACK_WITHIN_MS): Promise<Ack> {
  const sentAt = performance.now();
  const end = (status: number, body: string, failure: string | null): Ack => ({
    payload: failure ? null : parsed(body),
    failure,
    tookMs: performance.now() - sentAt,
    http: { request, status, body },
  });
  try {
    const init = { method: 'POST', headers: request.headers, body: request.body, signal: AbortSignal.timeout(ackWithinMs) };
    const response = await fetch(request.url, init);
    return end(response.status, await response.text(), response.ok ? null : `http ${response.status}`);
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return end(0, '', late ? `no ack within ${ackWithinMs / 1000} s` : 'not connected');
  }
}
