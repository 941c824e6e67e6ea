import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** `trigger_id`: good for three seconds, once (docs.slack.dev, interactivity/handling-user-interaction). */
const TRIGGER_MS = 3_000;
/** `response_url`: five uses within thirty minutes. */
const RESPONSE_MS = 30 * 60_000;
const RESPONSE_USES = 5;

/** Where an answer to somebody's command or click goes. */
export interface ResponsePlace {
  readonly channel: string;
  readonly user: string;
  /** The message that was clicked: what `replace_original` and `delete_original` mean. */
  readonly original: string | null;
  readonly threadTs: string | null;
}

/** The short-lived keys that come with every command and click. */
export class Interactions {
  readonly #triggers = new Map<string, { readonly at: number; readonly user: string; used: boolean }>();
  readonly #responses = new Map<string, { readonly place: ResponsePlace; readonly at: number; uses: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `known`: the id under which somebody else already knows it. */
  newTrigger(user: string, known?: string): string {
    const id = known ?? `${this.#now()}.${randomBytes(6).readUIntBE(0, 6)}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, { at: this.#now(), user, used: false });
    return id;
  }

  /** The person whose trigger it is. It is used up by that. */
  useTrigger(id: string): string {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.#now() - trigger.at > TRIGGER_MS) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }

  newResponse(place: ResponsePlace): string {
    const id = randomUUID();
    this.#responses.set(id, { place, at: this.#now(), uses: 0 });
    return id;
  }

  useResponse(id: string): ResponsePlace {
    const response = this.#responses.get(id);
    if (!response || this.#now() - response.at > RESPONSE_MS) throw new Refusal('expired_url');
    if (response.uses >= RESPONSE_USES) throw new Refusal('used_url');
    response.uses += 1;
    return response.place;
  }
}
