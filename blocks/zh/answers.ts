import type { LocalAnswer } from '../../src/actions/local/index.ts';
import type { Because, Role } from '../../src/people/rights.ts';
import type { Run } from '../../src/runs/run.ts';
import type * as english from '../en/answers.ts';
import { code, esc, mention, sentence } from '../kit.ts';
import { commands } from './commands.ts';
import { STATE, stateName } from './states.ts';

const nameOf = (run: Run): string => run.target.alias ?? run.target.clusterId;
const groups = (ids: readonly string[]): string => ids.map((id) => (/^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : code(id))).join('、');

/** `prod 上的 vpcep`. */
const what = (run: Run): string => `${code(nameOf(run))} 上的 ${code(run.command)}`;

/** Whose changes, at the beginning of a sentence. */
const changes = (cluster: string | null): string => (cluster === null ? '所有集群的变更' : `${cluster} 的变更`);
const inCode = (cluster: string | null): string | null => (cluster === null ? null : code(cluster));
const unfreezing = (cluster: string | null): string => `/bursting unfreeze${cluster === null ? '' : ` ${cluster}`}`;
const why = (reason: string | null): string => (reason === null ? '' : `，原因：${sentence(reason, 400)}`);

const MINUTE_MS = 60_000;
const UNITS = [
  [1_440 * MINUTE_MS, '天'],
  [60 * MINUTE_MS, '小时'],
  [MINUTE_MS, '分钟'],
] as const;
/** `每 15 分钟`. */
const every = (ms: number): string => {
  const [size, unit] = UNITS.find(([of]) => ms % of === 0) ?? [1_000, '秒'];
  return `每 ${ms / size} ${unit}`;
};
/** A channel by id, as a link; a direct message has no name. */
const channel = (id: string): string => (/^[CG][A-Z0-9]+$/.test(id) ? ` <#${id}> ` : '私信');

const ROLES: Readonly<Record<Role, string>> = { viewer: '查看', operator: '发起计划', approver: '审批' };

const BARRED: Readonly<Record<Extract<Because, { code: 'barred' }>['why'], string>> = {
  guest: '访客始终不可以',
  bot: '机器人账号始终不可以',
  deactivated: '账号已停用',
  foreign: '仅限本工作区的成员',
  unknown: 'Slack 未能确认您的身份，请稍后重试',
};

function because(reason: Because): string {
  switch (reason.code) {
    case 'everyone':
      return '所有正式成员均可';
    case 'listed':
      return '您在名单中';
    case 'in_group':
      return `您属于 ${groups([reason.group])}`;
    case 'barred':
      return BARRED[reason.why];
    case 'unknown':
      return `Slack 未能确认 ${groups(reason.groups)} 的成员，请稍后重试`;
    case 'nobody_configured':
      return '未配置任何人';
    case 'not_listed': {
      const who = [...reason.users.map(mention), ...(reason.groups.length > 0 ? [groups(reason.groups)] : [])].slice(0, 6);
      return `仅限 ${who.join('、')}`;
    }
  }
}

