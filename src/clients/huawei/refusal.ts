import { BotError } from '../../core/errors.ts';
import type { CleanText } from '../clean-text.ts';
import { cceRefusal } from './cce-refusal.ts';
import { type Answer, type Fault, headerOf, readFault } from './fault.ts';
import { OPERATIONS, type Operation } from './operations.ts';

/** An answer that is no success, as the one error it becomes. What the SDK would have made of it is never kept as a cause. */
export function refusalOf(operation: Operation, answer: Answer, clean: CleanText): BotError {
  const { service, action } = OPERATIONS[operation];
  const { status } = answer;
  const fault = cleanFault(readFault(answer), clean);
  const code = fault.code ?? String(status);
  const detail = clean(fault.text === '' ? withoutText(answer) : [fault.code, fault.text].filter((part) => part !== null).join(': '));
  const at = { service, operation };
  const options = { message: `${operation} answered ${status} (${code})`, requestId: fault.requestId };
  const later = { ...options, retryable: true };
  const told = service === 'CCE' ? cceRefusal(operation, status, fault) : null;
  if (told) return new BotError(told.finding.code, told.finding.facts, { ...options, retryable: told.retryable });
  if (status === 401) return new BotError('credentials_rejected', { ...at, detail }, options);
  if (status === 403) return new BotError('permission_denied', { ...at, action: fault.action ?? action, detail }, options);
  if (status === 404) return new BotError('not_found', { ...at, detail }, options);
  if (status === 409) return new BotError('conflict', { ...at, detail }, options);
  if (status === 429) return throttled(operation, options);
  if (status >= 500) return new BotError('upstream_failed', { ...at, status, detail }, later);
  if (status >= 400) return new BotError('bad_request', { ...at, code, detail: fault.text === '' ? detail : fault.text }, options);
  return unreadable(operation, `HTTP ${status}`, fault.requestId);
}

/** Too many calls: the service said so, now or in an answer whose pause is not over. */
export function throttled(operation: Operation, options: { message: string; requestId?: string | null } | null = null): BotError {
  const facts = { service: OPERATIONS[operation].service, operation };
  return new BotError('throttled', facts, { message: `${operation} waits for a throttled service`, ...options, retryable: true });
}

/** A success that cannot be used. `detail` names what is wrong and holds nothing of the answer itself. */
export function unreadable(operation: Operation, detail: string, requestId: string | null): BotError {
  const { service } = OPERATIONS[operation];
  return new BotError('upstream_unreadable', { service, operation, detail }, { message: `${operation}: ${detail}`, requestId });
}

/** No answer came. */
export function unreachable(operation: Operation, detail: string): BotError {
  const { service } = OPERATIONS[operation];
  const facts = { service, operation, detail };
  return new BotError('upstream_unreachable', facts, { message: `${operation}: ${detail}`, retryable: true });
}

/** An identifier that may not enter a path. Nothing was sent. */
export function badIdentifier(operation: Operation, name: string): BotError {
  const facts = { service: OPERATIONS[operation].service, operation, code: 'invalid_identifier', detail: name };
  return new BotError('bad_request', facts, { message: `${operation}: ${name} is no identifier` });
}

const cleanFault = (fault: Fault, clean: CleanText): Fault => ({
  ...fault,
  code: fault.code === null ? null : clean(fault.code),
  text: clean(fault.text),
  requestId: fault.requestId === null ? null : clean(fault.requestId),
});

/** The same in every language. */
function withoutText(answer: Answer): string {
  const type = headerOf(answer.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return `HTTP ${answer.status}${type === 'text/html' ? ', text/html' : ''}`;
}
