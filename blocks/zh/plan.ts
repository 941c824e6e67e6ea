import type { Step } from '../../src/core/plan.ts';
import type * as english from '../en/plan.ts';
import { count } from './phrases.ts';

type Verb = Step['verb'];

const VERB: Readonly<Record<Verb, string>> = { create: '创建', update: '更新', unchanged: '保持不变' };
const NOTHING = '未做任何变更。';

/** Words that begin with a Latin letter are set off by a space. */
const kinds = (n: number, kind: string): string => count(n, /^[\w]/.test(kind) ? ` ${kind}` : kind);

const shares = (all: readonly english.Share[]): string => {
  const said = all.map(({ verb, kind, count: n }) => `${VERB[verb]} ${kinds(n, kind.one)}`);
  return said.length > 3 ? `${said.slice(0, 3).join('、')}等` : said.join('、') || '不做任何变更';
};

const steps = ({ done, all }: english.Progress): string => `已完成 ${done}/${all} 个步骤`;
const far = (progress: english.Progress): string => (progress.begun ? steps(progress) : '未做任何变更');

/** `prod 上的 vpcep`. */
const what = (command: string, cluster: string): string => `${cluster} 上的 ${command}`;

const others = (n: number): string => `还有 ${n.toLocaleString('zh-CN')} 项`;

/** What follows the words for a state: the id of the resource, if there is one. */
const withId = (words: string, id: string | null): string => (id === null ? words : `${words}，ID ${id}`);

