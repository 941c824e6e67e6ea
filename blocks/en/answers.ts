import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { CommandInfo } from '../../src/core/command.ts';
import type { Because, Role, Verdict } from '../../src/people/rights.ts';
import type { Run } from '../../src/runs/run.ts';
import { code, esc, mention, sentence } from '../kit.ts';

const nameOf = (run: Run): string => run.target.alias ?? run.target.clusterId;
const groups = (ids: readonly string[]): string => ids.map((id) => (/^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : code(id))).join(', ');

const on = (cluster: string | null): string => (cluster === null ? 'on all clusters' : `on ${code(cluster)}`);
const unfreezing = (cluster: string | null): string => `/bursting unfreeze${cluster === null ? '' : ` ${cluster}`}`;

const MINUTE_MS = 60_000;
const UNITS = [
  [1_440 * MINUTE_MS, 'd'],
  [60 * MINUTE_MS, 'h'],
  [MINUTE_MS, 'min'],
] as const;
/** `every 15 min`. */
const every = (ms: number): string => {
  const [size, unit] = UNITS.find(([of]) => ms % of === 0) ?? [1_000, 's'];
  return `every ${ms / size} ${unit}`;
};
/** A channel by id, as a link; a direct message has no name. */
const channel = (id: string): string => (/^[CG][A-Z0-9]+$/.test(id) ? `<#${id}>` : 'a direct message');

const ROLES: Readonly<Record<Role, string>> = { viewer: 'read', operator: 'ask for plans', approver: 'approve' };

const BARRED: Readonly<Record<Extract<Because, { code: 'barred' }>['why'], string>> = {
  guest: 'guests never may',
  bot: 'bots never may',
  deactivated: 'the account is deactivated',
  foreign: 'only members of this workspace may',
  unknown: 'Slack did not say who you are; try again in a moment',
};

function because(reason: Because): string {
  switch (reason.code) {
    case 'everyone':
      return 'every full member may';
    case 'listed':
      return 'you are listed';
    case 'in_group':
      return `you are in ${groups([reason.group])}`;
    case 'barred':
      return BARRED[reason.why];
    case 'unknown':
      return `Slack did not say who is in ${groups(reason.groups)}; try again in a moment`;
    case 'nobody_configured':
      return 'nobody is configured';
    case 'not_listed': {
      const who = [...reason.users.map(mention), ...(reason.groups.length > 0 ? [groups(reason.groups)] : [])].slice(0, 6);
      return `only ${who.join(', ')} may`;
    }
  }
}

