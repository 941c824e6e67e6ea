import type { Argument } from '../../src/core/command.ts';
import type { NotAllowed, Problem, ProblemCode, ProblemFacts, RefusalFacts, Role } from '../../src/core/refusal.ts';
import type * as english from '../en/refusals.ts';
import { channel, code, esc, sentence, slackDate } from '../kit.ts';
import { accepted as inChinese } from './accepted.ts';
import { commands } from './commands.ts';

type Sentences<F> = { [C in keyof F]: (facts: F[C]) => string };

/** Several things in a sentence; what does not fit is counted. Slack sets code apart only where blanks do: full-width marks do not. */
const list = (items: readonly string[], word: '和' | '或', longest = 10): string => {
  const shown = items.slice(0, longest);
  if (items.length > longest) shown.push(`另外 ${items.length - longest} 项`);
  const [last = '', ...others] = shown.reverse();
  return others.length > 0 ? `${others.reverse().join(' 、 ')} ${word} ${last}` : last;
};
const codes = (items: readonly string[], word: '和' | '或' = '和'): string => list(items.map(code), word);
/** Words that somebody typed: they may be long, and many. */
const typed = (words: readonly string[]): string => list(words.map(code), '和', 3);

const user = (id: string): string => (/^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : code(id));
const group = (id: string): string => (/^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : code(id));

/** Names the letters that the eye cannot tell from Latin ones. */
const lookalikes = (given: string): string => {
  const letters = [...new Set(given.match(/[^\p{ASCII}\p{Script=Latin}…]/gu))].slice(0, 3);
  if (letters.length === 0) return '';
  const named = letters.map(
    (letter) => `${code(letter)} （U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}）`,
  );
  return `请注意其中的 ${list(named, '和')} ：它可能不是看上去的普通字母。`;
};
const didYouMean = (given: string, nearest: string | null): string =>
  nearest === null ? '' : `您是否想输入 ${code(nearest)} ？${lookalikes(given)}`;
const whichClusters = (aliases: readonly string[]): string =>
  aliases.length === 0 ? '在此频道中不能指定任何集群。' : `在此频道中可以指定 ${codes(aliases, '或')} 。`;

const ARGUMENTS: Readonly<Record<Argument, string>> = { 'run id': '运行 ID', command: '命令', cluster: '集群' };

/** One thing that is wrong with a line, without what to do about the whole line. */
const problems: Sentences<ProblemFacts> = {
  repeated_key: ({ key, values }) => `${code(key)} 重复指定： ${typed(values)} 。请只保留一个。`,
  nameless_value: ({ given }) => `${code(`=${given}`)} 之前没有参数名。请写成 ${code('key=value')} ， ${code('=')} 两边不留空格。`,
  unknown_key: ({ given, nearest, known }) =>
    `没有参数 ${code(given)} 。${didYouMean(given, nearest) || (known.length > 0 ? `该命令的参数为 ${codes(known)} 。` : '该命令不接受参数。')}`,
  invalid_value: ({ parameter, given, accepted }) =>
    `${code(parameter)} ${given === '' ? '的值为空' : `不能为 ${code(given)} `}。可接受的值：${esc(inChinese(accepted))}。`,
  missing_value: ({ parameter, accepted, command }) =>
    `缺少 ${code(parameter)} 。可接受的值：${esc(commands.parameter(command ?? '', parameter, inChinese(accepted)))}。`,
  invalid_combination: ({ rule }) => `这些参数不能一起使用：${esc(inChinese(rule))}。`,
  missing_word: ({ what }) => `还缺少一个词：${ARGUMENTS[what]}。`,
  extra_words: ({ given }) =>
    `${typed(given)} 是多余的。参数应写成 ${code('key=value')} ；带空格的值要加引号： ${code('key="two words"')} 。`,
  unknown_cluster: ({ given, nearest, aliases }) => `没有集群 ${code(given)} 。${didYouMean(given, nearest) || whichClusters(aliases)}`,
  two_clusters: ({ first, second }) => `指定了两个不同的集群： ${code(first)} 和 ${code(second)} 。请只保留一个。`,
  no_cluster: ({ aliases }) => `没有指定集群，而此频道没有默认集群。${whichClusters(aliases)}`,
  no_cluster_in_region: ({ region, aliases }) =>
    `在此频道中可以指定的集群都不在 ${code(region)} ，因此没有可用于该区域的凭证。${whichClusters(aliases)}`,
  unlisted_cluster: ({ cluster_id, aliases }) =>
    `集群 ${code(cluster_id)} 不在配置中，而此处只允许使用已配置的集群。${whichClusters(aliases)}管理员可以将其添加到 ${code('bursting.yaml')} 。`,
  wrong_channel: ({ cluster, channels }) =>
    channels.length === 0
      ? `不能在任何频道中对 ${code(cluster)} 发起命令。管理员可以在 ${code('bursting.yaml')} 中修改其 ${code('channels')} 。`
      : `只能在 ${list(channels.map(channel), '或')} 中对 ${code(cluster)} 发起命令。请到那里重新输入。`,
  project_mismatch: ({ parameter, cluster, given, configured }) =>
    `${code(cluster)} 配置的是 ${code(`${parameter}=${configured}`)} ，而不是 ${code(given)} 。请不要填写 ${code(parameter)} 。`,
};

