import { randomUUID } from 'node:crypto';
import { isObj, list } from './block-problem.ts';
import { type Message, wire } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { View } from './views.ts';
import { APP, type Person, type Workspace } from './workspace.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The short-lived keys of one command or click. */
export interface Keys {
  readonly trigger_id: string;
  readonly response_url: string;
}

const channelName = (workspace: Workspace, id: string): string => workspace.channels.get(id)?.name ?? id;

/** As docs.slack.dev, interactivity/implementing-slash-commands. `line` is what was typed: `/bursting precheck prod`. */
export function slashCommand(workspace: Workspace, person: Person, channel: string, line: string, keys: Keys, teamId: string): Payload {
  const [command = '', ...rest] = line.split(' ');
  return {
    token: 'deprecated',
    team_id: teamId,
    team_domain: workspace.domain,
    channel_id: channel,
    channel_name: channelName(workspace, channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text: rest.join(' '),
    api_app_id: APP.id,
    is_enterprise_install: 'false',
    ...keys,
  };
}

/** What every interactive payload begins with. `team` is always ours; the person's may be another (slackapi/java-slack-sdk 1041). */
const interactive = (workspace: Workspace, person: Person, teamId: string): Payload => ({
  api_app_id: APP.id,
  token: 'deprecated',
  team: { id: teamId, domain: workspace.domain },
  enterprise: null,
  is_enterprise_install: false,
  user: { id: person.id, username: person.name, name: person.name, team_id: person.team_id ?? teamId },
});

interface Found {
  readonly element: Payload;
  readonly blockId: unknown;
}

/** The element with this `action_id`, in the blocks as they are on the wire. */
function findElement(blocks: unknown, actionId: string): Found {
  for (const block of list(blocks)) {
    if (!isObj(block)) continue;
    // The element of an input tells of itself only where it says so.
    const asked = block.type === 'input' && block.dispatch_action === true ? [block.element] : [];
    const elements = [...list(block.elements), block.accessory, ...asked];
    const element = elements.find((candidate) => isObj(candidate) && candidate.action_id === actionId);
    if (isObj(element)) return { element, blockId: block.block_id };
  }
  throw new Refusal(`no element ${actionId} in this message`);
}

/** The action of a click; `value` replaces the button's own, which is what a forger would try. */
function action({ element, blockId }: Found, value: string | undefined): Payload {
  const { type, action_id, text, style } = element;
  const at = { action_ts: String(Date.now() / 1000), block_id: blockId };
  const chosen = value ?? element.value;
  if (type === 'button')
    return { type, action_id, text, ...(style ? { style } : {}), ...(chosen === undefined ? {} : { value: chosen }), ...at };
  const option = list(element.options).find((candidate) => isObj(candidate) && candidate.value === value);
  return { type, action_id, selected_option: option ?? { value }, ...at };
}

/** A click on a message. */
export function messageClick(
  workspace: Workspace,
  person: Person,
  message: Message,
  click: { readonly actionId: string; readonly value?: string | undefined; readonly keys: Keys; readonly teamId: string },
): Payload {
  const shown = wire(message);
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {};
  return {
    type: 'block_actions',
    ...interactive(workspace, person, click.teamId),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.visibleTo !== null,
      ...thread,
    },
    channel: { id: message.channel, name: channelName(workspace, message.channel) },
    message: shown,
    state: { values: {} },
    ...click.keys,
    actions: [action(findElement(shown.blocks, click.actionId), click.value)],
  };
}

/** A view as it travels (docs.slack.dev, reference/views): nothing in it says whose it is. */
export const wireView = (workspace: Workspace, { user: _, ...view }: View): Payload => ({
  team_id: workspace.teamId,
  app_id: APP.id,
  app_installed_team_id: workspace.teamId,
  bot_id: APP.botId,
  private_metadata: '',
  callback_id: '',
  external_id: '',
  root_view_id: view.id,
  previous_view_id: null,
  clear_on_close: false,
  notify_on_close: false,
  ...view,
});

/** Somebody opens the app's Home or its messages (docs.slack.dev, reference/events/app_home_opened). */
export const homeOpened = (workspace: Workspace, person: Person, tab: 'home' | 'messages', view: View | null): Payload => ({
  type: 'app_home_opened',
  user: person.id,
  channel: workspace.direct(person.id).id,
  tab,
  event_ts: String(Date.now() / 1000),
  ...(tab === 'home' && view ? { view: wireView(workspace, view) } : {}),
});

/** A click in a modal or on somebody's App Home. There is no message, hence no `response_url`. */
export function viewClick(
  workspace: Workspace,
  person: Person,
  view: View,
  actionId: string,
  value: string | undefined,
  trigger: string,
): Payload {
  return {
    type: 'block_actions',
    ...interactive(workspace, person, workspace.teamId),
    container: { type: 'view', view_id: view.id },
    trigger_id: trigger,
    view: wireView(workspace, view),
    actions: [action(findElement(view.blocks, actionId), value)],
  };
}

/** The submit button of a modal. `values` as Slack keeps them: block id, action id, state. */
export function viewSubmission(workspace: Workspace, person: Person, view: View, values: Payload, trigger: string): Payload {
  return {
    type: 'view_submission',
    ...interactive(workspace, person, workspace.teamId),
    trigger_id: trigger,
    view: { ...wireView(workspace, view), state: { values } },
    response_urls: [],
  };
}

/** An Events API delivery around an event. */
export function eventCallback(workspace: Workspace, event: Payload): Payload {
  return {
    token: 'deprecated',
    team_id: workspace.teamId,
    api_app_id: APP.id,
    type: 'event_callback',
    event_id: `Ev${randomUUID().slice(0, 8).toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: workspace.teamId, user_id: APP.botUser, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event,
  };
}