/** The English of everything the gateway answers by itself. All of it mrkdwn, values from outside escaped. */
export const answers = {
  queued: (run: Run): string =>
    `${code(run.command)} of ${code(nameOf(run))} is queued as ${code(run.id)}. The result appears in this channel.`,
  onItsWay: (run: Run, fresh: boolean, link: string | null): string => {
    const thread = link === null ? 'its thread' : `<${link}|its thread>`;
    return fresh
      ? `All of ${code(run.id)} as JSON comes to ${thread} in a moment.`
      : `All of ${code(run.id)} as JSON was asked for before; it is in ${thread}, or comes in a moment.`;
  },
  reposting: (run: Run): string =>
    `Trying to post ${code(run.id)} in ${channel(run.channel)}. If it stays here, the bot still may not post there.`,
  postedThere: (link: string): string => `It stands where it belongs now, and is decided there: ${link}`,
  broken: (reference: string): string =>
    `Something broke on our side while this was answered; nothing was changed. Try again; if it stays, give your administrator the reference ${code(reference)}.`,

  help: {
    title: 'What bursting can do',
    short: (names: readonly string[]): string => `What bursting can do: ${names.join(', ')}.`,
    shortOf: (name: string, summary: string): string => `${name}: ${summary}`,
    intro: `Type ${code('/bursting <command> [cluster] [key=value ...]')}. ${code('/bursting help <command>')} says more of one.`,
    line: (command: CommandInfo): string => `${code(command.name)}  ${esc(command.summary)}`,
    noApprovers: 'No approver is configured anywhere: plans can be seen, not approved.',
    parameters: 'Parameters',
    noParameters: 'It takes no parameters of its own.',
    parameter: (name: string, help: string): string => `${code(name)}  ${esc(help)}`,
    target: `Which cluster: its alias as the second word, or ${code('cluster=')}, or ${code('region=')} with ${code('cluster_id=')}; nothing where the channel has a usual one. ${code('project_id=')} may be added.`,
    examples: 'Examples',
    example: (example: string): string => code(`/bursting ${example}`),
    who: {
      read: 'Whoever may read can run it.',
      plan: 'Whoever may ask for plans can run it; an approver decides.',
      local: 'Answered to you alone.',
      guided:
        'It leads through other commands in its thread; each change is a plan that an approver decides. For whoever may ask for plans.',
    } satisfies Record<CommandInfo['kind'], string>,
    skill: (name: string): string => `Also known as ${code(name)}.`,
  },

  whoami: {
    short: 'Your roles per cluster, and why.',
    title: (user: string): string => `You are ${mention(user)}`,
    cluster: (alias: string | null): string => (alias === null ? '*Everywhere*' : `*${esc(alias)}*`),
    verdict: ({ role, allowed, because: reason }: Verdict): string =>
      `${allowed ? 'You may' : 'You may not'} ${ROLES[role]}: ${because(reason)}.`,
  },

  clusters: {
    title: 'Clusters you can name in this channel',
    short: (aliases: readonly string[]): string => `Clusters you can name in this channel: ${aliases.join(', ') || 'none'}.`,
    none: `No cluster may be named in this channel. An administrator can add one to ${code('bursting.yaml')}.`,
    line: ({ alias, region, clusterId }: LocalAnswer<'clusters'>['clusters'][number], usual: boolean): string =>
      `*${esc(alias)}*  ${code(region)}  ${code(clusterId)}${usual ? '  (the usual one here)' : ''}`,
    unlisted: `Others can be named with ${code('region=')} and ${code('cluster_id=')}.`,
  },

  runs: {
    title: ({ cluster, state }: LocalAnswer<'runs'>): string =>
      `Latest runs${cluster ? ` of ${cluster}` : ''}${state ? ` that are ${state}` : ''}`,
    short: (title: string, found: number): string => `${title}: ${found === 0 ? 'none' : found}.`,
    none: `There are none yet. Try ${code('/bursting precheck')}.`,
    line: (run: Run, when: string): string =>
      `${code(run.id)}  *${esc(run.command)}* of ${code(nameOf(run))}: ${run.state.replace('_', ' ')}, ${when}, ${mention(run.requestedBy)}`,
    more: (count: number): string => `and ${count} more: ${code('limit=')} and ${code('state=')} narrow the list`,
  },

  show: {
    link: (link: string): string => `<${link}|Its message>`,
    notPosted: 'Its message was not posted yet.',
  },

  /** After a click that counted. `given` of `required` people have approved. */
  decided: {
    approved: (run: Run, given: number, required: number): string =>
      run.state === 'awaiting_approval'
        ? `You approved ${code(run.id)}: ${given} of ${required} approvals are given, the others are still needed.`
        : `You approved ${code(run.id)}. Its message shows how it goes on.`,
    rejected: (run: Run): string => `You rejected ${code(run.id)}. Nothing is changed; your reason stands in its message.`,
  },

  watch: {
    set: (cluster: string, everyMs: number) => ({
      short: `${cluster} is watched ${every(everyMs)}.`,
      long: `${code(cluster)} is watched ${every(everyMs)}, beginning now. This channel hears when it is not ready, and when it is ready again; while nothing changes, nothing is said. It ends with ${code(`/bursting unwatch ${cluster}`)}.`,
    }),
    before: (everyMs: number, where: string): string => `It was watched ${every(everyMs)} for ${channel(where)}; this takes its place.`,
    title: 'Clusters that are watched',
    short: (found: number): string => `Clusters that are watched: ${found === 0 ? 'none' : found}.`,
    none: `None of the clusters that you can name in this channel is watched. ${code('/bursting watch <cluster>')} begins.`,
    line: (cluster: string, everyMs: number, where: string, by: string | null): string =>
      `${code(cluster)} ${every(everyMs)}, speaks in ${channel(where)}, ${by === null ? `configured in ${code('bursting.yaml')}` : `asked by ${mention(by)}`}`,
    more: (count: number): string => `and ${count} more`,
    ended: (cluster: string): string => `${code(cluster)} is not watched any more.`,
    notWatched: (cluster: string): string => `${code(cluster)} was not watched.`,
  },

  freeze: {
    short: (cluster: string | null): string => `Changes on ${cluster ?? 'all clusters'} are frozen.`,
    done: (cluster: string | null, reason: string | null): string =>
      `Changes ${on(cluster)} are frozen${reason === null ? '' : `: ${sentence(reason, 400)}`}. No apply starts, and one that runs stops before its next write; plans can still be made and approved. It ends with ${code(unfreezing(cluster))}.`,
    before: (by: string, reason: string | null): string =>
      `It was frozen already by ${by}${reason === null ? '' : `: ${sentence(reason, 400)}`}; this takes its place.`,
  },

  unfreeze: {
    short: (cluster: string | null): string => `Changes on ${cluster ?? 'all clusters'} are not frozen any more.`,
    shortNot: 'There was no freeze to take away.',
    done: (cluster: string | null): string =>
      `Changes ${on(cluster)} are not frozen any more. Approved plans that still have time start by themselves; what was stopped is asked for again.`,
    notFrozen: (cluster: string | null): string =>
      cluster === null
        ? `There was no freeze of everything. A single cluster has its own switch: ${code('/bursting unfreeze <cluster>')}.`
        : `There was no freeze of ${code(cluster)} alone. The one of everything is another switch: ${code('/bursting unfreeze')}.`,
    before: (by: string, reason: string | null): string => `It was frozen by ${by}${reason === null ? '' : `: ${sentence(reason, 400)}`}.`,
  },

  cancel: {
    stopping: (run: Run): string =>
      `${code(run.id)} (${code(run.command)} of ${code(nameOf(run))}) will stop before its next write. What was sent is looked at to its end; its message says what was done.`,
    done: (run: Run): string => `${code(run.id)} (${code(run.command)} of ${code(nameOf(run))}) is cancelled. Nothing was changed.`,
  },
};
