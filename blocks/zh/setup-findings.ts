import type * as english from '../en/setup-findings.ts';
import { after, because, list } from './phrases.ts';
import { ADDON } from './terms.ts';

const CONSOLE = '（CCE 控制台 > 插件中心 > virtual-kubelet）';

/** What to do about an add-on that does not work, by the status that CCE gives it (API reference, AddonInstanceStatus). */
const BROKEN: Readonly<Record<string, string>> = {
  installFailed: `请按 CCE 的要求手动卸载插件${CONSOLE}，机器人不会卸载任何插件；然后重新运行 setup。`,
  upgradeFailed: `请手动重新升级或回滚插件${CONSOLE}，然后重新运行 setup。`,
  rollbackFailed: `请手动重新回滚插件${CONSOLE}，然后重新运行 setup。`,
  deleteFailed: `有人曾尝试卸载该插件：请手动完成卸载${CONSOLE}，然后重新运行 setup。`,
};

/** What `setup` says besides the words of precheck and vpcep. */
export const setupFindings: typeof english.setupFindings = {
  addon_version_unavailable: ({ asked, cluster_version, offered }) => ({
    message: `本集群（Kubernetes ${cluster_version || '版本未知'}）${asked === null ? '没有支持 CCI 2.0 的插件版本（1.5.2 及以上）可用' : `不提供插件版本 ${asked}`}${offered.length > 0 ? `；可选版本：${list(offered, 5)}` : ''}。`,
    remedy:
      offered.length > 0
        ? '请将 addon_version 设置为可选版本之一，或不填该参数。'
        : '请将集群升级到提供该插件的 Kubernetes 版本（CCE 控制台 > 插件中心 > CCE 突发弹性引擎（对接 CCI））。',
  }),
  addon_downgrade: ({ installed, asked }) => ({
    message: `插件版本 ${asked} 低于已安装的版本 ${installed}。`,
    remedy: `请不填 addon_version 以保留 ${installed}，或指定更高的版本。`,
  }),
  addon_broken: ({ status, detail, mendable }) => ({
    message: `插件状态为${after(status, '未知')}${because(detail)}。${mendable ? '其参数正确，setup 无需变更。' : 'setup 无法修复此问题。'}`,
    remedy:
      (Object.hasOwn(BROKEN, status) ? BROKEN[status] : undefined) ??
      '请运行 /bursting diagnose 查找原因；最常见的是节点上没有足够的资源运行其 Pod，可通过 /bursting capacity 查看。',
  }),
  addon_values_invalid: ({ field }) => ({
    message: `已安装插件的 ${field} 不是对象，合并任何参数都会丢失其中的内容。`,
    remedy: `请手动修正其参数${CONSOLE}，然后重新运行 setup。`,
  }),
  addon_version_untried: ({ version, preferred, cluster_version }) => ({
    message: `本集群（Kubernetes ${cluster_version}）不提供本机器人验证过的插件版本 ${preferred}；计划将采用可用的最新版本 ${version}。`,
    remedy: '如需其他版本，请指定 addon_version。',
  }),
  addon_from_cci1: ({ installed, version }) => ({
    message: `已安装的插件 ${installed} 早于 CCI 2.0；计划会将其升级到 ${version}，但不会检查目前运行在 CCI 1.0 上的 Pod。`,
    remedy: '批准之前，请先查看有哪些 Pod 运行在其节点 virtual-kubelet 上。',
  }),
  addon_repair: ({ faults, status, detail }) => {
    const swapped = faults.filter(({ problem }) => problem === 'swapped').map(({ field }) => field);
    const foreign = faults.filter(({ problem }) => problem === 'foreign').map(({ field }) => field);
    const missing = faults.filter(({ problem }) => problem === 'missing').map(({ field }) => field);
    const parts = [
      ...(swapped.length > 0 ? [`${list(swapped, 4)}：${ADDON.swapped}`] : []),
      ...(foreign.length > 0 ? [`${list(foreign, 4)}：${ADDON.foreign}`] : []),
      ...(missing.length > 0 ? [`${list(missing, 4)}：缺失`] : []),
    ];
    return {
      message: `已安装的插件配置有误（${parts.join('；') || '参数未知'}），使用这样的值，其虚拟节点无法变为 Ready。${
        detail === '' ? '' : `插件当前状态为${after(status, '未知')}${because(detail)}。`
      }`,
      remedy: '无需手动处理：本计划会予以修正。',
    };
  },
};
