import type { NotAllowed, Problem, ProblemCode, ProblemFacts, RefusalFacts, Role } from '../../src/core/refusal.ts';
import { channel, code, esc, sentence, slackDate } from '../kit.ts';

type Sentences<F> = { [C in keyof F]: (facts: F[C]) => string };

/** Several things in a sentence; what does not fit is counted. */
const list = (items: readonly string[], word: 'and' | 'or', longest = 10): string => {
  const shown = items.slice(0, longest);
  if (items.length > longest) shown.push(`${items.length - longest} more`);
  const [last = '', ...others] = shown.reverse();
  return others.length > 0 ? `${others.reverse().join(', ')} ${word} ${last}` : last;
};
const codes = (items: readonly string[], word: 'and' | 'or' = 'and'): string => list(items.map(code), word);
/** Words that somebody typed: they may be long, and many. */
const typed = (words: readonly string[]): string => list(words.map(code), 'and', 3);

const user = (id: string): string => (/^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : code(id));
const group = (id: string): string => (/^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : code(id));

/** Names the letters that the eye cannot tell from Latin ones. */
const lookalikes = (given: string): string => {
  const letters = [...new Set(given.match(/[^\p{ASCII}\p{Script=Latin}…]/gu))].slice(0, 3);
  if (letters.length === 0) return '';
  const named = letters.map((letter) => `${code(letter)} (U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`);
  return ` Note ${list(named, 'and')} in it: not the plain letter it may look like.`;
};
const didYouMean = (given: string, nearest: string | null): string =>
  nearest === null ? '' : ` Did you mean ${code(nearest)}?${lookalikes(given)}`;
const whichClusters = (aliases: readonly string[]): string =>
  aliases.length === 0 ? 'No cluster may be named in this channel.' : `In this channel you can name ${codes(aliases, 'or')}.`;

/** One thing that is wrong with a line, without what to do about the whole line. */
const problems: Sentences<ProblemFacts> = {
  repeated_key: ({ key, values }) => `${code(key)} is given more than once: ${typed(values)}. Keep one of them.`,
  nameless_value: ({ given }) =>
    `There is no name before ${code(`=${given}`)}. Write ${code('key=value')}, without blanks around the ${code('=')}.`,
  unknown_key: ({ given, nearest, known }) =>
    `There is no parameter ${code(given)}.${didYouMean(given, nearest) || (known.length > 0 ? ` It takes ${codes(known)}.` : ' It takes no parameters.')}`,
  invalid_value: ({ parameter, given, accepted }) =>
    `${code(parameter)} ${given === '' ? 'is empty' : `cannot be ${code(given)}`}. Accepted: ${esc(accepted)}.`,
  missing_value: ({ parameter, accepted }) => `${code(parameter)} is missing. Accepted: ${esc(accepted)}.`,
  invalid_combination: ({ rule }) => `The parameters do not fit together: ${esc(rule)}.`,
  missing_word: ({ what }) => `It needs one more word: the ${esc(what)}.`,
  extra_words: ({ given }) =>
    `${typed(given)} ${given.length === 1 ? 'is one word' : 'are words'} too many. Parameters are written ${code('key=value')}; a value with blanks goes in quotes: ${code('key="two words"')}.`,
  unknown_cluster: ({ given, nearest, aliases }) =>
    `There is no cluster ${code(given)}.${didYouMean(given, nearest) || ` ${whichClusters(aliases)}`}`,
  two_clusters: ({ first, second }) => `Two different clusters are named, ${code(first)} and ${code(second)}. Keep one of them.`,
  no_cluster: ({ aliases }) => `It does not say which cluster, and this channel has no usual one. ${whichClusters(aliases)}`,
  no_cluster_in_region: ({ region, aliases }) =>
    `No cluster that may be named in this channel is in ${code(region)}, so there are no credentials to look there with. ${whichClusters(aliases)}`,
  unlisted_cluster: ({ cluster_id, aliases }) =>
    `The cluster ${code(cluster_id)} is not in the configuration, and only configured clusters are allowed here. ${whichClusters(aliases)} An administrator can add it to ${code('bursting.yaml')}.`,
  wrong_channel: ({ cluster, channels }) =>
    channels.length === 0
      ? `${code(cluster)} may not be asked about in any channel. An administrator can change its ${code('channels')} in ${code('bursting.yaml')}.`
      : `${code(cluster)} may only be asked about in ${list(channels.map(channel), 'or')}. Ask again there.`,
  project_mismatch: ({ parameter, cluster, given, configured }) =>
    `${code(cluster)} is configured with ${code(`${parameter}=${configured}`)}, not ${code(given)}. Leave ${code(parameter)} out.`,
};

const say = <C extends ProblemCode>({ code: of, facts }: { code: C; facts: ProblemFacts[C] }): string => problems[of](facts);

/** One thing that is wrong with a line, or with one field of a form. */
export const problemText = (problem: Problem): string => say(problem);