const say = <C extends ProblemCode>({ code: of, facts }: { code: C; facts: ProblemFacts[C] }): string => problems[of](facts);

/** One thing that is wrong with a line, or with one field of a form. */
export const problemText: typeof english.problemText = (problem) => say(problem);

const opening = (command: string): string => `${code(`/bursting ${command}`)} 未启动。`;
/** Set off from the sentence before it if it begins with code. */
const apart = (sentence: string): string => (sentence.startsWith('`') ? ` ${sentence}` : sentence);
/** A refusal that consists of one problem: which command, why not, what to type instead. */
const notStarted =
  <C extends ProblemCode>(of: C, lead = '请尝试') =>
  (facts: RefusalFacts[C] & ProblemFacts[C] & { command: string; example: string }): string =>
    `${opening(facts.command)}${apart(problems[of](facts))}\n${lead}： ${code(facts.example)}`;
/** One line per problem, within what a message holds; what does not fit is counted. */
const bullets = (all: readonly Problem[]): string => {
  const shown: string[] = [];
  let room = 1400;
  for (const one of all) {
    const line = `• ${say(one)}`;
    room -= line.length;
    if (room < 0 && shown.length > 0) return [...shown, `• 另有 ${all.length - shown.length} 处`].join('\n');
    shown.push(line);
  }
  return shown.join('\n');
};

