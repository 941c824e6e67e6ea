import type { EndpointFact } from '../../src/core/findings/diagnose.ts';
import type * as english from '../en/diagnose-way-findings.ts';
import { because, before, between, clauses, count, digits, list, pods } from './phrases.ts';
import { PURPOSE } from './terms.ts';

/** How many names a sentence carries. */
const NAMES = 3;

const LABEL = 'bursting.cci.io/burst-to-cci: enforce';

const served = (endpoints: readonly EndpointFact[]): string =>
  clauses(
    endpoints.map(({ purpose, service_name: name }) => (name === null ? PURPOSE[purpose] : `${PURPOSE[purpose]}（${name}）`)),
    3,
    '、',
  );
/** The endpoints as the subject of a sentence. */
const those = (endpoints: readonly EndpointFact[]): string => `用于${served(endpoints)}的终端节点`;
const details = (endpoints: readonly EndpointFact[]): string =>
  because([...new Set(endpoints.map(({ detail }) => detail))].filter(Boolean).join('；'));

/** Sentences for the way of images and pods to CCI: endpoints, subnets, registries, and single workloads. */
export const wayFindings: typeof english.wayFindings = {
  'endpoint-missing': ({ endpoints }) => ({
    message: `缺少 ${count(endpoints.length, '终端节点')}，用于${served(endpoints)}。`,
    cause: 'CCI 上的 Pod 通过终端节点拉取镜像，而不经过公网：没有终端节点时，拉取镜像会超时。',
    remedy: endpoints.some(({ purpose, service_name }) => purpose === 'obs' && service_name === null)
      ? '请运行 vpcep 制定计划。OBS 需要指定 obs_endpoint_service_name：请通过工单获取本区域的服务名称，切勿猜测。'
      : '请运行 vpcep 制定计划；须经审批人批准后才会创建。',
  }),
  'endpoint-failed': ({ endpoints }) => ({
    message: `${those(endpoints)}创建失败或已被拒绝${details(endpoints)}。`,
    cause: '多数情况是终端节点服务名称是猜测的、输入有误或属于其他区域。通过它拉取镜像会超时。',
    remedy:
      '请检查终端节点服务名称（OBS 的名称可通过工单获取）；机器人不会删除任何资源，请在 VPC 终端节点控制台删除该终端节点，然后运行 vpcep 制定计划。',
  }),
  'endpoint-pending': ({ endpoints }) => ({
    message: `${those(endpoints)}尚未被接受连接。`,
    cause: '新建的终端节点需要一两分钟；有些终端节点服务由其所有者逐个手动接受连接。',
    remedy: '请等待两分钟后运行 precheck。如果仍然如此，请联系终端节点服务的所有者接受连接，或提交工单。',
  }),
  'endpoint-frozen': ({ endpoints }) => ({
    message: `${those(endpoints)}已被冻结，不转发流量。`,
    cause: '华为云会冻结欠费或违规的资源。',
    remedy: '请在费用中心结清欠款，或向华为云技术支持了解原因。',
  }),
  'endpoint-unusable': ({ endpoints }) => ({
    message: `${those(endpoints)}无法使用：已被禁用、没有内网域名或状态未知${details(endpoints)}。`,
    cause: 'Pod 通过域名查找镜像仓库：终端节点必须在 VPC 内解析该域名。',
    remedy: '请在 VPC 终端节点控制台中查看：启用该终端节点，或将其删除，并在勾选“创建内网域名”后重新购买。',
  }),
  'endpoint-route-table-miss': ({ endpoints }) => ({
    message: `${those(endpoints)}未关联容器子网的路由表${details(endpoints)}。`,
    cause: '镜像层通过网关从 OBS 读取：只有路由表关联了该终端节点的子网才能到达。因此会出现部分 Pod 能拉取镜像、部分 Pod 不能的情况。',
    remedy: '请为该终端节点关联 VPC 的所有路由表（VPC 终端节点控制台 > 该终端节点 > 路由表）。',
  }),
  'subnet-ip-exhausted': ({ subnets }) => ({
    message: `${
      clauses(
        subnets.map(({ name, id, available }) => `子网 ${name}（${id}）剩余 ${count(available, '可用 IP 地址')}`),
        NAMES,
        '；',
      ) || '容器子网的可用 IP 地址不足'
    }。`,
    cause: 'CCI 上的每个 Pod 都会占用容器子网中的一个地址：没有地址就无法启动。',
    remedy: '请释放 IP 地址（虚拟私有云控制台 > 子网 > 已使用的 IP 地址），或为集群的容器网络添加子网，然后运行 setup。',
  }),
  'subnet-dns-foreign': ({ subnet_name, subnet_id, servers }) => ({
    message: `子网 ${subnet_name}（${subnet_id}）使用的 DNS 服务器为 ${list(servers, NAMES) || '（无）'}，无法解析 SWR 和 OBS 的内网域名。`,
    cause: '只有华为云的 DNS 服务器（100.125.x.x）能够解析终端节点的域名。',
    remedy: '请将子网的 DNS 服务器改回华为云的 DNS 服务器（虚拟私有云控制台 > 子网），或让您的 DNS 服务器将请求转发给它们。',
  }),

  'image-pull-network': ({ pods: names, image, endpoints_ready }) => ({
    message: `${pods(names)}无法访问${between(image, '其镜像')}所在的镜像仓库：连接超时。`,
    cause:
      endpoints_ready === true
        ? '所有终端节点均已接受连接，因此是其他环节不通：安全组、网络 ACL，或镜像仓库位于其他区域。'
        : 'CCI 上的 Pod 通过终端节点拉取镜像，而终端节点是否存在尚不清楚。',
    remedy:
      endpoints_ready === true
        ? '请确认镜像在本区域的 SWR 中；然后检查容器子网的安全组和网络 ACL（出方向 443 端口）。'
        : '请运行 precheck，它会检查终端节点。',
  }),
  'image-pull-auth': ({ pods: names, image }) => ({
    message: `${pods(names)}无权拉取${between(image, '其镜像').trimEnd()}：镜像仓库拒绝了请求。`,
    cause: '该镜像为私有镜像，而 Pod 没有提供相应的 Secret，或 Secret 类型有误。',
    remedy:
      '请为 Pod 设置 imagePullSecrets: default-secret（CCE 在每个命名空间中都会维护它）；手动创建的 Secret 类型须为 kubernetes.io/dockerconfigjson。也可以使用您自己组织中的镜像：可运行 images 查看。',
  }),
  'image-not-found': ({ pods: names, image }) => ({
    message: `${pods(names)}所需的镜像${between(image, '（名称未知）')}不存在。`,
    cause: '可能是镜像名称或版本标签输入有误、版本已被删除，或镜像是为其他处理器架构构建的。',
    remedy: '请使用已有的镜像：可运行 images 查看 SWR 中的镜像。',
  }),
  'image-docker-hub': ({ pods: names, image, registry }) => ({
    message: `${pods(names)}无法从 ${registry} 拉取${image ? ` ${image}` : '其镜像'}。`,
    cause: 'CCI 上的 Pod 没有通往公网的路径，只能访问本区域的 SWR。',
    remedy: '请将镜像推送到 SWR 中您自己的组织并从那里使用：可运行 images 查看 SWR 中的镜像。',
  }),
  'pod-untolerated-taint': ({ pods: names, label }) => ({
    message: `${pods(names)}无法调度到虚拟节点：${label === null ? `缺少标签 ${LABEL}` : `标签为 "${label}"，而不是 ${LABEL}`}。`,
    cause: '虚拟节点带有污点（taint），只有明确要求的 Pod 才会调度到 CCI。这一要求通过 Pod 上的该标签提出，而不是 Deployment 上的标签。',
    remedy: `请将 ${LABEL} 添加到 Pod 模板的标签中（spec.template.metadata.labels）。Pod 会带着该标签重建。`,
  }),
  'burst-label-missing': ({ workload_name, pods: n, node, label }) => ({
    message: `${before(workload_name, '该工作负载')}的 ${count(n, ' Pod ')}运行在物理节点上（${node}）：没有任何设置将其调度到 CCI。`,
    cause: `Pod 模板${label === null ? '没有标签 bursting.cci.io/burst-to-cci' : `的标签为 bursting.cci.io/burst-to-cci: ${label}`}。没有该标签或其值为 "off" 时，Pod 会留在集群的节点上。`,
    remedy: `请将 ${LABEL} 添加到 Pod 模板的标签中（spec.template.metadata.labels）；使用 "auto" 和 "localPrefer" 时由调度器选择。`,
  }),
  'pod-size-unsupported': ({ pods: names, problem, cpu, memory }) => ({
    message: `CCI 没有适合 ${pods(names)}的规格${problem === 'no_size' ? '：没有任何容器声明所需的 CPU 和内存' : `（CPU ${cpu || '未指定'}，内存 ${memory || '未指定'}）`}。`,
    cause:
      problem === 'too_large'
        ? 'CCI 上最大的 Pod 为 64 vCPU、512 GiB 内存。'
        : 'CCI 采用固定规格，从 0.25 vCPU、0.5 GiB 内存起，每个 vCPU 对应 1 到 8 GiB 内存；会选用能够满足需求的最接近的更大规格。',
    remedy: '请为容器设置合适的 requests 和 limits，并使两者相同：limits 更大时按 limits 计费。',
  }),
  'pod-unschedulable': ({ pods: names, detail }) => ({
    message: `没有节点可以接收 ${pods(names).trimEnd()}${because(detail)}。`,
    cause: '虚拟节点存在；是 Pod 的其他要求使其无法调度到该节点。',
    remedy:
      '请将调度器给出的信息与 Pod 的 nodeSelector、亲和性（affinity）、容忍（tolerations）和存储卷进行核对：CCI 不支持 hostPath、主机网络和 DaemonSet。',
  }),
  'workload-crashloop': ({ pods: names, restarts, reason, exit_code }) => ({
    message: `工作负载的 ${pods(names)}反复退出（已重启 ${digits(restarts)} 次；最近一次：${reason || '未给出原因'}${exit_code === null ? '' : `，退出码 ${exit_code}`}）。`,
    cause: reason === 'OOMKilled' ? '所需内存超过了其限制。' : 'Pod 已调度且镜像已拉取，因此与弹性无关：是其中的程序自行退出。',
    remedy:
      reason === 'OOMKilled'
        ? '请提高容器的内存 limits，并将 requests 设为相同的值：在 CCI 上，两者共同决定 Pod 的规格。'
        : '请先查看消息列中它最后的输出；读取到的全部内容见日志文件。',
  }),
};
