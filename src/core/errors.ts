import type { Code, Facts, Finding } from './finding.ts';

/**
 * The one error the bot throws on purpose. `code` and `facts` become the sentence a person reads; `message` is for the log: what was
 * being done, in lower case. Neither may hold a secret or a whole response body. Anything else that is thrown is a bug.
 */
export class BotError<C extends Code = Code> extends Error {
  override readonly name = 'BotError';
  readonly code: C;
  readonly facts: Facts[C];
  /** Whether doing exactly the same again later may work. */
  readonly retryable: boolean;
  /** The request id of the service that answered, for its support. */
  readonly requestId: string | null;

  constructor(
    code: C,
    facts: Facts[C],
    options: { message?: string; retryable?: boolean; requestId?: string | null; cause?: unknown } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.facts = facts;
    this.retryable = options.retryable ?? false;
    this.requestId = options.requestId ?? null;
  }

  get finding(): Finding {
    return { code: this.code, facts: this.facts } as Finding;
  }
}

export const isBotError = (error: unknown): error is BotError => error instanceof BotError;
