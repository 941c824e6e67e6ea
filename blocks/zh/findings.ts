import type { FailureCode, Service, SubnetRole } from '../../src/core/finding.ts';
import type { FindingWords } from '../en/findings.ts';
import { diagnoseFindings } from './diagnose-findings.ts';
import { guideFindings } from './guide-findings.ts';
import { imageFindings, SWR_GRANT } from './image-findings.ts';
import { nodePoolFindings } from './node-pool-findings.ts';
import { opsFindings } from './ops-findings.ts';
import { AGAIN, after, because, between } from './phrases.ts';
import { planFindings } from './plan-findings.ts';
import { setupFindings } from './setup-findings.ts';
import { smokeFindings } from './smoke-findings.ts';
import { ADDON, categoryName, ENDPOINT_PROBLEM, endpointName, HEADROOM, PURPOSE, REFUSED } from './terms.ts';
import { verifyFindings } from './verify-findings.ts';

const SUPPORT = '如果问题持续存在，请提交工单联系华为云技术支持。';

const at = (service: Service, operation: string): string => `${service}（${operation}）`;

const NETWORK_ID = 'VPC 子网 ID（“网络ID”）';
const IPV4_ID = 'IPv4 子网 ID';
const ROLE: Readonly<Record<SubnetRole, { name: string; kind: string; other: string }>> = {
  vpcep_subnet_id: { name: '终端节点子网', kind: NETWORK_ID, other: IPV4_ID },
  cci_subnet_id: { name: '容器子网', kind: IPV4_ID, other: NETWORK_ID },
  subnet_id: { name: '节点子网', kind: NETWORK_ID, other: IPV4_ID },
};

/** What to do about a source that did not answer, by what is behind it. */
const UNREADABLE: Readonly<Record<FailureCode, { says: string; remedy: string }>> = {
  not_found: { says: '返回“不存在”', remedy: '请检查区域、项目 ID 和集群 ID 是否对应。' },
  credentials_rejected: { says: '拒绝了访问密钥', remedy: '请检查 worker 的 HUAWEI_AK 和 HUAWEI_SK，以及其系统时间。' },
  credentials_missing: { says: '未被查询，因为没有访问密钥', remedy: '请为 worker 设置该变量并重启。' },
  bad_request: { says: '拒绝了请求', remedy: '请检查此处列出的值；其余问题请交由机器人的维护人员处理。' },
  conflict: { says: '报告了冲突', remedy: AGAIN },
  throttled: { says: '要求降低请求频率', remedy: AGAIN },
  upstream_failed: { says: '发生了内部错误', remedy: `${AGAIN}${SUPPORT}` },
  upstream_unreadable: { says: '返回了其文档中没有的内容', remedy: '请确认没有代理代替它应答，然后重试。' },
  upstream_unreachable: { says: '无法访问', remedy: '请检查 worker 的网络、DNS 和代理，然后重试。' },
  cluster_unreachable: {
    says: '无法访问',
    remedy: '请为 API Server 绑定弹性公网 IP（EIP）（CCE 控制台 > 集群概览），或在集群的 VPC 内运行 worker。',
  },
  cluster_untrusted: { says: '出示的证书不是它自己的证书', remedy: '请查明该地址由谁应答；在此之前，机器人不会与其通信。' },
  project_not_found: { says: '没有该区域的项目', remedy: '请在配置中设置该集群的 projectId。' },
  timeout: { says: '耗时过长', remedy: AGAIN },
  internal: { says: '因机器人自身的错误而无法读取', remedy: '请将运行 ID 提供给机器人的维护人员。' },
};