/** A refusal that consists of one problem: which command, why not, what to type instead. */
const notStarted =
  <C extends ProblemCode>(of: C, lead = 'Try') =>
  (facts: RefusalFacts[C] & ProblemFacts[C] & { command: string; example: string }): string =>
    `${opening(facts.command)} ${problems[of](facts)}\n${lead}: ${code(facts.example)}`;
/** One line per problem, within what a message holds; what does not fit is counted. */
const bullets = (all: readonly Problem[]): string => {
  const shown: string[] = [];
  let room = 1400;
  for (const one of all) {
    const line = `• ${say(one)}`;
    room -= line.length;
    if (room < 0 && shown.length > 0) return [...shown, `• and ${all.length - shown.length} more`].join('\n');
    shown.push(line);
  }
  return shown.join('\n');
};
const opening = (command: string): string => `${code(`/bursting ${command}`)} was not started.`;

const people = (ids: readonly string[]): string => (ids.length === 0 ? 'somebody' : list(ids.map(user), 'and'));
/** An address of Slack's that we made ourselves; what does not look like one is shown and not linked. */
const linked = (address: string, label: string): string =>
  /^https?:\/\/[^\s<>|"`]+$/.test(address) ? `<${address}|${label}>` : code(address);
const asked = (id: string): string => code(`/bursting show ${id}`);

const DECIDED: Sentences<Record<RefusalFacts['already_decided']['how'], RefusalFacts['already_decided']>> = {
  approved: ({ id, by, at, state }) => `${code(id)} was approved by ${people(by)}, ${slackDate(at)}; now it is ${code(state)}.`,
  rejected: ({ id, by, at, reason }) =>
    `${code(id)} was rejected by ${people(by)}, ${slackDate(at)}${reason === null ? '' : `: ${sentence(reason, 500)}`}. Whoever still wants it asks for a new plan.`,
  cancelled: ({ id, by, at }) => `${code(id)} was cancelled by ${people(by)}, ${slackDate(at)}.`,
  ended: ({ id, state, at }) => `${code(id)} is ${code(state)} since ${slackDate(at)}, so there is nothing left to decide.`,
};

const ROLES: Readonly<Record<Role, string>> = {
  viewer: 'read here',
  operator: 'ask for plans',
  approver: 'approve',
  requester_or_approver: 'stop a run that somebody else asked for',
};
const BECAUSE: Readonly<Record<NotAllowed, string>> = {
  not_listed: 'you are not among the people who may',
  nobody_listed: 'nobody is configured who may; an administrator can change that in `bursting.yaml`',
  own_plan: 'you asked for this plan yourself, and somebody else must look at it',
  guest: 'guests of this workspace never may',
  bot: 'bots never may',
  deactivated: 'this account is deactivated',
  foreign: 'people of other workspaces never may',
};

/** Every refusal in English, as mrkdwn: what was asked for, why it stopped, what to do next. */
export const refusals: Sentences<RefusalFacts> = {
  repeated_key: notStarted('repeated_key', 'For example'),
  nameless_value: notStarted('nameless_value', 'For example'),
  unknown_key: notStarted('unknown_key'),
  invalid_value: notStarted('invalid_value', 'For example'),
  missing_value: notStarted('missing_value', 'For example'),
  invalid_combination: notStarted('invalid_combination', 'For example'),
  missing_word: notStarted('missing_word', 'For example'),
  extra_words: notStarted('extra_words'),
  unknown_cluster: notStarted('unknown_cluster'),
  two_clusters: notStarted('two_clusters', 'For example'),
  no_cluster: notStarted('no_cluster'),
  no_cluster_in_region: notStarted('no_cluster_in_region', 'For example'),
  unlisted_cluster: notStarted('unlisted_cluster', 'For example'),
  wrong_channel: notStarted('wrong_channel', 'The command'),
  project_mismatch: notStarted('project_mismatch'),
  several: ({ problems: all, command, example }) =>
    `${opening(command)} ${all.length} things need a change:\n${bullets(all)}\nFor example: ${code(example)}`,

  looks_like_key: () =>
    `Nothing was started: the line holds what looks like an access key, a secret key or a token. None of it was queued, stored or logged here, but it went through Slack: *treat that key as leaked* and replace it in Huawei Cloud IAM now. The bot has its own credentials and never needs yours. What it takes: ${code('/bursting help')}`,
  confirm_true: ({ example }) =>
    `Nothing was started: ${code('confirm=true')} does not apply anything here. Leave it out: you get a plan, and an approver applies it with its *Approve* button.\nTry: ${code(example)}`,
  too_long: ({ length, limit }) =>
    `Nothing was started: the line has ${length} characters, and ${limit} are read. Shorten the values; ${code('/bursting help')} shows what each command needs.`,
  open_quote: ({ near }) =>
    `Nothing was started: a quote is opened here and never closed: ${code(near)}. Close it with ${code('"')}, or leave it out; for example ${code('key="two words"')}.`,
  unknown_command: ({ given, nearest, example }) =>
    given === ''
      ? `Nothing was started: the line begins with no command. ${code('/bursting help')} lists them; a command comes first, then its parameters.`
      : `Nothing was started: there is no command ${code(given)}.${didYouMean(given, nearest)}\nTry: ${code(example)}${nearest === null ? '' : `, or ${code('/bursting help')} for all commands`}`,
  plan_in_direct_message: ({ command }) =>
    `${opening(command)} It makes a plan, and a plan needs a channel where its approvers can see it. Type the same command in the channel of your team.`,

  not_allowed: ({ role, because, cluster, users, groups }) => {
    const people = [...users.map(user), ...groups.map(group)];
    const where = cluster === null ? '' : ` for ${code(cluster)}`;
    const who = people.length === 0 ? '' : ` These can: ${list(people, 'and')}.`;
    return `You cannot ${ROLES[role]}${where}: ${BECAUSE[because]}.${who} Nothing was changed. What you may do: ${code('/bursting whoami')}`;
  },
  rights_unknown: () =>
    'Nothing was started: Slack did not say in time what you may do, and then the answer is no. Please try again in a moment.',
  wrong_workspace: () =>
    'Nothing was started: this bot serves another workspace, and only its members. Please use it from there, or ask its administrators.',
  rate_limited: ({ seconds }) =>
    `Nothing was started: that was one command too many for a minute. Please try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  queue_full: ({ cluster, queued }) =>
    `Nothing was started: ${queued} ${queued === 1 ? 'run is' : 'runs are'} waiting for ${code(cluster)} already, as many as are allowed. See them with ${code(`/bursting runs ${cluster}`)} and try again when one has begun.`,
  store_unavailable: ({ unknown }) =>
    unknown
      ? 'Nothing ran, or a message here within 10 seconds means that it ran after all: the store of the bot did not answer in time. If nothing appears, please try again.'
      : 'Nothing ran: the store of the bot cannot be reached right now. Please try again in a minute.',
  form_not_opened: ({ command, example }) =>
    `${opening(command)} Slack opened no form for it in time.\nTry again, or type: ${code(example)}`,
  form_gone: () => 'Nothing was started: this form is too old. Type the command again.',
  not_proposed: ({ id, command }) => `Nothing was started: ${code(id)} does not propose ${code(command)}. How it stands: ${asked(id)}`,
  watch_configured: ({ cluster }) =>
    `Nothing was changed: that ${code(cluster)} is watched stands in ${code('bursting.yaml')}, and is changed there by an administrator.`,
  unknown_run: ({ id, near }) =>
    `There is no run ${code(id)} that you can see here.${near === null ? '' : ` Did you mean ${code(near)}?`} The latest ones: ${code('/bursting runs')}`,
  cannot_cancel: ({ id, state }) =>
    `${code(id)} was not cancelled: it is ${code(state)}, and there is nothing left to stop. What it did: ${code(`/bursting show ${id}`)}`,

  wrong_message: ({ id, link }) =>
    `Nothing was done: a button counts only on the run's own message, or in your own App Home as it is now. ${link === null ? `Its own is not posted yet; look again in a moment: ${asked(id)}` : `Click there: ${linked(link, `the message of ${id}`)}`}`,
  nothing_to_decide: ({ id, state }) =>
    `Nothing was decided: ${code(id)} is ${code(state)} and shows no plan that waits for a decision. How it stands: ${asked(id)}`,
  already_decided: (facts) => {
    const newer = facts.successor === null ? `All of it: ${asked(facts.id)}` : `A newer plan took its place: ${asked(facts.successor)}`;
    return `Your click changed nothing. ${DECIDED[facts.how](facts)} ${newer}`;
  },
  plan_expired: ({ id, command, at }) =>
    `Nothing was decided: ${code(id)} expired ${slackDate(at)}, before enough people approved it, and it will not be applied. The world may have moved since: type ${code(`/bursting ${command}`)} again for a new plan.`,
  already_approved_by_you: ({ id, given, required }) =>
    `Your approval of ${code(id)} counts already, once: ${given} of ${required}. The next one must come from somebody else.`,
  approve_in_direct_message: ({ id, channel: where }) =>
    `${code(id)} was not approved: its message is in a direct message, where nobody else could object. Invite the bot to ${channel(where)} and let it post the plan again there.`,
  cancel_instead: ({ id }) =>
    `Nothing was rejected: that is for approvers. You asked for this plan, so you can withdraw it: ${code(`/bursting cancel ${id}`)}`,
  reason_missing: ({ id }) =>
    `${code(id)} was not rejected: a reason is missing. Write at least one word that tells who asked for it what to change.`,
  resumed_already: ({ id, successor }) =>
    `Nothing more was started: ${code(id)} went on as ${code(successor)} already. How that stands: ${asked(successor)}`,
  nothing_to_resume: ({ id, state }) =>
    `Nothing was started: ${code(id)} is ${code(state)}, and that is nothing to go on from. All of it: ${asked(id)}`,
  not_ended: ({ id, state }) => `${code(id)} is still ${code(state)}: all of it can be taken away when it has ended. So far: ${asked(id)}`,
  read_only: () =>
    'Nothing was approved: the bot is set to read only, so plans can be seen and rejected, and none is applied. An administrator can set `readOnly: false` in `bursting.yaml` and restart the bot.',
};
