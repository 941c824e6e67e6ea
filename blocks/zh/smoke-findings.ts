import type * as english from '../en/smoke-findings.ts';
import { after, before, between, clauses, count, list } from './phrases.ts';

const OWN_IMAGE = '请将镜像复制到本区域 SWR 中您自己的组织，并通过 image 指定该镜像。';

const image = (name: string): string => before(name, '该镜像');

export const smokeFindings: typeof english.smokeFindings = {
  workload_foreign: ({ namespace, name, why, managers, image: running }) => ({
    message: `已存在 Deployment ${namespace}/${name}${running ? `（运行镜像 ${running}）` : ''}，${
      why === 'label' ? '它不是由机器人创建的' : '它选择的 Pod 与冒烟测试工作负载不同'
    }${managers.length > 0 ? `；由 ${list(managers, 4)} 管理` : ''}。机器人不会更改不属于它的资源。`,
    remedy: '请指定其他 workload_name 或 namespace；如果不再有人需要该 Deployment，也可以自行删除。',
  }),
  field_conflict: ({ resource, conflicts }) => ({
    message: `${before(resource, 'Deployment ')}已被其他人修改：${
      clauses(
        conflicts.map(({ field, manager }) => `${before(field, '某个字段')}由${between(manager, '其他管理者')}设置`),
        6,
        '；',
      ) || '其字段属于其他管理者'
    }。机器人绝不接管他人的字段。`,
    remedy: '请撤销该修改，或请修改者撤销；也可以指定其他 workload_name。',
  }),
  being_deleted: ({ resource }) => ({
    message: `${before(resource, '该资源')}正在被删除。`,
    remedy: '请等待其删除完成（kubectl get），然后重新运行该命令；或使用其他名称。',
  }),
  addresses_short: ({ available, needed, subnets }) => ({
    message: `容器子网（${list(subnets, 5) || '名称未知'}）剩余 ${count(available, '可用 IP 地址')}，而 ${count(needed, ' Pod')} 各需要一个。`,
    remedy: '请减少副本数，或释放这些子网中的 IP 地址（虚拟私有云控制台 > 子网）。',
  }),
  addon_absent: ({ namespace, name }) => ({
    message: `未安装插件 virtual-kubelet：由于没有虚拟节点，${namespace}/${name} 的 Pod 将一直处于 Pending 状态。`,
    remedy: '请先安装插件：运行 /bursting setup 制定计划。',
  }),

  image_docker_hub: ({ image: name }) => ({
    message: `${image(name)}来自 Docker Hub。CCI 上的 Pod 通常无法访问它：拉取镜像会超时。`,
    remedy: OWN_IMAGE,
  }),
  image_public_namespace: ({ image: name, namespace }) => ({
    message: `${image(name)}属于${namespace ? `公开组织 ${namespace}` : '他人的公开组织'}，而不是您的账号：其内容和保留时间都不由您决定。`,
    remedy: OWN_IMAGE,
  }),
  image_other_region: ({ image: name, image_region, region }) => ({
    message: `${image(name)}位于${between(image_region, '其他区域')}的 SWR，而集群位于${after(region, '本区域')}：集群的终端节点无法通往那里，拉取镜像会超时。`,
    remedy: `请将镜像复制到${between(region, '本区域')}的 SWR（SWR 控制台 > 镜像同步），并通过 image 指定该镜像。`,
  }),
  image_other_registry: ({ image: name, registry }) => ({
    message: `${image(name)}位于镜像仓库${between(registry, '（他人的仓库）')}中，不是本区域的 SWR：只有 VPC 能够通往那里时，CCI 上的 Pod 才能访问；只有镜像公开时，才能免密拉取。`,
    remedy: OWN_IMAGE,
  }),
  image_lookalike: ({ image: name, registry }) => ({
    message: `镜像${name ? ` ${name} ` : ''}所在的仓库${between(registry, '')}看似华为云的地址，实际上并不是。机器人不会运行来自那里的任何镜像。`,
    remedy: '请将名称与 SWR 控制台显示的地址逐字核对。',
  }),
  image_unpinned: ({ image: name }) => ({
    message: `${image(name)}没有指定版本标签或摘要：即使用 latest，Pod 启动时是什么版本就运行什么版本。`,
    remedy: '请指定版本标签或摘要，使实际运行的就是所批准的镜像。',
  }),
  image_fallback: ({ image: name, region, namespaces }) => ({
    message: `${
      namespaces === 0 ? '本账号在 SWR 中没有组织' : 'SWR 中没有适合冒烟测试工作负载的镜像'
    }，因此使用华为云在${between(region, '本区域')}提供的镜像${name ? `：${name}` : ''}。`,
    remedy: '用于初次尝试即可。如需使用自己的镜像，请将其推送到 SWR，或指定 image。',
  }),
};