export const findings: FindingWords = {
  ...guideFindings,
  ...planFindings,
  ...setupFindings,
  ...opsFindings,
  ...imageFindings,
  ...verifyFindings,
  ...nodePoolFindings,
  ...smokeFindings,
  ...diagnoseFindings,

  cluster_not_found: ({ cluster_id, region, project_id }) => ({
    message: `区域 ${region}、项目 ${project_id} 中没有集群 ${cluster_id}。`,
    remedy: '请将区域、项目 ID 和集群 ID 与 CCE 控制台的集群概览进行核对。',
  }),
  cluster_not_supported: ({ category, mode }) =>
    mode === 'vpc-router'
      ? {
          message: '这是使用 VPC 网络（vpc-router）的 Standard 集群。机器人仅在明确允许时才支持此类集群。',
          remedy: '请使用 Turbo 集群，或在配置中为该集群设置 allowStandard: true。',
        }
      : {
          message: `网络模型为${between(mode, '未知')}的集群${category ? `（${categoryName(category)}）` : ''}无法弹性到 CCI 2.0。`,
          remedy: '请使用 Turbo 集群（网络模型 eni）：集群的网络模型无法更改。',
        },
  cluster_not_available: ({ phase }) => ({
    message: `集群状态为${after(phase, '未知')}，而不是 Available。`,
    remedy: /^(Hibernat|Awak)/.test(phase)
      ? '请在 CCE 控制台唤醒集群，待其变为 Available 后重新运行 precheck。'
      : '请等待 CCE 控制台显示集群为 Available，然后重新运行 precheck。',
  }),
  vpc_unresolved: ({ cluster_id }) => ({
    message: `CCE 未返回集群 ${cluster_id} 的 VPC，因此无法查找其子网和终端节点。`,
    remedy: '请在 CCE 控制台查看网络信息；如果 VPC 存在，请提交工单联系华为云技术支持。',
  }),
  cci_subnet_unresolved: ({ mode }) =>
    mode === 'vpc-router'
      ? {
          message: 'Standard 集群没有自己的容器子网，并且未指定子网。',
          remedy: '请指定 cci_subnet_id：本集群 VPC 中某个子网的 IPv4 子网 ID（虚拟私有云控制台 > 子网）。',
        }
      : {
          message: '集群没有容器子网，CCI 无法确定将 Pod 放置在哪里。',
          remedy: '请在 CCE 控制台添加容器子网（集群 > 配置中心 > 网络配置），然后重新运行 precheck。',
        },
  subnet_unknown: ({ parameter, value, vpc_id }) =>
    value === ''
      ? {
          message: `没有${ROLE[parameter].name}：未指定该参数，集群信息中也没有节点子网。`,
          remedy: `请指定 ${parameter}：VPC ${vpc_id} 中某个子网的 ${ROLE[parameter].kind}（虚拟私有云控制台 > 子网）。`,
        }
      : {
          message: `${ROLE[parameter].name} ${value} 不属于 VPC ${vpc_id}。`,
          remedy: `请将 ${parameter} 设置为该 VPC 中某个子网的 ${ROLE[parameter].kind}（虚拟私有云控制台 > 子网）。`,
        },
  subnet_swapped: ({ parameter, value, expected, subnet_name }) => ({
    message: `${parameter} ${value} 用错了子网 ${subnet_name} 的 ID：这是它的 ${ROLE[parameter].other}，此处应使用它的 ${ROLE[parameter].kind}。`,
    remedy: `请使用 ${parameter}=${expected}`,
  }),
  cidr_overlap: ({ subnet_name, subnet_id, cidr, reserved }) => ({
    message: `子网 ${subnet_name}（${subnet_id}）的网段 ${cidr} 与 ${reserved} 重叠，而后者${reserved.startsWith('10.247.') ? '由 CCI 用于其 Service' : '由 VPC 终端节点保留给接口型终端节点'}。`,
    remedy: '请使用该网段之外的子网：子网的网段无法更改。',
  }),
  addon_misconfigured: ({ field, problem, value, expected }) => ({
    message: `已安装的插件配置有误：${field} ${problem === 'missing' ? '缺失' : `的值为${after(value, '空')}，${ADDON[problem]}`}。`,
    remedy: `请运行 /bursting setup 制定计划，或将 ${field} 设置为 ${expected ?? '某个容器子网的 IPv4 子网 ID'}（CCE 控制台 > 插件中心 > virtual-kubelet > 编辑）。`,
  }),
  permission_denied: ({ service, operation, action, detail }) => ({
    message: `机器人缺少${action ? ` ${action} 权限` : '某项权限'}，${at(service, operation)}拒绝了请求${because(detail)}。`,
    remedy:
      service === 'Kubernetes'
        ? `请在集群中为机器人的用户授予${action ? ` ${action} 权限` : '该权限'}（CCE 控制台 > 权限管理 > 命名空间权限）。`
        : service === 'SWR'
          ? SWR_GRANT
          : `请为机器人的 IAM 用户授予${action ? ` ${action} 权限` : '该权限'}；"bursting policy" 可打印最小权限策略。`,
  }),
  source_unreadable: ({ service, operation, reason, detail }) => ({
    message: `${at(service, operation)}${UNREADABLE[reason].says}${because(detail)}。因此无法得知相应的信息。`,
    remedy: UNREADABLE[reason].remedy,
  }),

  endpoint_missing: ({ purpose, service_name }) => ({
    message: `本集群的 VPC 中没有用于${PURPOSE[purpose]}的终端节点${service_name ? `（${service_name}）` : ''}。`,
    remedy:
      purpose !== 'obs'
        ? `请运行 /bursting vpcep 制定计划，或在该 VPC 中为 ${service_name ?? purpose} 购买终端节点，并创建内网域名（VPC 终端节点控制台）。`
        : service_name
          ? `请运行 /bursting vpcep 制定计划，或为 ${service_name} 购买网关型终端节点，并关联该 VPC 的所有路由表（VPC 终端节点控制台）。`
          : '请通过工单向华为云获取您的桶所对应的 OBS 终端节点服务名称，并通过 obs_endpoint_service_name 提供给 /bursting vpcep，或在配置中设置 obsEndpointServiceName。',
  }),
  endpoint_not_ready: ({ purpose, service_name, endpoint_id, status, problem, detail }) => ({
    message: `${endpointName(purpose, service_name, endpoint_id)}${ENDPOINT_PROBLEM[problem].says(status, detail)}。`,
    remedy: ENDPOINT_PROBLEM[problem].remedy,
  }),
  low_headroom: ({ schedulable, best_cpu, best_memory, needed_cpu, needed_memory, reasons }) => ({
    message: [
      `插件自身的 Pod 可能没有足够的资源运行：${reasons.map((reason) => HEADROOM[reason]).join('；') || '剩余资源不足'}。`,
      `可调度的物理节点：${schedulable} 个。`,
      ...(best_cpu === null && best_memory === null ? [] : [`剩余最多的节点：CPU ${best_cpu ?? '?'}，内存 ${best_memory ?? '?'}。`]),
      `单个节点上需要：CPU ${needed_cpu}，内存 ${needed_memory}。`,
    ].join(''),
    remedy: '请使用 /bursting resize-nodepool 扩容节点池；如果其节点规格太小，请使用 /bursting create-nodepool 创建规格更大的节点池。',
  }),
  few_addresses: ({ subnet_name, subnet_id, available }) => ({
    message: `子网 ${subnet_name}（${subnet_id}）剩余 ${available} 个可用 IP 地址。每个节点、每个终端节点和 CCI 上的每个 Pod 都会占用一个地址。`,
    remedy: '请释放 IP 地址，或使用其他子网（虚拟私有云控制台 > 子网）。',
  }),
  addon_busy: ({ status }) => ({
    message: `插件状态为 ${status}：正在变更中。`,
    remedy: '请等待其变为 running 或 available，然后重新运行该命令。',
  }),
  addon_unhealthy: ({ status, detail }) => ({
    message: `插件状态为${after(status, '未知')}${because(detail)}。`,
    remedy: '请查看插件的 Pod 和事件（CCE 控制台 > 插件中心 > virtual-kubelet）。',
  }),
  arm_nodes: ({ addon_version, first_supported, nodes }) => ({
    message: `${nodes ? `${nodes} 个 Arm 节点` : 'Arm 节点'}需要 ${first_supported} 及以上版本的插件；${addon_version ? `当前版本为 ${addon_version}` : '本集群没有可安装的版本'}。`,
    remedy: `请将插件升级到 ${first_supported} 及以上版本（CCE 控制台 > 插件中心），或避免其 Pod 调度到 Arm 节点。`,
  }),
  standard_cluster: ({ mode }) => ({
    message: `这是 Standard 集群（${mode}）：配置允许使用，但验证程度不如 Turbo 集群，且没有自己的容器子网。`,
    remedy: '请准备好 cci_subnet_id：setup 需要本集群 VPC 中某个子网的 IPv4 子网 ID。',
  }),

  usage: ({ problem, example }) => ({ message: problem, remedy: `例如：${example}` }),
  not_found: ({ service, operation, detail }) => ({
    message: `${at(service, operation)}没有找到任何内容${because(detail)}。`,
    remedy: UNREADABLE.not_found.remedy,
  }),
  credentials_rejected: ({ service, operation, detail }) => ({
    message: `${at(service, operation)}拒绝了机器人的访问密钥${because(detail)}。`,
    remedy: UNREADABLE.credentials_rejected.remedy,
  }),
  credentials_missing: ({ variable }) => ({
    message: `worker 没有凭证：未设置 ${variable}。`,
    remedy: `请为 worker 设置 ${variable} 及对应的 SK，然后重启。`,
  }),
  bad_request: ({ service, operation, code, detail }) => ({
    message: `${at(service, operation)}拒绝了请求${code ? `，错误码 ${code}` : ''}${because(detail)}。`,
    remedy: '请修正错误信息所指的值，然后重新运行该命令。',
  }),
  conflict: ({ service, operation, detail }) => ({
    message: `${at(service, operation)}报告了冲突${because(detail)}。可能有其他人正在变更同一资源。`,
    remedy: AGAIN,
  }),
  throttled: ({ service, operation }) => ({
    message: `${at(service, operation)}要求降低请求频率，并且未能及时恢复。`,
    remedy: AGAIN,
  }),
  upstream_failed: ({ service, operation, status, detail }) => ({
    message: `${at(service, operation)}请求失败，状态码 ${status}${because(detail)}。`,
    remedy: `${AGAIN}${SUPPORT}`,
  }),
  upstream_unreadable: ({ service, operation, detail }) => ({
    message: `${at(service, operation)}返回了其文档中没有的内容${because(detail)}。`,
    remedy: UNREADABLE.upstream_unreadable.remedy,
  }),
  upstream_unreachable: ({ service, operation, detail }) => ({
    message: `${at(service, operation)}无法访问${because(detail)}。`,
    remedy: UNREADABLE.upstream_unreachable.remedy,
  }),
  cluster_unreachable: ({ server, private: internal, detail }) => ({
    message: internal
      ? `集群没有公网 API 地址，且该 worker 无法访问${after(server, '其内网地址')}${because(detail)}。`
      : `无法访问集群的 API Server（${server}）${because(detail)}。`,
    remedy: internal ? UNREADABLE.cluster_unreachable.remedy : '请检查安全组 cce-control 是否放通了 worker 的地址对 5443 端口的访问。',
  }),
  cluster_untrusted: ({ server, detail }) => ({
    message: `位于 ${server} 的 API Server 出示的证书不是本集群的证书${because(detail)}。`,
    remedy: UNREADABLE.cluster_untrusted.remedy,
  }),
  project_not_found: ({ region }) => ({
    message: `本账号在区域 ${region} 没有项目，或无权查询项目列表。`,
    remedy: '请在配置中设置该集群的 projectId，或指定 project_id（控制台 > 我的凭证）。',
  }),
  project_mismatch: ({ cluster, given, configured }) => ({
    message: `${cluster} 属于 ${configured}，但指定的是 ${given}。`,
    remedy: '请不要填写该参数，或更正配置。',
  }),
  not_allowed: ({ reason }) => ({
    message: REFUSED.get(reason) ?? `worker 自身的配置不允许此操作（${reason}）。`,
    remedy: '请让管理员确认 gateway 和 worker 使用的是同一份配置。',
  }),
  timeout: ({ seconds }) => ({ message: `未能在 ${seconds} 秒内完成，因此已停止。`, remedy: AGAIN }),
  attempts_exhausted: ({ attempts }) => ({
    message: `处理过程中先后有 ${attempts} 个 worker 异常退出。`,
    remedy: '请查看 worker 的日志（首先关注内存），然后重新运行该命令。',
  }),
  internal: ({ reference }) => ({
    message: `机器人内部出错（编号 ${reference}）。`,
    remedy: '请将该编号提供给机器人的维护人员：详情记录在日志中。',
  }),
};
