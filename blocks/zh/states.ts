import type { RunState } from '../../src/runs/run.ts';

/** A run's state in one short word. */
export const STATE: Readonly<Record<RunState, string>> = {
  queued: '排队中',
  running: '运行中',
  awaiting_approval: '等待审批',
  approved: '已批准',
  applying: '执行中',
  succeeded: '已完成',
  failed: '失败',
  blocked: '受阻',
  rejected: '已拒绝',
  expired: '已过期',
  stale: '已失效',
  cancelled: '已取消',
};

/** The same of a state that was typed. */
export const stateName = (state: string): string => new Map<string, string>(Object.entries(STATE)).get(state) ?? state;

/** Of the add-on (CCE API, AddonInstanceStatus). */
const ADDON_STATUS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    running: '运行中',
    available: '可用',
    abnormal: '不可用',
    installing: '安装中',
    installFailed: '安装失败',
    upgrading: '升级中',
    upgradeFailed: '升级失败',
    rollbacking: '回滚中',
    rollbackFailed: '回滚失败',
    deleting: '删除中',
    deleteFailed: '删除失败',
    deleteSuccess: '已删除',
    unknown: '未知',
  }),
);

/** Of a cluster (CCE API, `status.phase`). */
const CLUSTER_PHASE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Available: '可用',
    Unavailable: '不可用',
    ScalingUp: '扩容中',
    ScalingDown: '缩容中',
    Creating: '创建中',
    Deleting: '删除中',
    Upgrading: '升级中',
    Resizing: '规格变更中',
    RollingBack: '回滚中',
    RollbackFailed: '回滚失败',
    Hibernating: '休眠中',
    Hibernation: '已休眠',
    Awaking: '唤醒中',
    Error: '异常',
  }),
);

/** One that is new to us keeps its own name. */
export const addonStatus = (status: string): string => ADDON_STATUS.get(status) ?? status;
export const clusterPhase = (phase: string): string => CLUSTER_PHASE.get(phase) ?? phase;
