import { randomUUID } from 'node:crypto';
import type { Ack, Acted, DeliveryKind, Retry } from './acknowledgement.ts';
import { isObj } from './block-problem.ts';
import { type Inside, respond } from './inside.ts';
import type { ResponsePlace } from './interactions.ts';
import type { Message } from './messages.ts';
import { eventCallback, homeOpened, type Keys, messageClick, slashCommand, viewClick, viewSubmission } from './payloads.ts';
import { Refusal } from './refusal.ts';
import type { Signing } from './signed-requests.ts';
import type { View } from './views.ts';
import { word } from './web-arguments.ts';

/** How something is delivered. */
export interface DeliveryOptions {
  /** The same payload a second time, to another connection, marked as a retry. */
  readonly deliverTwice?: boolean;
  /** With `deliverTwice`: both travel in envelopes of the same id, one to each of two connections. */
  readonly sameEnvelope?: boolean;
  /** What is sent is made now, and delivered when this has resolved: it was overtaken. */
  readonly heldUntil?: Promise<unknown>;
  /** HTTP mode: signed with another secret, or at another time than now. */
  readonly signing?: Partial<Signing>;
  /** The `trigger_id` to use, for a screen that has to know it again. */
  readonly triggerId?: string;
}

export interface CommandOptions extends DeliveryOptions {
  /** Another workspace than ours sends it. */
  readonly teamId?: string;
}

export interface ClickOptions extends DeliveryOptions {
  /** Instead of what the button carries: what somebody would send who forges clicks, or the option chosen of a select. */
  readonly value?: string;
  /** Clicks a copy of the message that stands in this channel. */
  readonly copyInChannel?: string;
  readonly teamId?: string;
}

type Payload = Readonly<Record<string, unknown>>;
export type Deliver = (
  kind: DeliveryKind,
  payload: Payload,
  retry: Retry | null,
  signing: Partial<Signing>,
  envelopeId?: string,
) => Promise<Ack>;

/** What people do. Each resolves when the app has acknowledged, or did not in time. */
export class Acting {
  /** While true everything is delivered twice. */
  everythingTwice = false;
  readonly #inside: Inside;
  readonly #deliver: Deliver;

  constructor(inside: Inside, deliver: Deliver) {
    this.#inside = inside;
    this.#deliver = deliver;
  }

  #keys(place: ResponsePlace, triggerId: string | undefined): Keys {
    const { interactions, baseUrl } = this.#inside;
    return {
      trigger_id: interactions.newTrigger(place.user, triggerId),
      response_url: `${baseUrl}/response/${interactions.newResponse(place)}`,
    };
  }

  async #send(kind: DeliveryKind, payload: Payload, options: DeliveryOptions): Promise<Acted> {
    const signing = options.signing ?? {};
    const twice = options.deliverTwice ?? this.everythingTwice;
    const envelope = options.sameEnvelope ? randomUUID() : undefined;
    await options.heldUntil;
    const [first, again] = await Promise.all([
      this.#deliver(kind, payload, null, signing, envelope),
      twice ? this.#deliver(kind, payload, { attempt: 1, reason: 'timeout' }, signing, envelope) : null,
    ]);
    return { ...first, again };
  }

  /** Types a slash command: `/bursting precheck prod`. What the acknowledgement says is put into the channel. */
  async command(user: string, channel: string, line: string, options: CommandOptions = {}): Promise<Acted> {
    const { workspace } = this.#inside;
    const person = workspace.person(user);
    const place: ResponsePlace = { channel, user, original: null, threadTs: null };
    const payload = slashCommand(
      workspace,
      person,
      channel,
      line,
      this.#keys(place, options.triggerId),
      options.teamId ?? workspace.teamId,
    );
    const acted = await this.#send('slash_commands', payload, options);
    const failure = acted.failure ?? (await this.#show(place, acted.payload)) ?? null;
    if (acted.again) await this.#show(place, acted.again.payload);
    return { ...acted, failure };
  }

  /** Shows what an acknowledgement says; resolves with the error when it is no message. */
  async #show(place: ResponsePlace, payload: Payload | null): Promise<string | null> {
    if (!payload || (payload.text === undefined && payload.blocks === undefined)) return null;
    try {
      await respond(this.#inside, place, payload, 'ack');
      return null;
    } catch (error) {
      if (error instanceof Refusal) return `${error.message}: ${JSON.stringify(error.more)}`;
      throw error;
    }
  }

  /** Clicks a button, or chooses in a select, of a message. */
  async click(user: string, message: Message, actionId: string, options: ClickOptions = {}): Promise<Acted> {
    const { workspace, messages } = this.#inside;
    const { text, blocks, metadata } = message;
    const clicked = options.copyInChannel ? messages.add(options.copyInChannel, { text, blocks, metadata }) : message;
    const keys = this.#keys({ channel: clicked.channel, user, original: clicked.ts, threadTs: clicked.threadTs }, options.triggerId);
    const teamId = options.teamId ?? workspace.teamId;
    const payload = messageClick(workspace, workspace.person(user), clicked, { actionId, value: options.value, keys, teamId });
    return this.#send('interactive', payload, options);
  }

  /**
   * Clicks something on the person's own App Home, or in the modal in front of them. `by`: somebody else does, as Slack never lets them;
   * it is what somebody would send who forges clicks.
   */
  clickIn(view: View, actionId: string, options: DeliveryOptions & { readonly value?: string; readonly by?: string } = {}): Promise<Acted> {
    const { workspace, interactions } = this.#inside;
    const user = options.by ?? view.user;
    const trigger = interactions.newTrigger(user, options.triggerId);
    return this.#send('interactive', viewClick(workspace, workspace.person(user), view, actionId, options.value, trigger), options);
  }

  /** Opens the app's Home, or its messages. A person without an account here has neither. */
  async openHome(user: string, tab: 'home' | 'messages' = 'home', options: DeliveryOptions = {}): Promise<Acted> {
    const { workspace, views } = this.#inside;
    const person = workspace.person(user);
    if (person.deleted || person.is_stranger || person.is_bot) throw new Refusal('user_not_found');
    return this.event(homeOpened(workspace, person, tab, views.home(user)), options);
  }

  /** Submits the modal in front of a person. Errors in the answer leave it open; else it closes, or shows what the answer says. */
  async submit(user: string, values: Payload, options: DeliveryOptions = {}): Promise<Acted> {
    const { workspace, interactions, views } = this.#inside;
    const view = views.top(user);
    if (!view) throw new Refusal('no modal is open');
    const trigger = interactions.newTrigger(user, options.triggerId);
    const acted = await this.#send('interactive', viewSubmission(workspace, workspace.person(user), view, values, trigger), options);
    if (acted.failure) return acted;
    const answer = acted.payload ?? {};
    if (answer.response_action === 'update' && isObj(answer.view)) views.update(view.id, answer.view);
    else if (answer.response_action === 'push' && isObj(answer.view)) views.push(user, answer.view);
    else if (answer.response_action !== 'errors') views.close(user, word(answer.response_action) === 'clear' || view.submit === undefined);
    return acted;
  }

  /** Delivers an event, for example `{type: 'app_home_opened', user: 'U01ALICE', tab: 'home'}`. */
  event(event: Payload, options: DeliveryOptions = {}): Promise<Acted> {
    return this.#send('events_api', eventCallback(this.#inside.workspace, event), options);
  }
}
