/** `ok: false`, with the error code Slack would give and, for some, more beside it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly more: Readonly<Record<string, unknown>>;

  constructor(error: string, more: Readonly<Record<string, unknown>> = {}) {
    super(error);
    this.more = more;
  }
}