/** Who did it, before what they did. */
const people = (ids: readonly string[]): string => (ids.length === 0 ? '某人' : `${list(ids.map(user), '和')} `);
/** An address of Slack's that we made ourselves; what does not look like one is shown and not linked. */
const linked = (address: string, label: string): string =>
  /^https?:\/\/[^\s<>|"`]+$/.test(address) ? `<${address}|${label}>` : code(address);
const asked = (id: string): string => code(`/bursting show ${id}`);

const DECIDED: Sentences<Record<RefusalFacts['already_decided']['how'], RefusalFacts['already_decided']>> = {
  approved: ({ id, by, at, state }) => `${code(id)} 已于 ${slackDate(at)} 由 ${people(by)}批准；当前状态为 ${code(state)} 。`,
  rejected: ({ id, by, at, reason }) =>
    `${code(id)} 已于 ${slackDate(at)} 被 ${people(by)}拒绝${reason === null ? '' : `：${sentence(reason, 500)}`}。如仍有需要，请重新发起。`,
  cancelled: ({ id, by, at }) => `${code(id)} 已于 ${slackDate(at)} 被 ${people(by)}取消。`,
  ended: ({ id, state, at }) => `${code(id)} 自 ${slackDate(at)} 起状态为 ${code(state)} ，已没有需要决定的内容。`,
};

const ROLES: Readonly<Record<Role, string>> = {
  viewer: '在此查看',
  operator: '发起计划',
  approver: '审批',
  requester_or_approver: '停止他人发起的运行',
};
const BECAUSE: Readonly<Record<NotAllowed, string>> = {
  not_listed: '您不在具备该权限的人员名单中',
  nobody_listed: '没有为任何人配置该权限；管理员可以在 `bursting.yaml` 中修改',
  own_plan: '该计划由您本人发起，必须由其他人审批',
  guest: '本工作区的访客没有该权限',
  bot: '机器人账号没有该权限',
  deactivated: '该账号已停用',
  foreign: '其他工作区的人员没有该权限',
};

/** Every refusal in Simplified Chinese, as mrkdwn: what was asked for, why it stopped, what to do next. */
export const refusals: typeof english.refusals = {
  repeated_key: notStarted('repeated_key', '例如'),
  nameless_value: notStarted('nameless_value', '例如'),
  unknown_key: notStarted('unknown_key'),
  invalid_value: notStarted('invalid_value', '例如'),
  missing_value: notStarted('missing_value', '例如'),
  invalid_combination: notStarted('invalid_combination', '例如'),
  missing_word: notStarted('missing_word', '例如'),
  extra_words: notStarted('extra_words'),
  unknown_cluster: notStarted('unknown_cluster'),
  two_clusters: notStarted('two_clusters', '例如'),
  no_cluster: notStarted('no_cluster'),
  no_cluster_in_region: notStarted('no_cluster_in_region', '例如'),
  unlisted_cluster: notStarted('unlisted_cluster', '例如'),
  wrong_channel: notStarted('wrong_channel', '命令'),
  project_mismatch: notStarted('project_mismatch'),
  several: ({ problems: all, command, example }) =>
    `${opening(command)}有 ${all.length} 处需要修改：\n${bullets(all)}\n例如： ${code(example)}`,

  looks_like_key: () =>
    `未启动任何操作：这一行中含有疑似访问密钥（AK/SK）或令牌的内容。机器人没有将其放入队列、存储或写入日志，但它已经过 Slack： *请视为该密钥已泄露* ，并立即在华为云 IAM 中更换。机器人有自己的凭证，从不需要您的密钥。支持的输入： ${code('/bursting help')}`,
  confirm_true: ({ example }) =>
    `未启动任何操作： ${code('confirm=true')} 在此不会执行任何变更。请将其去掉：您会得到一份计划，由审批人点击计划上的 *批准* 按钮来执行。\n请尝试： ${code(example)}`,
  too_long: ({ length, limit }) =>
    `未启动任何操作：这一行有 ${length} 个字符，最多读取 ${limit} 个。请缩短各参数的值； ${code('/bursting help')} 会列出每个命令所需的内容。`,
  open_quote: ({ near }) =>
    `未启动任何操作：引号没有闭合： ${code(near)} 。请用 ${code('"')} 闭合，或将其去掉；例如 ${code('key="two words"')} 。`,
  unknown_command: ({ given, nearest, example }) =>
    given === ''
      ? `未启动任何操作：这一行没有以命令开头。 ${code('/bursting help')} 会列出所有命令；请先写命令，再写参数。`
      : `未启动任何操作：没有命令 ${code(given)} 。${didYouMean(given, nearest)}\n请尝试： ${code(example)}${nearest === null ? '' : ` ，或通过 ${code('/bursting help')} 查看所有命令`}`,
  plan_in_direct_message: ({ command }) =>
    `${opening(command)}该命令会制定计划，而计划需要一个审批人能够看到的频道。请在您团队的频道中输入同样的命令。`,

  not_allowed: ({ role, because, cluster, users, groups }) => {
    const people = [...users.map(user), ...groups.map(group)];
    const where = cluster === null ? '' : `对 ${code(cluster)} `;
    const who = people.length === 0 ? '' : `具备该权限的有： ${list(people, '和')} 。`;
    return `您不能${where}${ROLES[role]}：${BECAUSE[because]}。${who}未做任何变更。查看您的权限： ${code('/bursting whoami')}`;
  },
  rights_unknown: () => '未启动任何操作：Slack 没有及时返回您的权限，此时一律不允许。请稍后重试。',
  wrong_workspace: () => '未启动任何操作：本机器人只为另一个工作区的成员服务。请在该工作区中使用，或联系其管理员。',
  rate_limited: ({ seconds }) => `未启动任何操作：一分钟内的命令过多。请在 ${seconds} 秒后重试。`,
  queue_full: ({ cluster, queued }) =>
    `未启动任何操作： ${code(cluster)} 已有 ${queued} 个运行在排队，达到上限。可通过 ${code(`/bursting runs ${cluster}`)} 查看，待其中一个开始后再重试。`,
  store_unavailable: ({ unknown }) =>
    unknown
      ? '命令没有运行；如果 10 秒内此处出现消息，则说明它仍然运行了：机器人的存储没有及时响应。如果没有消息出现，请重试。'
      : '命令没有运行：目前无法访问机器人的存储。请一分钟后重试。',
  form_not_opened: ({ command, example }) => `${opening(command)}Slack 没有及时打开表单。\n请重试，或输入： ${code(example)}`,
  form_gone: () => '未启动任何操作：该表单已过期。请重新输入命令。',
  not_proposed: ({ id, command }) => `未启动任何操作： ${code(id)} 没有提议 ${code(command)} 。查看当前状态： ${asked(id)}`,
  watch_configured: ({ cluster }) =>
    `未做任何变更： ${code(cluster)} 的定期检查是在 ${code('bursting.yaml')} 中配置的，须由管理员在那里修改。`,
  unknown_run: ({ id, near }) =>
    `在此处您可以查看的范围内没有运行 ${code(id)} 。${near === null ? '' : `您是否想输入 ${code(near)} ？`}查看最近的运行： ${code('/bursting runs')}`,
  cannot_cancel: ({ id, state }) =>
    `${code(id)} 未被取消：其状态为 ${code(state)} ，已没有可停止的内容。查看它做了什么： ${code(`/bursting show ${id}`)}`,

  wrong_message: ({ id, link }) =>
    `未做任何操作：只有运行自身的消息，或您自己的 App Home 当前显示的按钮才有效。${link === null ? `它自身的消息尚未发布，请稍后查看： ${asked(id)}` : `请在那里点击： ${linked(link, `${id} 的消息`)}`}`,
  nothing_to_decide: ({ id, state }) =>
    `未作任何决定： ${code(id)} 的状态为 ${code(state)} ，没有等待决定的计划。查看当前状态： ${asked(id)}`,
  already_decided: (facts) => {
    const newer = facts.successor === null ? `查看全部： ${asked(facts.id)}` : `已有新的计划取而代之： ${asked(facts.successor)}`;
    return `您的点击没有改变任何内容。 ${DECIDED[facts.how](facts)}${newer}`;
  },
  plan_expired: ({ id, command, at }) =>
    `未作任何决定： ${code(id)} 已于 ${slackDate(at)} 过期，在此之前没有得到足够的批准，因此不会执行。此后现状可能已有变化：请重新输入 ${code(`/bursting ${command}`)} 以获取新的计划。`,
  already_approved_by_you: ({ id, given, required }) =>
    `您对 ${code(id)} 的批准已计入，且只计一次：需要 ${required} 个批准，已有 ${given} 个。下一个批准须来自其他人。`,
  approve_in_direct_message: ({ id, channel: where }) =>
    `${code(id)} 未获批准：它的消息位于私信中，其他人无法提出异议。请将机器人邀请到 ${channel(where)} ，并让它在那里重新发布计划。`,
  cancel_instead: ({ id }) => `未拒绝任何计划：只有审批人可以拒绝。该计划由您发起，您可以将其撤回： ${code(`/bursting cancel ${id}`)}`,
  reason_missing: ({ id }) => `${code(id)} 未被拒绝：缺少原因。请至少写一个词，让发起人知道需要修改什么。`,
  resumed_already: ({ id, successor }) =>
    `未启动新的操作： ${code(id)} 已作为 ${code(successor)} 继续进行。查看当前状态： ${asked(successor)}`,
  nothing_to_resume: ({ id, state }) =>
    `未启动任何操作： ${code(id)} 的状态为 ${code(state)} ，没有可以继续的内容。查看全部： ${asked(id)}`,
  not_ended: ({ id, state }) => `${code(id)} 的状态仍为 ${code(state)} ：结束后才能导出全部内容。查看目前的进展： ${asked(id)}`,
  read_only: () =>
    '未批准任何计划：机器人处于只读模式，可以查看和拒绝计划，但不执行计划。管理员可以在 `bursting.yaml` 中设置 `readOnly: false` 并重启机器人。',
};
