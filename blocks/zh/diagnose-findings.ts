import type { AddonFault } from '../../src/core/finding.ts';
import type * as english from '../en/diagnose-findings.ts';
import { wayFindings } from './diagnose-way-findings.ts';
import { after, because, between, clauses, count, digits, list, pods } from './phrases.ts';
import { categoryName } from './terms.ts';

/** How many names a sentence carries. */
const NAMES = 3;

const CONSOLE = 'CCE 控制台 > 插件中心 > virtual-kubelet';
const SUPPORT = '请提交工单联系华为云技术支持';

/** Field and value of each fault, with what belongs there. */
const corrections = (faults: readonly AddonFault[]): string => {
  const [first] = faults;
  const same = faults.every(({ value, expected }) => value === first?.value && expected === first?.expected);
  const fields = list(
    faults.map(({ field }) => field),
    6,
  );
  if (first && same) return `${fields}：${first.value ?? '未设置'}${first.expected === null ? '' : `，应为 ${first.expected}`}`;
  const each = faults.map(
    ({ field, value, expected }) =>
      `${field} 的值${value === null ? '未设置' : `为 ${value}`}${expected === null ? '' : `，应为 ${expected}`}`,
  );
  return clauses(each, 6, '；');
};

const status = ({ status: said, detail }: { status: string; detail: string }): string =>
  `插件${said ? `状态为 ${said}` : '没有状态'}${because(detail)}。`;

const others = (has: boolean): string => (has ? '在此期间，其他虚拟节点可接收 Pod。' : '没有其他虚拟节点可接收 Pod。');

