import type { NodePoolValue, Quota, Unscalable, UnusedValue } from '../../src/core/findings/node-pools.ts';
import type * as english from '../en/node-pool-findings.ts';
import { because, before, clauses, count, list } from './phrases.ts';

const CONSOLE = '（CCE 控制台 > 节点管理 > 节点池）';
const LISTED = '可通过 /bursting nodepools 查看';
const QUOTA_REMEDY = '请申请扩大配额（控制台 > 资源 > 我的配额），或释放部分资源，然后重新运行该命令。';

/** The name of a pool, before a Chinese character. */
const pool = (name: string): string => `节点池 ${before(name, '（无名称）')}`;
/** What CCE said, for the middle of a sentence. */
const plain = (detail: string): string => detail.trim().replace(/[.。\s]+$/, '');
/** How many nodes, in a sentence. */
const nodes = (n: number): string => count(n, '节点');

const QUOTA: Readonly<Record<Quota, string>> = {
  ecs: '弹性云服务器（ECS）',
  cpu: ' vCPU ',
  memory: '内存',
  security_group: '安全组',
  eip: '弹性公网 IP（EIP）',
  disk: '云硬盘（EVS）',
};

const VALUE: Readonly<Record<NodePoolValue, string>> = {
  flavor: '规格',
  availability_zone: '可用区',
  node_count: '节点数',
  ssh_key: '密钥对',
  os: '操作系统',
  root_volume_type: '系统盘类型',
  data_volume_type: '数据盘类型',
};

interface Obstacle {
  /** `detail`: as CCE says it, empty if it says nothing. */
  readonly says: (detail: string, flavor: string | null, zone: string | null) => string;
  readonly remedy: string;
}
const LOOK = `请查看节点池给出的信息${CONSOLE}，然后重新运行该命令。`;

const CANNOT_GROW: Readonly<Record<Unscalable, Obstacle>> = {
  sold_out: {
    says: (detail, flavor, zone) => detail || `${flavor ? `规格 ${flavor} ` : '其节点的规格'}在${zone ? ` ${zone} ` : '其可用区'}已售罄`,
    remedy: '请使用其他规格或可用区创建节点池（/bursting create-nodepool），或稍后重试。',
  },
  quota: { says: (detail) => `账号的某项配额已用尽${because(detail)}`, remedy: QUOTA_REMEDY },
  order: {
    says: (detail) => `相关订单尚未支付${because(detail)}`,
    remedy: '请在费用中心支付或取消该订单，然后重新运行该命令。',
  },
  failed: { says: (detail) => `创建节点失败${because(detail)}`, remedy: LOOK },
  unknown: { says: (detail) => `CCE 将其标记为不可扩容${because(detail)}`, remedy: LOOK },
};

const unused = ({ parameter, value, used }: UnusedValue): string =>
  `${VALUE[parameter]} ${value}${used.length === 0 ? '' : `（现有节点池使用 ${list(used, 3)}）`}`;

