import { type AskedParameter, type CommandWords, labelIn } from '../command-words.ts';
import type * as english from '../en/commands.ts';

const CLUSTER_SCOPE = '默认不查看；填写了 workload_name 时为 cci2-burst-lab';
const VPCEP_SUBNET = '接口型终端节点所在的 VPC 子网（默认：集群的节点子网）';
const OBS_SERVICE = 'OBS 终端节点服务的名称，由工单告知，不会猜测（默认：配置中的值）';
const ROUTE_TABLES = 'OBS 网关型终端节点关联的路由表，以逗号分隔（默认：VPC 的所有路由表）';
const POD_SUBNET = 'CCI 上的 Pod 获取地址的子网的 IPv4 子网 ID（默认：集群的所有容器子网）';
const ADDON_VERSION = '插件版本，不低于已安装的版本（默认：已安装的版本，否则 1.5.82）';
const IMAGE = '要运行的镜像（默认：SWR 中最合适的，可用 /bursting images 查看）';
const REPLICAS = 'Pod 数量，1 到 10（默认：2）';

const POOL = {
  flavor: '节点的 ECS 规格，例如 c7.xlarge.2',
  availability_zone: '节点所在的可用区，例如 cn-north-4a',
  root_volume_size: '系统盘容量，单位 GiB（默认：40）',
  root_volume_type: '系统盘类型：SATA、SAS、SSD、GPSSD、ESSD 或 GPSSD2，以该区域提供的为准（默认：SSD）',
  data_volume_size: '数据盘容量，单位 GiB（默认：100）',
  data_volume_type: '数据盘类型（默认：SSD）',
  ssh_key: '登录节点的密钥对；不接受密码（默认：该集群配置的 sshKey）',
  os: 'CCE 中的操作系统名称（默认：Huawei Cloud EulerOS 2.0）',
  subnet_id: '节点所在的 VPC 子网（默认：集群的节点子网）',
} as const;

/** What forms call each parameter that plans may be given. */
const LABELS: Readonly<Record<AskedParameter, string>> = {
  vpcep_subnet_id: '终端节点子网（网络 ID）',
  obs_endpoint_service_name: 'OBS 终端节点服务',
  route_table_ids: 'OBS 路由表',
  cci_subnet_id: '容器子网（IPv4 子网 ID）',
  addon_version: '插件版本',
  namespace: '命名空间',
  workload_name: 'Deployment 名称',
  image: '镜像',
  replicas: '副本数',
  nodepool_id: '节点池 ID',
  nodepool_name: '节点池名称',
  node_count: '节点数',
  flavor: '规格',
  availability_zone: '可用区',
  root_volume_size: '系统盘容量（GiB）',
  root_volume_type: '系统盘类型',
  data_volume_size: '数据盘容量（GiB）',
  data_volume_type: '数据盘类型',
  ssh_key: '密钥对',
  os: '操作系统',
  subnet_id: '节点子网（网络 ID）',
  wait: '最长等待时间',
};

