import type { Role } from '../../src/people/rights.ts';
import type * as english from '../en/home.ts';
import { marks } from './marks.ts';
import { count } from './phrases.ts';

const MAY: Readonly<Record<Role, string>> = { viewer: '查看', operator: '发起计划', approver: '审批' };

/** All that App Home says. Values come as ready markup. */
export const home: typeof english.home = {
  title: '弹性到 CCI 2.0',
  asOf: (when) => `截至 ${when}`,
  refresh: '刷新',
  mine: (plans) => (plans === 0 ? '没有等待您审批的计划' : `${count(plans, '计划')}等待您审批`),
  until: (when) => `截止 ${when}`,
  message: '查看消息',
  others: '其他等待审批的计划',
  applying: '已批准或执行中',
  freezes: '已冻结：任何执行都不会再写入',
  frozen: (cluster, by) => `${cluster === null ? '所有集群' : cluster}，由 ${by} 冻结`,
  clusters: '集群',
  noClusters: '没有您可以在此查看的集群。',
  unseen: (cluster, command) => `${cluster} 近期未检查，可运行 ${command}`,
  more: (n) => `还有 ${n.toLocaleString('zh-CN')} 项`,
  yourRoles: '您的角色',
  roles: (roles, clusters) => {
    const named = marks.list(clusters.slice(0, 12), clusters.length > 12 ? `及另外 ${clusters.length - 12} 个集群` : '');
    const where = clusters.length === 0 ? '您' : `在 ${named} 上，您`;
    return roles.length === 0 ? `${where}没有任何权限。` : `${where}可以${roles.map((role) => MAY[role]).join('、')}。`;
  },
  whoami: (command) => `运行 ${command} 可查看原因。`,
  broken: (command) => `本页面因我们的原因未能显示，其他功能不受影响。运行 ${command} 可列出最近的运行。`,
};
