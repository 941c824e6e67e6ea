import { randomBytes } from 'node:crypto';
import { OPTIONAL_SCOPES, SCOPES } from '../../handlers/scopes.ts';
import type { Acted } from './acknowledgement.ts';
import { FakeSlack } from './fake.ts';
import { Bridge, type Spoken } from './local/bridge.ts';
import { startProcess } from './local/process.ts';
import type { Message } from './messages.ts';
import { APP, type Channel, type Group, type Person } from './workspace.ts';

/** The people of the sandbox. The page acts as the first one until another is chosen under "Act as", top right. */
const PEOPLE: readonly Person[] = [
  { id: 'U01ALICE', name: 'alice', real_name: 'Alice Anderson' },
  { id: 'U02BOB', name: 'bob', real_name: 'Bob Brown' },
  { id: 'U03CAROL', name: 'carol', real_name: 'Carol Clark' },
  { id: 'U04MALLORY', name: 'mallory', real_name: 'Mallory Moore' },
  { id: 'U05GUS', name: 'gus', real_name: 'Gus Guest', is_restricted: true },
];

/** Who is on call. */
const GROUPS: readonly Group[] = [{ id: 'S0ONCALL', handle: 'oncall', users: ['U02BOB', 'U03CAROL'] }];

const EVERYBODY = [...PEOPLE.map((person) => person.id), APP.botUser];
const CHANNELS: readonly Channel[] = [
  { id: 'C01OPS', name: 'ops', members: EVERYBODY },
  { id: 'C02GENERAL', name: 'general', members: EVERYBODY },
];

/** The sandbox's workspace, with or without a page to look at it. Its token may what the bot's own manifest asks for, and the optional scopes. */
export const LAB = {
  teamId: 'T01LAB',
  domain: 'lab',
  people: PEOPLE,
  groups: GROUPS,
  channels: CHANNELS,
  scopes: [...Object.keys(SCOPES), ...Object.keys(OPTIONAL_SCOPES)],
} as const;

/** A workspace that people can look at and act in, in a browser. */
export interface LocalSlack {
  /** The page: opens on #ops as Alice. */
  readonly url: string;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  /** The strict Slack behind the page: faults, duplicate deliveries, calls, clicks. */
  readonly slack: FakeSlack;
  /** Types a slash command as that person on the page; resolves with how the bot acknowledged it. */
  say(user: string, channel: string, line: string): Promise<Acted>;
  /** What stands in a channel, with the metadata that local-slack does not keep. */
  messages(channel: string): Message[];
  stop(): Promise<void>;
}

/** local-slack's own configuration file. Its tokens are not ours: nobody but the bridge talks to it. */
const workspaceFile = (token: string, channels: readonly Channel[]) => ({
  workspace: { name: 'Bursting lab', domain: LAB.domain, teamId: LAB.teamId },
  apps: [{ appId: APP.id, botUserId: APP.botUser, botName: APP.name, botToken: token, appToken: `${token}-app`, signingSecret: token }],
  users: PEOPLE.map(({ id, name, real_name }) => ({ id, name, real_name })),
  channels,
});

/**
 * Starts local-slack and, in front of it on 127.0.0.1, the strict Slack that the bot talks to. Throws with what to do when local-slack
 * is not installed for this platform. Note what `startProcess` says about local-slack and the network.
 */
export async function startLocalSlack({
  scopes = LAB.scopes,
  channels = CHANNELS,
}: {
  readonly scopes?: readonly string[];
  readonly channels?: readonly Channel[];
} = {}): Promise<LocalSlack> {
  const token = randomBytes(18).toString('base64url');
  const page = await startProcess(workspaceFile(token, channels));
  const waiting: { spoken: Spoken; heard: (acted: Acted) => void }[] = [];
  const bridge = new Bridge(page.url, token, (spoken, acted) => {
    const at = waiting.findIndex(({ spoken: other }) => JSON.stringify(other) === JSON.stringify(spoken));
    if (at >= 0) waiting.splice(at, 1)[0]?.heard(acted);
  });
  const slack = await FakeSlack.start({ ...LAB, scopes, channels, screen: bridge.screen });
  const stop = async (): Promise<void> => {
    bridge.stop();
    await slack.stop();
    await page.stop();
  };
  try {
    await bridge.connect(slack);
  } catch (error) {
    await stop();
    throw error;
  }

  const say = async (user: string, channel: string, line: string): Promise<Acted> => {
    const [command = '', ...rest] = line.trimEnd().split(' ');
    let acted: Acted | null = null;
    waiting.push({ spoken: { user, channel, line: line.trimEnd() }, heard: (heard) => (acted = heard) });
    const body = JSON.stringify({ user, channel, command, text: rest.join(' ') });
    // local-slack answers when its app, which is the bridge, has acknowledged.
    await fetch(`${page.url}/_control/command`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (!acted) throw new Error('the page did not pass the command on');
    return acted;
  };

  return {
    url: `${page.url}/archives/${channels[0]?.id}`,
    apiUrl: slack.apiUrl,
    botToken: slack.botToken,
    appToken: slack.appToken,
    slack,
    say,
    messages: (channel) => slack.messages.in(channel),
    stop,
  };
}