/** All that views of plans say. Verdicts are plain text; elsewhere values come as ready markup. */
export const plan: typeof english.plan = {
  verdict: {
    awaiting: (command, cluster, all, given, required) =>
      required > 1
        ? `${what(command, cluster)} 等待审批（已有 ${given}/${required} 个批准）：${shares(all)}。`
        : `${what(command, cluster)} 等待审批：${shares(all)}。`,
    unapprovable: (command, cluster, all) => `${what(command, cluster)} 无法被批准，其内容为：${shares(all)}。`,
    approved: (command, cluster) => `${what(command, cluster)} 已获批准，即将开始。`,
    waiting: {
      run: (command, cluster, run) => `${what(command, cluster)} 已获批准，正在等待 ${run} 结束。`,
      rights: (command, cluster) => `${what(command, cluster)} 已获批准，正在等待确认审批人的权限。`,
      freeze: (command, cluster) => `${what(command, cluster)} 已获批准，正在等待：变更已冻结。`,
      read_only: (command, cluster) => `${what(command, cluster)} 已获批准，正在等待：机器人处于只读模式。`,
    },
    applying: (command, cluster, progress) => `${what(command, cluster)} 正在执行：${steps(progress)}。`,
    stopping: (command, cluster, progress) => `${what(command, cluster)} 已被要求停止，将在下一次写入之前停止：${steps(progress)}。`,
    succeeded: (command, cluster, made, adopted) =>
      `${what(command, cluster)} 已完成：执行 ${made} 项${adopted > 0 ? `，另有 ${adopted} 项此前已存在` : ''}。`,
    nothingToDo: (command, cluster) => `${what(command, cluster)} 无需变更：所需资源均已存在。`,
    nothingNow: (command, cluster, warnings) =>
      `${what(command, cluster)} 目前无需变更，有 ${warnings.toLocaleString('zh-CN')} 条警告需要查看。`,
    nothingLeft: (command, cluster) => `${what(command, cluster)} 已完成，未做变更：开始执行前所需资源均已存在。`,
    failed: (command, cluster, progress) => `${what(command, cluster)} 失败：${far(progress)}。`,
    cancelled: (command, cluster, progress) => `${what(command, cluster)} 已取消：${far(progress)}。`,
    rejected: (command, cluster) => `${what(command, cluster)} 已被拒绝。${NOTHING}`,
    expired: (command, cluster) => `${what(command, cluster)} 已过期：无人及时审批。${NOTHING}`,
    partlyApproved: (command, cluster, given, required) => `${what(command, cluster)} 已过期：仅获 ${given}/${required} 个批准。${NOTHING}`,
    stale: (command, cluster) => `${what(command, cluster)} 已失效。${NOTHING}`,
    blocked: (command, cluster, issues) =>
      issues === 0
        ? `${what(command, cluster)} 受阻，未做任何变更。`
        : `${what(command, cluster)} 受阻：有 ${count(issues, '问题')}需要处理。${NOTHING}`,
  },
  labels: {
    cluster: '集群',
    region: '区域',
    clusterId: '集群 ID',
    project: '项目 ID',
    decide: '审批截止',
    cost: '费用',
    deletes: '删除',
    approvals: '批准数',
    reason: '原因',
    fingerprint: '指纹',
    requested: '发起人',
    state: '状态',
    run: '运行',
    expires: '有效期至',
  },
  deletesNothing: '无',
  willDo: '批准后将执行',
  wouldDo: '原计划执行',
  progress: '步骤',
  verbs: { create: '创建', update: '更新', unchanged: '保持不变' },
  there: (id, since) => (since === null ? `已存在，ID ${id}` : `自 ${since} 起存在，ID ${id}`),
  notSet: '未设置',
  none: '无',
  yes: '是',
  no: '否',
  moreValues: (n) => `以及另外 ${n.toLocaleString('zh-CN')} 项`,
  moreFields: (n) => `还有 ${n.toLocaleString('zh-CN')} 个值`,
  moreSteps: (n) => `还有 ${count(n, '步骤')}，完整内容见消息列中的文件`,
  moreHere: (n, command) => `${others(n)}，运行 ${command} 可查看全部`,
  cost: {
    charged: {
      hour: (named) => `按小时计费，不足一小时按一小时计： ${named}`,
      node: (named) => `按节点计费： ${named}`,
      pod: (named) => `按 Pod 规格计费： ${named}`,
    },
    free: (named) => `不收费： ${named}`,
    unknown: (named) => `是否收费未知： ${named}`,
    amount: (n, of) => (of === null ? n.toLocaleString('zh-CN') : `${n.toLocaleString('zh-CN')} × ${of}`),
    none: '未发现新增费用',
    short: {
      hour: (n) => `${n} 项按小时计费`,
      node: (n) => `${n} 项按节点计费`,
      pod: (n) => `${n} 项按 Pod 计费`,
    },
    shortFree: '不收费',
    shortUnknown: (n) => `${n} 项费用未知`,
  },
  applyingNow: (runs, many) =>
    many
      ? `*其他运行正在执行* ，涉及同一集群或 VPC： ${runs} 。本计划将在它们结束后开始。`
      : `*另一个运行正在执行* ，涉及同一集群或 VPC： ${runs} 。本计划将在它结束后开始。`,
  unapprovable: '*无法批准：* 该集群未配置审批人。管理员可在 `bursting.yaml` 中配置（ `approvals` 、 `approvers` ）。',
  waits: {
    run: (run) => `${run} 正在同一集群或 VPC 上执行；待其结束后，本计划自动开始。`,
    rights: '需要 Slack 确认审批人仍具备审批权限，机器人会持续查询。',
    freeze: (reason) => `${reason === '' ? '' : `*原因：* ${reason}\n`}执行 \`/bursting unfreeze\` 后，若仍在时限内，将自动开始。`,
    read_only: '机器人恢复以 `readOnly: false` 运行后，若仍在时限内，将自动开始。',
  },
  startsBefore: (when) => `须在 ${when} 前开始，否则不再执行`,
  askedToStop: (person) => `${person} 要求停止`,
  frozenBy: (person) => `由 ${person} 冻结`,
  approvalsSoFar: (given, required) => `${given}/${required}`,
  decided: {
    approved: (person, when) => `由 ${person} 批准，${when}`,
    rejected: (person, when) => `由 ${person} 拒绝，${when}`,
  },
  moreDecisions: (n) => `还有 ${n} 人`,
  wasWaiting: '等待审批',
  plan: (fingerprint) => `计划 ${fingerprint}`,
  changes: '制定计划后发生的变化',
  newPlan: (run) => `*新计划需要重新审批：* ${run}`,
  step: {
    next: '等待开始',
    intended: '已发出请求，正在确认是否存在',
    waiting: (id) => (id === null ? '已发出请求，正在就绪' : `已创建 ${id} ，正在就绪`),
    done: (id) => withId('完成', id),
    adopted: (id) => withId('此前已存在', id),
    failed: (id) => withId('失败', id),
    skipped: '未开始',
    unknown: '已发出请求，是否完成未知',
    unready: (id) => (id === null ? '已发出请求，当时尚未就绪' : `已创建 ${id} ，当时尚未就绪`),
    unchanged: (id) => withId('已存在', id),
  },
  goOn: (command) => `*继续：* 运行 ${command} ，将重新检查，并仅为缺少的部分制定计划。`,
  askAgain: (command) => `*重新发起：* ${command}`,
  thenAgain: (command) => `*然后：* ${command}`,
  buttons: { approve: '批准', reject: '拒绝', details: '详情' },
  confirm: {
    title: '执行此计划？',
    text: (all, which, where, cost, fingerprint) =>
      `操作：${shares(all)}${which === '' ? '' : `（${which}）`}\n集群：${where}\n费用：${cost}。删除：无。\n计划 ${fingerprint}`,
    where: (alias, clusterId, region) => `${alias === null ? '' : `${alias}，`}${clusterId}，区域 ${region}`,
    confirm: '执行计划',
    deny: '暂不执行',
  },
  details: {
    title: (fingerprint) => `计划 ${fingerprint}`,
    plain: '计划',
    noPlan: '此运行没有计划：无需变更、受阻，或尚未制定。',
    close: '关闭',
    of: what,
    steps: (n) => `步骤（${n}）`,
    parameters: '参数（含默认值）',
    warnings: (n) => `警告（${n}）`,
  },
  reject: {
    title: '拒绝计划',
    submit: '拒绝',
    close: '返回',
    intro: (command, cluster) => `${what(command, cluster)}。不会做任何变更。`,
    label: '原因',
    hint: '频道中所有人都能看到，并随计划一同保存。',
    placeholder: '应当如何调整',
    empty: '请简要说明原因：计划的发起人需要了解。',
  },
};
