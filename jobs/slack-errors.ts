import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** What a failed Slack call means for a message that must arrive (design 6). */
export type Trouble =
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  /** May work later: network, 5xx, Slack's own internal errors. `unanswered`: it may even have happened. */
  | { readonly kind: 'again'; readonly unanswered: boolean }
  | { readonly kind: 'message_gone' }
  | { readonly kind: 'cannot_edit' }
  | { readonly kind: 'bad_blocks'; readonly problems: readonly string[] }
  | { readonly kind: 'no_channel' }
  /** The message that it belongs below is gone. */
  | { readonly kind: 'no_thread' }
  /** Our own token or scope: nothing will arrive before a person mends it. */
  | { readonly kind: 'not_authorised' }
  | { readonly kind: 'never' };

export const TROUBLES = [
  'limited',
  'again',
  'message_gone',
  'no_thread',
  'cannot_edit',
  'bad_blocks',
  'no_channel',
  'not_authorised',
  'never',
] as const satisfies readonly Trouble['kind'][];

const CODES: Readonly<Record<string, Trouble['kind']>> = {
  message_not_found: 'message_gone',
  edit_window_closed: 'cannot_edit',
  cant_update_message: 'cannot_edit',
  invalid_blocks: 'bad_blocks',
  invalid_blocks_format: 'bad_blocks',
  msg_blocks_too_long: 'bad_blocks',
  msg_too_long: 'bad_blocks',
  not_in_channel: 'no_channel',
  channel_not_found: 'no_channel',
  is_archived: 'no_channel',
  restricted_action: 'no_channel',
  thread_not_found: 'no_thread',
  invalid_auth: 'not_authorised',
  not_authed: 'not_authorised',
  account_inactive: 'not_authorised',
  token_revoked: 'not_authorised',
  token_expired: 'not_authorised',
  missing_scope: 'not_authorised',
  ekm_access_denied: 'not_authorised',
  cannot_dm_bot: 'never',
  user_disabled: 'never',
  user_not_found: 'never',
  user_not_visible: 'never',
  messages_tab_disabled: 'never',
  file_uploads_disabled: 'never',
  file_upload_size_restricted: 'never',
  file_type_not_allowed: 'never',
  storage_limit_reached: 'never',
};

/** The code of a refusal by Slack itself; null for anything else. */
export const slackCode = (error: unknown): string | null =>
  error instanceof WebAPIPlatformError ? String(error.data.error).slice(0, 80) : null;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'limited', retryAfterMs: Math.max(1, error.retryAfter) * 1_000 };
  const code = slackCode(error);
  // A refusal with a code did nothing. Without one (time-out, reset, 5xx) nobody knows.
  if (code === null) return { kind: 'again', unanswered: !(error instanceof WebAPIHTTPError && error.statusCode < 500) };
  const kind = CODES[code] ?? 'again';
  if (kind === 'bad_blocks') {
    const details = error instanceof WebAPIPlatformError ? error.data.response_metadata?.messages : undefined;
    return { kind, problems: [code, ...(Array.isArray(details) ? details : []).map((line) => String(line).slice(0, 300))] };
  }
  return kind === 'again' ? { kind, unanswered: false } : ({ kind } as Trouble);
}

/** How Slack is asked to show a run. */
export interface Way {
  /** `alone`: below no other message, because that one is gone. */
  readonly how: 'edit' | 'post' | 'alone' | 'direct';
  /** Without blocks. */
  readonly plain: boolean;
}

/** The way that is left when Slack has ruled this one out; each leads on, so that it ends. Null: none. */
export function otherWay(way: Way, { kind }: Trouble): Way | null {
  if (kind === 'message_gone' || kind === 'cannot_edit') return way.how === 'edit' ? { ...way, how: 'post' } : null;
  if (kind === 'bad_blocks') return way.plain ? null : { ...way, plain: true };
  if (kind === 'no_thread') return way.how === 'post' ? { ...way, how: 'alone' } : null;
  if (kind === 'no_channel') return way.how === 'direct' ? null : { ...way, how: 'direct' };
  return null;
}
