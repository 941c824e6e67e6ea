import { WebSocket } from 'ws';
import type { Acted, DeliveryKind } from '../acknowledgement.ts';
import { isObj, list, type Obj } from '../block-problem.ts';
import type { FakeSlack } from '../fake.ts';
import type { Screen } from '../inside.ts';
import { word } from '../web-arguments.ts';
import type { Workspace } from '../workspace.ts';
import { drawBlocks, drawText } from './draw.ts';

interface Envelope {
  readonly envelope_id?: string;
  readonly type: DeliveryKind | 'hello';
  readonly payload: Obj;
}

export interface Spoken {
  readonly user: string;
  readonly channel: string;
  readonly line: string;
}

/**
 * Between the strict Slack and local-slack, which is only its screen: what the bot does is told to local-slack in a form that it can
 * draw, and what people do on its page is done in the strict Slack. Message timestamps are local-slack's, so both mean the same message.
 */
export class Bridge {
  readonly #url: string;
  readonly #token: string;
  readonly #heard: (spoken: Spoken, acted: Acted) => void;
  #slack: FakeSlack | null = null;
  #socket: WebSocket | null = null;
  #stopped = false;

  constructor(url: string, token: string, heard: (spoken: Spoken, acted: Acted) => void) {
    this.#url = url;
    this.#token = token;
    this.#heard = heard;
  }

  /** Calls local-slack's Web API; what it refuses is a mistake of the sandbox, not of the bot. */
  async #call(method: string, args: Readonly<Record<string, unknown>>): Promise<Obj> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const response = await fetch(`${this.#url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
    const answer = (await response.json()) as Obj;
    if (answer.ok !== true) throw new Error(`local-slack refused ${method}: ${word(answer.error)}`);
    return answer;
  }

  /** Shows what the strict Slack knows. A direct message is addressed by its person, since local-slack has other ids for them. */
  readonly screen: Screen = (method, args) => {
    const workspace = this.#slack?.workspace;
    const groups = new Map([...(workspace?.groups.values() ?? [])].map((group) => [group.id, group.handle]));
    const drawn: Record<string, unknown> = { ...args };
    for (const key of ['channel', 'channel_id']) if (args[key]) drawn[key] = addressee(workspace, word(args[key]));
    if (typeof args.text === 'string') drawn.text = drawText(args.text, groups);
    if (typeof args.initial_comment === 'string') drawn.initial_comment = drawText(args.initial_comment, groups);
    if (args.blocks) drawn.blocks = drawBlocks(list(args.blocks), groups);
    if (isObj(args.view)) drawn.view = { ...args.view, blocks: drawBlocks(list(args.view.blocks), groups) };
    return this.#call(method, drawn);
  };

  /** Connects to local-slack as its app. Resolves when it says hello; comes back by itself when the connection breaks. */
  async connect(slack: FakeSlack): Promise<void> {
    this.#slack = slack;
    const { url } = await this.#call('apps.connections.open', {});
    const socket = new WebSocket(word(url));
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.on('message', (data) => {
        const envelope = JSON.parse(String(data)) as Envelope;
        if (envelope.type === 'hello') resolve();
        else
          void this.#pass(envelope, slack).then((payload) => socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload })));
      });
      socket.once('close', () => {
        if (!this.#stopped) this.connect(slack).catch((error: unknown) => process.emitWarning(String(error)));
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#socket?.terminate();
  }

  /** Does in the strict Slack what a person did on the page; resolves with what local-slack is to be answered. */
  async #pass({ type, payload }: Envelope, slack: FakeSlack): Promise<Obj> {
    const triggerId = word(payload.trigger_id);
    const user = isObj(payload.user) ? word(payload.user.id) : '';
    if (type === 'slash_commands') await this.#command(payload, slack, triggerId);
    else if (type === 'events_api') await this.#event(payload, slack);
    else if (payload.type === 'view_closed') slack.views.close(user);
    else if (payload.type === 'view_submission') {
      const state = isObj(payload.view) && isObj(payload.view.state) ? payload.view.state.values : {};
      const acted = await slack.people.submit(user, isObj(state) ? state : {}, { triggerId });
      return acted.payload ?? (acted.failure ? { response_action: 'errors', errors: {} } : {});
    } else await this.#click(payload, slack, user, triggerId);
    return {};
  }

  async #command(payload: Obj, slack: FakeSlack, triggerId: string): Promise<void> {
    const user = word(payload.user_id);
    const channel = ours(slack, word(payload.channel_id), user);
    const line = `${word(payload.command)} ${word(payload.text)}`.trimEnd();
    const acted = await slack.people.command(user, channel, line, { triggerId });
    const sorry = `${word(payload.command)} failed: the app did not answer (${acted.failure ?? ''})`;
    if (acted.failure) await this.screen('chat.postEphemeral', { channel, user, text: sorry });
    this.#heard({ user, channel, line }, acted);
  }

  async #click(payload: Obj, slack: FakeSlack, user: string, triggerId: string): Promise<void> {
    const action = list(payload.actions)[0];
    if (!isObj(action)) return;
    const chosen = isObj(action.selected_option) ? word(action.selected_option.value) : word(action.value);
    const options = { triggerId, ...(chosen ? { value: chosen } : {}) };
    const channel = isObj(payload.channel) ? ours(slack, word(payload.channel.id), user) : '';
    const message = isObj(payload.message) ? slack.messages.find(channel, word(payload.message.ts)) : null;
    const view = slack.views.top(user) ?? slack.views.home(user);
    if (message) await slack.people.click(user, message, word(action.action_id), options);
    else if (view) await slack.people.clickIn(view, word(action.action_id), options);
  }

  async #event(payload: Obj, slack: FakeSlack): Promise<void> {
    const event = isObj(payload.event) ? payload.event : {};
    if (event.type !== 'app_home_opened') return;
    await slack.people.openHome(word(event.user), event.tab === 'messages' ? 'messages' : 'home');
  }
}

/** Our channel for one of local-slack's: the same, but for direct messages. */
const ours = (slack: FakeSlack, channel: string, user: string): string =>
  channel.startsWith('D') ? slack.workspace.direct(user).id : channel;

const addressee = (workspace: Workspace | undefined, channel: string): string => {
  const found = workspace?.channels.get(channel);
  return (found?.is_im && found.members.find((member) => !member.startsWith('U0BOT'))) || channel;
};