/** The Chinese of everything the gateway answers by itself. All of it mrkdwn, values from outside escaped. */
export const answers: typeof english.answers = {
  queued: (run) => `${what(run)} 已加入队列，运行 ID 为 ${code(run.id)} 。结果将显示在本频道。`,
  onItsWay: (run, fresh, link) => {
    const thread = link === null ? '其消息列' : ` <${link}|其消息列> `;
    return fresh
      ? `${code(run.id)} 的完整 JSON 稍后将发送到${thread}中。`
      : `${code(run.id)} 的完整 JSON 之前已被请求，已在${thread}中或稍后送达。`;
  },
  reposting: (run) => `正在尝试将 ${code(run.id)} 发布到${channel(run.channel)}。如果消息仍留在这里，说明机器人还不能在那里发消息。`,
  postedThere: (link) => `消息已发布到所属频道，请在那里审批： ${link}`,
  broken: (reference) => `处理时我们这边出错，未做任何变更。请重试；如果仍然出错，请将编号 ${code(reference)} 告知管理员。`,

  help: {
    title: 'bursting 的功能',
    short: (names) => `bursting 的功能：${names.join('、')}。`,
    shortOf: (name, summary) => `${name}：${summary}`,
    intro: `输入 ${code('/bursting <command> [cluster] [key=value ...]')} 。输入 ${code('/bursting help <command>')} 可查看某个命令的说明。`,
    line: (command) => `${code(command.name)}  ${esc(commands.summary(command))}`,
    noApprovers: '未配置任何审批人：可以查看计划，但无法批准。',
    parameters: '参数',
    noParameters: '该命令没有自己的参数。',
    parameter: (name, help) => `${code(name)}  ${esc(help)}`,
    target: `指定集群：第二个词填写别名，或用 ${code('cluster=')} ，或同时用 ${code('region=')} 和 ${code('cluster_id=')} ；频道有默认集群时可不填。可附加 ${code('project_id=')} 。`,
    examples: '示例',
    example: (example) => code(`/bursting ${example}`),
    who: {
      read: '有查看权限的人均可运行。',
      plan: '可发起计划的人均可运行，由审批人决定。',
      local: '仅您可见。',
      guided: '在消息列中依次引导完成其他命令，每项变更都是由审批人决定的计划。可发起计划的人均可运行。',
    },
    skill: (name) => `别名： ${code(name)}`,
  },

  whoami: {
    short: '您在每个集群的角色及原因。',
    title: (user) => `您是 ${mention(user)}`,
    cluster: (alias) => (alias === null ? '*所有集群*' : `*${esc(alias)}*`),
    verdict: ({ role, allowed, because: reason }) => `您${allowed ? '可以' : '不可以'}${ROLES[role]}：${because(reason)}`,
  },

  clusters: {
    title: '本频道可以使用的集群',
    short: (aliases) => `本频道可以使用的集群：${aliases.join('、') || '无'}。`,
    none: `本频道没有可以使用的集群。管理员可在 ${code('bursting.yaml')} 中添加。`,
    line: ({ alias, region, clusterId }: LocalAnswer<'clusters'>['clusters'][number], usual) =>
      `*${esc(alias)}*  ${code(region)}  ${code(clusterId)}${usual ? '  （本频道默认）' : ''}`,
    unlisted: `其他集群可通过 ${code('region=')} 和 ${code('cluster_id=')} 指定。`,
  },

  runs: {
    title: ({ cluster, state }) => `${cluster ? `${cluster} ` : ''}最近的运行${state ? `（${stateName(state)}）` : ''}`,
    short: (title, found) => `${title}：${found === 0 ? '无' : `${found} 个`}。`,
    none: `暂无运行。可以试试 ${code('/bursting precheck')}`,
    line: (run, when) =>
      `${code(run.id)}  *${esc(run.command)}* ， ${code(nameOf(run))} ：${STATE[run.state]}，${when}，${mention(run.requestedBy)}`,
    more: (count) => `还有 ${count} 个，可用 ${code('limit=')} 和 ${code('state=')} 缩小范围`,
  },

  show: {
    link: (link) => `<${link}|查看原消息>`,
    notPosted: '其消息尚未发布。',
  },

  decided: {
    approved: (run, given, required) =>
      run.state === 'awaiting_approval'
        ? `您已批准 ${code(run.id)} ：已有 ${given}/${required} 个批准，仍需其他人批准。`
        : `您已批准 ${code(run.id)} 。后续进展见其消息。`,
    rejected: (run) => `您已拒绝 ${code(run.id)} 。未做任何变更，您的原因已写入其消息。`,
  },

  watch: {
    set: (cluster, everyMs) => ({
      short: `${cluster} 将${every(everyMs)}检查一次。`,
      long: `${code(cluster)} 将${every(everyMs)}检查一次，从现在开始。未就绪和恢复就绪时，本频道会收到消息；没有变化时不发消息。停止检查： ${code(`/bursting unwatch ${cluster}`)}`,
    }),
    before: (everyMs, where) => `此前${every(everyMs)}检查一次，结果发送到${channel(where)}；现已被取代。`,
    title: '定期检查的集群',
    short: (found) => `定期检查的集群：${found === 0 ? '无' : `${found} 个`}。`,
    none: `本频道可以使用的集群均未定期检查。开始检查： ${code('/bursting watch <cluster>')}`,
    line: (cluster, everyMs, where, by) =>
      `${code(cluster)} ${every(everyMs)}一次，结果发送到${channel(where)}，${by === null ? `在 ${code('bursting.yaml')} 中配置` : `由 ${mention(by)} 发起`}`,
    more: (count) => `还有 ${count} 个`,
    ended: (cluster) => `${code(cluster)} 已停止定期检查。`,
    notWatched: (cluster) => `${code(cluster)} 此前未定期检查。`,
  },

  freeze: {
    short: (cluster) => `${changes(cluster)}已冻结。`,
    done: (cluster, reason) =>
      `${changes(inCode(cluster))}已冻结${why(reason)}。不会开始任何执行，正在执行的会在下一次写入之前停止；仍可制定和批准计划。解除冻结： ${code(unfreezing(cluster))}`,
    before: (by, reason) => `此前已由 ${by} 冻结${why(reason)}；现已被本次冻结取代。`,
  },

  unfreeze: {
    short: (cluster) => `${changes(cluster)}已解除冻结。`,
    shortNot: '没有需要解除的冻结。',
    done: (cluster) => `${changes(inCode(cluster))}已解除冻结。仍在时限内的已批准计划会自动开始；已停止的需要重新发起。`,
    notFrozen: (cluster) =>
      cluster === null
        ? `没有针对所有集群的冻结。单个集群的冻结需单独解除： ${code('/bursting unfreeze <cluster>')}`
        : `没有仅针对 ${code(cluster)} 的冻结。针对所有集群的冻结需另行解除： ${code('/bursting unfreeze')}`,
    before: (by, reason) => `此前由 ${by} 冻结${why(reason)}。`,
  },

  cancel: {
    stopping: (run) => `${code(run.id)} （ ${what(run)} ）将在下一次写入之前停止。已发出的请求会跟踪到底，完成的内容见其消息。`,
    done: (run) => `${code(run.id)} （ ${what(run)} ）已取消。未做任何变更。`,
  },
};