/** Sentences for what `diagnose` finds: what is wrong, why, and what to do, for somebody who sees it for the first time. */
export const diagnoseFindings: typeof english.diagnoseFindings = {
  ...wayFindings,

  'cluster-not-available': ({ phase }) => ({
    message: `集群状态为${after(phase, '未知')}，而不是 Available。`,
    cause: '集群处于休眠、变更或故障状态时，其中的任何内容都不运行，插件也不例外。',
    remedy: /^(Hibernat|Awak)/.test(phase)
      ? '请在 CCE 控制台唤醒集群，待其变为 Available 后重新运行 diagnose。'
      : '请等待 CCE 控制台显示集群为 Available，然后重新运行 diagnose。',
  }),
  'cluster-not-supported': ({ category, mode }) => ({
    message: `容器网络为${between(mode, '未知')}的集群${category ? `（${categoryName(category)}）` : ''}无法弹性到 CCI 2.0。`,
    cause: 'CCI 上的 Pod 使用 VPC 中的地址；采用容器隧道网络时，集群与这些 Pod 无法互通。',
    remedy: '请使用 CCE Turbo 集群：集群的网络模型无法更改。',
  }),
  'cidr-overlap': ({ subnet_name, subnet_id, cidr, reserved }) => ({
    message: `子网 ${subnet_name}（${subnet_id}）的网段 ${cidr} 与 ${reserved} 重叠。`,
    cause: `CCI 将 ${reserved} 保留给自身的 Service：同时属于两者的地址无法访问。`,
    remedy: '请使用该网段之外的子网：子网的网段无法更改。',
  }),

  'addon-missing': () => ({
    message: '未安装插件 virtual-kubelet（CCE 突发弹性引擎（对接 CCI））。',
    cause: '虚拟节点由该插件创建，CCI 上的 Pod 也由它启动；没有它就无法使用 CCI。',
    remedy: '请运行 setup 制定计划；须经审批人批准后才会安装。',
  }),
  'addon-version-too-old': ({ version, first_supported }) => ({
    message: `插件版本为 ${version}，不支持 CCI 2.0。`,
    cause: `CCI 2.0 自插件版本 ${first_supported} 起支持。`,
    remedy: `请运行 setup 制定升级计划，升级到 ${first_supported} 及以上版本。`,
  }),
  'arm-unsupported': ({ version, first_supported, nodes }) => ({
    message: `插件版本为 ${version}，无法在 Arm 上运行；${nodes === null ? '而本集群是 Arm 集群' : `而有 ${count(nodes, '节点')}为 Arm 架构`}。`,
    cause: `自版本 ${first_supported} 起支持 Arm；更早的版本会跳过 Arm 节点。`,
    remedy: `请运行 setup 制定升级计划，升级到 ${first_supported} 及以上版本。`,
  }),
  'addon-swapped-subnet': ({ faults }) => ({
    message: `为插件配置的子网 ID 类型有误（${corrections(faults)}）。`,
    cause:
      '每个子网都有两个形式相似的 ID：VPC 子网 ID（“网络ID”）和 IPv4 子网 ID。插件需要的是 IPv4 子网 ID；填写另一个时不会报错，但虚拟节点始终无法就绪。',
    remedy: `请运行 setup 制定修复计划，或手动修正这些值（${CONSOLE} > 编辑）。`,
  }),
  'addon-foreign-subnet': ({ faults }) => ({
    message: `为插件配置的子网不在本集群的 VPC 中（${corrections(faults)}）。`,
    cause: 'CCI 上的 Pod 从该子网获取地址；如果子网在其他 VPC 中，集群就无法访问这些 Pod。',
    remedy: `请运行 setup 制定修复计划，或手动修正这些值（${CONSOLE} > 编辑）。`,
  }),
  'project-id-or-iam': ({ fault, project_id }) =>
    fault === null
      ? {
          message: '华为云拒绝了插件的请求：插件日志提示项目有误或缺少权限。',
          cause: `可能是本账号从未为 CCI 授权，或插件的委托失去了某项权限，也可能是插件使用的项目不是 ${project_id}。`,
          remedy: '请在本区域打开一次 CCI 2.0 控制台，并按提示授权；然后检查委托（IAM 控制台 > 委托），并重新运行 diagnose。',
        }
      : {
          message: `插件${fault.problem === 'missing' ? '没有配置项目 ID' : `使用的是其他项目（${fault.field}：${fault.value ?? ''}）`}。`,
          cause: `插件只能在本集群所属的项目 ${project_id} 中启动 Pod；否则华为云会拒绝其请求。`,
          remedy: `请运行 setup 制定修复计划，或手动将 ${fault.field} 设置为 ${project_id}（${CONSOLE} > 编辑）。`,
        },
  'region-mismatch': ({ version }) => ({
    message: '插件提示其区域与集群的区域不一致。',
    cause: `不同版本的插件对区域的写法不同${version === null ? '' : `；已安装的版本为 ${version}`}。机器人绝不猜测这类写法。`,
    remedy: `请对照该版本的文档检查插件参数中的区域（${CONSOLE}）；如果区域正确，${SUPPORT}。`,
  }),
  'subnet-or-network': () => ({
    message: '插件提示无法使用为其配置的子网或网络。',
    cause: '多数情况是在应填写 IPv4 子网 ID 的位置填写了同一子网的 VPC 子网 ID；有时则是子网已被删除。',
    remedy: `请运行 precheck：它会将每个子网 ID 与 VPC 进行比对。然后将插件的参数（${CONSOLE}）与虚拟私有云控制台中的子网进行核对。`,
  }),
  'resource-pressure': ({ pods: names }) => ({
    message: `集群节点剩余的 CPU 或内存不足以运行插件${names.length === 0 ? '' : `的 ${pods(names).trim()}`}。`,
    cause: '插件的 Pod 运行在集群的普通节点上，而不是 CCI 上。如果没有足够的资源运行它们，集群就无法连接到 CCI。',
    remedy: '请运行 capacity 查看剩余资源；然后增加节点（可运行 resize-nodepool 制定计划），或释放部分资源。',
  }),
  'bursting-node-disabled': () => ({
    message: '虚拟节点已被关闭：ConfigMap kube-system/bursting-status 中的 enableBurstingNode 为 false。',
    cause: '该 ConfigMap 由插件自身写入，约每分钟一次：它反映插件的判断，而不是设置插件的地方。',
    remedy: `请在插件的配置中开启弹性到 CCI 的功能（${CONSOLE} > 编辑）。请勿修改该 ConfigMap：修改会被覆盖。如果该功能已开启，${SUPPORT}。`,
  }),
  'addon-pods-pending': ({ pods: names, reason, detail }) => ({
    message: `插件的 ${pods(names)}未运行：没有节点可以接收（${reason || 'Unschedulable'}${because(detail)}）。`,
    cause: '插件的 Pod 需要普通节点：节点上要有足够的资源，并且没有阻止它们调度的污点（taint）。',
    remedy: '请运行 capacity 查看哪些节点可接收 Pod；然后排除原因中提到的问题。',
  }),
  'addon-crashloop': ({ pods: names, restarts, reason, exit_code }) => ({
    message: `插件的 ${pods(names)}反复退出（已重启 ${digits(restarts)} 次；最近一次：${reason || '未给出原因'}${exit_code === null ? '' : `，退出码 ${exit_code}`}）。`,
    cause:
      reason === 'OOMKilled'
        ? '所需内存超过了其限制：Pod 和 ConfigMap 很多时，插件占用的内存会增长。'
        : '退出前的输出见下方日志；其中没有发现任何已知原因。',
    remedy:
      reason === 'OOMKilled'
        ? `请为插件选择更大的规格（${CONSOLE} > 编辑）：每 1,000 个 Pod 需要 2 vCPU 和 4 GiB 内存。`
        : `请查看日志的最后几行；如果仍无法确定如何处理，${SUPPORT}，并附上日志。`,
  }),
  'multiple-active-addon-replicasets': ({ deployment, replica_sets }) => ({
    message: `${deployment ? `${deployment} ` : '插件'}的滚动更新尚未结束：其 ${count(replica_sets.length, ' ReplicaSet ')}仍需要 Pod（${list(replica_sets, NAMES)}）。`,
    cause: '新的 Pod 无法就绪，因此旧的 Pod 被保留。',
    remedy: `请执行 kubectl rollout status deployment/${deployment || '<name>'} -n kube-system，并查看最新 ReplicaSet 的 Pod。请勿删除任何 ReplicaSet：Deployment 会将其重建。`,
  }),

  'addon-status-abnormal': (facts) => ({
    message: status(facts),
    cause: '插件的部分 Pod 未就绪，其他检查项也没有给出原因。',
    remedy: `请查看插件的 Pod 及其事件（kubectl get pods -n kube-system），几分钟后重新运行 diagnose。如果问题持续存在，${SUPPORT}。`,
  }),
  'addon-status-install-failed': (facts) => ({
    message: status(facts),
    cause: '插件尚未运行，安装就已终止。',
    remedy: '请先解决原因中提到的问题，然后重新运行 setup 制定计划。',
  }),
  'addon-status-upgrade-failed': (facts) => ({
    message: status(facts),
    cause: '新版本尚未运行，升级就已终止；旧版本可能仍在运行。',
    remedy: '请先解决原因中提到的问题，然后重新运行 setup 制定计划。',
  }),
  'addon-status-rollback-failed': (facts) => ({
    message: status(facts),
    cause: '升级失败，回滚也失败了。',
    remedy: `请在控制台中查看（${CONSOLE}）；如果无法再次升级，${SUPPORT}。`,
  }),
  'addon-status-delete-failed': (facts) => ({
    message: status(facts),
    cause: '有人卸载了插件，但没有完全卸载。',
    remedy: `请了解是谁卸载的，并在控制台中完成卸载（${CONSOLE}）；如果仍需要该插件，再运行 setup 制定计划。`,
  }),
  'addon-status-changing': (facts) => ({
    message: `插件正在变更中（${facts.status}）。`,
    cause: '在变更完成之前，插件的 Pod 会不断增减，虚拟节点也可能暂时不存在。',
    remedy: '请等待几分钟；verify 带上 wait=5m 可一直观察到变更完成。',
  }),
  'addon-status-unknown': (facts) => ({
    message: status(facts),
    cause: '文档中没有该状态，因此无法判断插件是否正常。',
    remedy: `请在控制台中查看（${CONSOLE}）。`,
  }),

  'virtual-node-missing': () => ({
    message: '集群没有虚拟节点（bursting-node），因此无法将 Pod 调度到 CCI。',
    cause: '虚拟节点由插件在正常工作后创建；各检查项都没有说明为什么尚未创建。',
    remedy: '如果插件刚刚安装，请等待几分钟；否则请从末尾开始查看其 Pod virtual-kubelet 的日志（见附件）。',
  }),
  'virtual-node-notready': ({ nodes, reason, detail, others: open }) => ({
    message: `虚拟节点 ${list(nodes, NAMES)} 未处于 Ready 状态${because([reason, detail].filter(Boolean).join('：'))}。${others(open)}`,
    cause: '插件无法为该节点连接到 CCI；其他检查项也没有给出原因。',
    remedy: `请从末尾开始查看其 Pod virtual-kubelet 的日志（见附件）。如果仍无法确定如何处理，${SUPPORT}，并附上日志。`,
  }),
  'virtual-node-cordoned': ({ nodes, others: open }) => ({
    message: `虚拟节点 ${list(nodes, NAMES)} 已停止调度（cordoned）：新的 Pod 不会调度到该节点。${others(open)}`,
    cause: '这是有人手动操作的：节点的状态条件中没有故障信息。',
    remedy: `请了解是谁、出于什么原因停止了调度；执行 kubectl uncordon ${nodes[0] ?? '<name>'} 可恢复调度。`,
  }),
  'az-fault': ({ nodes, zones, fault, others: open }) => ({
    message: `可用区${zones.length === 0 ? '（名称未知）' : between(list(zones, NAMES), '')}发生故障（${fault}）；${list(nodes, NAMES)} 已停止调度（cordoned）。${others(open)}`,
    cause: '可用区发生故障时，插件会停止该可用区虚拟节点的调度，避免在那里启动 Pod。正在运行的 Pod 保持不变。',
    remedy: '请等待可用区恢复：插件会自动恢复该节点的调度。请勿手动恢复。',
  }),
};
