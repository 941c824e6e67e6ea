import { z } from 'zod';
import { BotError } from '../../core/errors.ts';
import type { FieldConflict } from '../../core/findings/smoke.ts';
import { cleanText } from '../clean-text.ts';
import type { Endpoint } from './kubeconfig.ts';

/** A call that brought nothing: what to tell, and whether the same call may be made again at once. */
export interface Failure {
  readonly error: BotError | ListExpired;
  readonly again: boolean;
  /** What the server asked to wait, in milliseconds. */
  readonly afterMs: number | null;
}

/** What Node and OpenSSL say of a certificate that is not the one promised, or of a server that speaks no TLS. */
const UNTRUSTED =
  /^(ERR_TLS_CERT|CERT_|ERR_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|CRL_|ERR_SSL_(?!.*ALERT)|EPROTO)/;
/** The server does not like our certificate, and says so before any answer. */
const REJECTED = /^ERR_SSL_.*ALERT_(BAD_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|ACCESS_DENIED|UNSUPPORTED_CERTIFICATE)/;
/** Our certificate or key cannot be read. */
const UNREADABLE = /^ERR_(OSSL|CRYPTO)_/;
/** What was sent is not what it says it is: broken compression. */
const GARBLED = /^Z_/;
/** A connection that was there and is gone: also an idle one that the server closed at the wrong moment. */
const BROKEN =
  /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_INFO|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ERR_HTTP2_\w+|ERR_STREAM_PREMATURE_CLOSE)$/;

/** The innermost error with a code: what went wrong with a socket or with TLS is often a cause of something more general. */
function originOf(error: unknown): (Error & { code: string }) | null {
  if (!(error instanceof Error)) return null;
  const inner = originOf(error instanceof AggregateError ? error.errors[0] : error.cause);
  if (inner !== null) return inner;
  return 'code' in error && typeof error.code === 'string' ? (error as Error & { code: string }) : null;
}

/**
 * What an error of the connection means; null if it is none of ours. `answered`: whether this server has ever answered here, which
 * tells a server that hung up from one that cannot be reached.
 */
export function brokenConnection(error: unknown, endpoint: Endpoint, operation: string, answered: boolean): Failure | null {
  const origin = originOf(error);
  const code = error instanceof DOMException && error.name === 'TimeoutError' ? 'ETIMEDOUT' : origin?.code;
  if (code === undefined) return null;
  const { server } = endpoint;
  const final = (failed: BotError): Failure => ({ error: failed, again: false, afterMs: null });
  if (REJECTED.test(code))
    return final(new BotError('credentials_rejected', { service: 'Kubernetes', operation, detail: code }, { retryable: true }));
  if (UNREADABLE.test(code)) {
    return final(new BotError('upstream_unreadable', { service: 'CCE', operation: 'CreateKubernetesClusterCert', detail: code }));
  }
  if (UNTRUSTED.test(code)) {
    const why = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? `${code}: ${origin?.message}` : code;
    return final(new BotError('cluster_untrusted', { server, detail: cleanText(why) }));
  }
  if (GARBLED.test(code)) {
    return final(new BotError('upstream_unreadable', { service: 'Kubernetes', operation, detail: code }, { retryable: true }));
  }
  const again = BROKEN.test(code);
  if (answered) {
    const unreachable = new BotError('upstream_unreachable', { service: 'Kubernetes', operation, detail: code }, { retryable: true });
    return { error: unreachable, again, afterMs: null };
  }
  return {
    error: new BotError('cluster_unreachable', { server, private: endpoint.private, detail: code }, { retryable: true }),
    again,
    afterMs: null,
  };
}

/** The parts that are used of a `Status` (Kubernetes API, meta/v1). */
const Status = z.object({
  kind: z.literal('Status'),
  message: z.string().catch(''),
  metadata: z.object({ continue: z.string().optional() }).catch({}),
  details: z
    .object({ causes: z.array(z.object({ reason: z.string().catch(''), message: z.string().catch(''), field: z.string().catch('') })) })
    .nullish()
    .catch(null),
});

/** Fields that somebody else has set to another value (server-side apply): which, and who. */
const conflictsIn = (said: z.infer<typeof Status> | null): readonly FieldConflict[] =>
  (said?.details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field, message }) => ({ field: cleanText(field), manager: cleanText(/conflict with "([^"]*)"/.exec(message)?.[1] ?? '') }));

/** An answer that is no success. Headers are in lower case. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** At most its beginning. */
  readonly body: string;
}

function statusOf(body: string): z.infer<typeof Status> | null {
  try {
    return Status.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

const headerOf = ({ headers }: Refusal, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

/** Seconds, as Kubernetes sends them; a date is not waited for. */
const retryAfterMs = (refusal: Refusal): number | null => {
  const text = headerOf(refusal, 'retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) * 1000 : null;
};

/** The rest of a list has expired. `continue` goes on behind the last page, in a newer state of the cluster; null: only from the start. */
export class ListExpired extends Error {
  override readonly name = 'ListExpired';
  readonly continue: string | null;

  constructor(token: string | null) {
    super('the rest of the list has expired');
    this.continue = token;
  }
}

/** What an answer that is no success means. */
export function refused(refusal: Refusal, operation: string): Failure {
  const { status } = refusal;
  const said = statusOf(refusal.body);
  if (status === 410) return { error: new ListExpired(said?.metadata.continue || null), again: false, afterMs: null };
  const service = 'Kubernetes';
  const detail = cleanText(said?.message ?? '');
  const auditId = headerOf(refusal, 'audit-id');
  const again = status === 429 || status >= 500;
  const options = { requestId: auditId === null ? null : cleanText(auditId), retryable: again || status === 401 };
  const failure = (error: BotError): Failure => ({ error, again, afterMs: again ? retryAfterMs(refusal) : null });
  switch (status) {
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return failure(new BotError('bad_request', { service, operation, code: String(status), detail }, options));
    case 401:
      return failure(new BotError('credentials_rejected', { service, operation, detail }, options));
    case 403:
      return failure(new BotError('permission_denied', { service, operation, action: operation, detail }, options));
    case 404:
      return failure(new BotError('not_found', { service, operation, detail }, options));
    case 409: {
      const conflicts = conflictsIn(said);
      if (conflicts.length > 0) return failure(new BotError('field_conflict', { resource: operation, conflicts }, options));
      return failure(new BotError('conflict', { service, operation, detail }, options));
    }
    case 429:
      return failure(new BotError('throttled', { service, operation }, options));
    default:
      return failure(new BotError('upstream_failed', { service, operation, status, detail }, options));
  }
}