/** What help and forms say of every command and each of its parameters. */
const COMMANDS: CommandWords = {
  precheck: { summary: '检查集群能否弹性到 CCI 2.0，以及有哪些障碍', parameters: { vpcep_subnet_id: VPCEP_SUBNET } },
  vpcep: {
    summary: '创建 CCI 上的 Pod 拉取镜像所需的 VPC 终端节点',
    parameters: { vpcep_subnet_id: VPCEP_SUBNET, obs_endpoint_service_name: OBS_SERVICE, route_table_ids: ROUTE_TABLES },
  },
  setup: {
    summary: '创建 VPC 终端节点，然后安装插件或更正其参数',
    parameters: {
      vpcep_subnet_id: VPCEP_SUBNET,
      obs_endpoint_service_name: OBS_SERVICE,
      route_table_ids: ROUTE_TABLES,
      cci_subnet_id: POD_SUBNET,
      addon_version: ADDON_VERSION,
    },
  },
  smoke: {
    summary: '在 CCI 上运行一个小型 Web 服务，验证弹性是否可用',
    parameters: {
      namespace: '命名空间，不存在时会创建（默认：cci2-burst-lab）',
      workload_name: 'Deployment 的名称（默认：cci2-burst-demo）',
      image: IMAGE,
      replicas: REPLICAS,
    },
  },
  verify: {
    summary: '检查 Pod 能否到达 CCI：插件、虚拟节点，以及指定的工作负载',
    parameters: {
      namespace: `要查看的命名空间（${CLUSTER_SCOPE}）`,
      workload_name: 'Deployment，或标签 app 的值（默认：该命名空间的所有 Pod）',
      wait: '持续查看直到全部就绪，最长 15m（默认：0s）',
    },
  },
  diagnose: {
    summary: '查明 Pod 为什么到不了 CCI，以及如何处理',
    parameters: {
      namespace: `同时查看该命名空间的 Pod（${CLUSTER_SCOPE}）`,
      workload_name: '同时查看该工作负载的 Pod：Deployment，或标签 app 的值',
    },
  },
  capacity: { summary: '检查物理节点上是否有足够的资源运行插件自身的 Pod', parameters: {} },
  images: { summary: '列出 SWR 中的镜像，以及冒烟测试工作负载会使用哪一个', parameters: {} },
  nodepools: { summary: '列出集群的节点池：节点数、规格，以及能否扩容', parameters: {} },
  'resize-nodepool': {
    summary: '为节点池增加节点，绝不减少',
    parameters: {
      nodepool_id: '节点池 ID（与 nodepool_name 二选一）',
      nodepool_name: '节点池名称（与 nodepool_id 二选一）',
      node_count: '节点池的目标节点总数：整数，不少于现有节点数',
    },
  },
  'create-nodepool': {
    summary: '创建节点池，供放不下的插件 Pod 使用',
    parameters: { ...POOL, nodepool_name: '新节点池的名称：小写字母、数字和“-”', node_count: '初始节点数（默认：1）' },
  },
  rollout: {
    summary: '在一个消息列中引导集群从预检查到 Pod 运行，每项变更都需批准',
    parameters: {
      ...POOL,
      vpcep_subnet_id: VPCEP_SUBNET,
      obs_endpoint_service_name: OBS_SERVICE,
      route_table_ids: ROUTE_TABLES,
      cci_subnet_id: POD_SUBNET,
      addon_version: ADDON_VERSION,
      image: IMAGE,
      replicas: REPLICAS,
      namespace: '首个工作负载的命名空间（默认：cci2-burst-lab）',
      workload_name: '首个工作负载的名称（默认：cci2-burst-demo）',
      wait: '等待虚拟节点以及之后等待 Pod 的最长时间，不超过 15m（默认：5m）',
      nodepool_id: '节点资源不足时：要扩容的节点池的 ID',
      nodepool_name: '节点资源不足时：要扩容的节点池，或新节点池的名称',
      node_count: '节点资源不足时：该节点池的目标节点总数',
    },
  },

  runs: { summary: '列出本频道集群最近的运行。', parameters: { state: '只列出该状态的运行', limit: '最多列出多少个（默认 10，最多 50）' } },
  show: { summary: '再次显示某个运行（仅您可见），并附上其消息的链接。', parameters: {} },
  cancel: {
    summary: '停止某个运行：等待中的立即停止，执行中的在下一次写入之前停止。发起人和审批人可用。',
    parameters: {},
  },
  watch: {
    summary: '定期检查集群，在不再就绪或恢复就绪时通知本频道。',
    parameters: { every: '检查间隔（默认 15m，5m 到 7d）' },
  },
  unwatch: { summary: '停止在 Slack 中设置的定期检查。', parameters: {} },
  freeze: {
    summary: '冻结某个或所有集群的变更：在下一次写入之前停止，仍可制定和批准计划。',
    parameters: { reason: '原因，所有人可见' },
  },
  unfreeze: { summary: '解除冻结：单个集群的冻结与所有集群的冻结互相独立。', parameters: {} },
  clusters: { summary: '列出您在本频道可以使用的集群。', parameters: {} },
  whoami: { summary: '显示您在每个集群的角色及原因。', parameters: {} },
  help: { summary: '显示机器人的功能，或某个命令的用法。', parameters: {} },
};

const find = (command: string): { readonly summary: string; readonly parameters: Readonly<Record<string, string>> } | undefined =>
  Object.hasOwn(COMMANDS, command) ? COMMANDS[command as keyof CommandWords] : undefined;

export const commands: typeof english.commands = {
  summary: ({ name, summary }) => find(name)?.summary ?? summary,
  label: (parameter) => labelIn(LABELS, parameter),
  parameter: (command, parameter, help) => find(command)?.parameters[parameter] ?? help,
};