/** What node pool commands find, and how CCE refuses to make nodes. */
export const nodePoolFindings: typeof english.nodePoolFindings = {
  nodepool_unknown: ({ asked, nearest, names }) => ({
    message: `本集群中没有${pool(asked).trim()}。`,
    remedy:
      names.length === 0
        ? '本集群没有可伸缩的节点池：请使用 /bursting create-nodepool 创建。'
        : `请使用${nearest === null ? '现有节点池的 nodepool_name 或 nodepool_id' : ` nodepool_name=${nearest}`}。现有节点池：${list(names, 8)}；${LISTED}。`,
  }),
  nodepool_ambiguous: ({ name, ids }) => ({
    message: `有 ${count(ids.length, '节点池')}的名称${name ? `都是 ${name}` : '相同'}。`,
    remedy: `请改为指定 nodepool_id：${list(ids, 5) || LISTED}。`,
  }),
  nodepool_default: ({ name }) => ({
    message: `${pool(name)}是默认节点池：其中的节点是逐个添加的，CCE 无法对其伸缩。`,
    remedy: '请选择其他节点池，或使用 /bursting create-nodepool 创建。',
  }),
  nodepool_shrink: ({ name, nodes: today, asked }) => ({
    message: `${pool(name)}现有 ${nodes(today)}（含正在创建的节点），而 ${asked} 个少于现有数量。机器人绝不缩减节点。`,
    remedy: `node_count 应为期望的节点总数，且大于 ${today}。如需缩容，请先排空节点，再自行删除${CONSOLE}。`,
  }),
  nodepool_deleting: ({ name }) => ({
    message: `${pool(name)}正在被删除。`,
    remedy: '请选择其他节点池，或使用 /bursting create-nodepool 创建。',
  }),
  nodepool_gone: ({ name }) => ({
    message: `${pool(name)}已不存在：有人删除了它。`,
    remedy: `请选择其他节点池：${LISTED}。`,
  }),
  nodepool_outside_autoscaling: ({ name, asked, min, max }) => ({
    message: `${pool(name)}已启用弹性伸缩，范围为 ${min} 到 ${nodes(max)}，而 ${asked} 个超出了该范围。`,
    remedy: `请指定该范围内的 node_count，或先调整范围${CONSOLE}。`,
  }),
  nodepool_scale_groups: ({ name, groups }) => ({
    message: `${pool(name)}有 ${count(groups, '伸缩组')}，各有自己的规格和可用区。机器人只对包含一个伸缩组的节点池进行伸缩。`,
    remedy: `请在控制台中选择伸缩组并进行伸缩${CONSOLE}。`,
  }),
  nodepool_prepaid: ({ name }) => ({
    message: `${pool(name)}采用包年/包月计费：新增节点会产生需要支付的订单。`,
    remedy: '请在控制台中伸缩，或使用 /bursting create-nodepool 创建按需计费的节点池。',
  }),
  nodepool_name_taken: ({ name, id, different }) => ({
    message:
      different.length === 0
        ? `${pool(name).trimEnd()}（${id}）已存在，规格、可用区和节点数均相同。`
        : `已存在${pool(name).trimEnd()}（${id}），但其${clauses(
            different.map((value) => VALUE[value]),
            3,
            '、',
          )}不同。`,
    remedy: '请指定其他 nodepool_name，或使用 /bursting resize-nodepool 扩容该节点池。',
  }),
  ssh_key_required: ({ name }) => ({
    message: `${pool(name)}需要用于登录节点的密钥对，但未指定。机器人不接受密码：密码不应出现在聊天中。`,
    remedy: '请通过 ssh_key 指定本区域的密钥对名称（控制台 > 密钥对管理），或为该集群配置 sshKey。',
  }),
  nodepool_busy: ({ name, active, wanted, creating, deleting }) => ({
    message: [
      `${pool(name)}正在伸缩：期望 ${nodes(wanted)}，其中 ${active} 个可用`,
      ...(creating > 0 ? [`${creating} 个正在创建`] : []),
      ...(deleting > 0 ? [`${deleting} 个正在删除`] : []),
    ]
      .join('，')
      .concat('。'),
    remedy: '请等待伸缩完成（可通过 /bursting nodepools 查看），然后重新运行该命令。',
  }),
  nodepool_unscalable: ({ name, because: why, flavor, availability_zone, nodes: there, wanted, detail }) => {
    const { says, remedy } = CANNOT_GROW[why];
    const reason = says(plain(detail), flavor, availability_zone);
    const asked = wanted > there ? `期望 ${nodes(wanted)}，现有 ${there} 个；条件允许后，CCE 仍可能创建其余节点。` : '';
    return { message: `${pool(name)}无法新增节点：${reason}。${asked}`, remedy };
  },
  nodepool_error: ({ name, detail }) => ({
    message: `${pool(name)}状态异常${because(detail)}。`,
    remedy: `请查看其事件${CONSOLE}。`,
  }),
  nodepool_inactive_nodes: ({ name, active, nodes: there }) => ({
    message: `${pool(name)}有 ${nodes(there)}，其中 ${active} 个可用；其余节点不接收 Pod。`,
    remedy: '请查看未就绪的节点（CCE 控制台 > 节点管理 > 节点）。',
  }),
  nodepool_autoscaled: ({ name, min, max }) => ({
    message: `${pool(name)}已启用弹性伸缩，范围为 ${min} 到 ${nodes(max)}：空闲的节点可能会被缩容。`,
    remedy: `如需保留节点，请提高下限${CONSOLE}。`,
  }),
  nodepool_large_growth: ({ name, added }) => ({
    message: `${pool(name)}将一次性新增 ${nodes(added)}，每个节点都会持续计费，直到被删除。`,
    remedy: '请确认 node_count 没有多输入一位数字。',
  }),
  nodepool_values_unused: ({ values }) => ({
    message: `本集群的其他节点池都没有使用${values.length === 0 ? '这些值' : clauses(values.map(unused), 6, '、')}。机器人无法查询此处是否提供。`,
    remedy: '请与控制台提供的选项核对（CCE 控制台 > 节点管理 > 创建节点池）：CCE 会拒绝不提供的值。',
  }),
  flavor_unproven_in_turbo: ({ flavor }) => ({
    message: `Turbo 集群要求规格支持辅助弹性网卡（Sub-ENI），而本集群没有节点能够证明${flavor ? `规格 ${flavor} ` : '该规格'}支持。`,
    remedy: '请在 ECS 产品介绍中确认该规格；例如 c6.large.2 不支持，会被拒绝。',
  }),
  quota_exceeded: ({ quota, detail }) => ({
    message: `账号的${QUOTA[quota]}配额不足，CCE 未创建节点${because(detail)}。`,
    remedy: QUOTA_REMEDY,
  }),
  cluster_full: ({ detail }) => ({
    message: `节点数超过了集群允许的上限${because(detail)}。`,
    remedy: '请减少节点数，或变更集群规模（CCE 控制台 > 集群概览）。',
  }),
  flavor_without_sub_eni: ({ detail }) => ({
    message: `Turbo 集群不能使用该规格，因为它不支持辅助弹性网卡（Sub-ENI）${because(detail)}。`,
    remedy: '请选择辅助弹性网卡配额大于 0 的规格（ECS 产品介绍）；本集群节点池正在使用的规格可以放心选用。',
  }),
  flavor_sold_out: ({ detail }) => ({
    message: `该规格在该可用区已售罄${because(detail)}。`,
    remedy: '请选择其他规格或可用区，或稍后重试。',
  }),
  zone_unavailable: ({ detail }) => ({
    message: `本集群没有该可用区${because(detail)}。`,
    remedy: '请按 /bursting nodepools 显示的格式，将 availability_zone 设置为集群所在区域的可用区，例如 cn-north-4a。',
  }),
  state_forbids: ({ operation, detail }) => ({
    message: `由于集群或其中资源的状态，CCE（${operation}）拒绝了请求${because(detail)}。`,
    remedy: '请等待 CCE 控制台中没有正在进行的操作，然后重新运行该命令。',
  }),
  account_restricted: ({ detail }) => ({
    message: `账号受限，CCE 不执行任何变更${because(detail)}。`,
    remedy: '请在费用中心结清欠款，然后重新运行该命令。',
  }),
  agency_missing: ({ detail }) => ({
    message: `CCE 自身在本账号中缺少权限${because(detail)}。`,
    remedy: '请重新为 CCE 授权（CCE 控制台 > 授权管理；IAM > 委托），然后重新运行该命令。',
  }),
};
