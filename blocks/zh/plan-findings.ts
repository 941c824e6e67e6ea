import type { Json } from '../../src/core/json.ts';
import type * as english from '../en/plan-findings.ts';
import { after, because, before, between, count, digits, list, since } from './phrases.ts';
import { named } from './resources.ts';
import { ENDPOINT_PROBLEM, endpointName, PURPOSE } from './terms.ts';

const PLAN_AGAIN = '请重新运行该命令：它会重新检查现状，并为剩余部分制定计划。';

/** A value of a plan in a sentence. */
const inWords = (value: Json): string => {
  if (value === null || value === '') return '“未设置”';
  if (typeof value === 'boolean') return value ? '“是”' : '“否”';
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return value.length === 0 ? '“无”' : list(value.map(inWords), 5);
};

/** Latin words are set off by a blank, Chinese ones are not. */
const spaced = (value: string): string => (value.startsWith('“') ? value : ` ${value}`);

/** One way in which the world moved, as a sentence without its full stop: "X 自 11 月 23 日 10:42（UTC）起存在，此前不存在". */
export const difference: typeof english.difference = ({ kind, resource, field, was, now, since: at }) => {
  const what = resource === '' ? '某个资源' : `${named(resource)} `;
  const of = resource === 'parameters' ? `参数 ${field} ` : `${what}的${between(field, '状态')}`;
  switch (kind) {
    case 'appeared':
      return `${what}${at === null ? '现已存在' : `${since(at)}存在`}，此前不存在`;
    case 'gone':
      return `${what}已不存在，此前存在`;
    case 'changed':
      return `${of}${at === null ? '现' : since(at)}为${spaced(inWords(now))}，此前为${spaced(inWords(was))}`;
    case 'new':
      return `${what}现在也需要变更，此前不需要`;
    case 'dropped':
      return `${what}不再需要变更`;
  }
};

/** What blocks, ends or outdates a plan. */
export const planFindings: typeof english.planFindings = {
  endpoint_broken: ({ purpose, service_name, endpoint_id, status, problem, detail }) => ({
    message: `${endpointName(purpose, service_name, endpoint_id)}${ENDPOINT_PROBLEM[problem].says(status, detail)}。机器人不会在它之外再创建一个。`,
    remedy: ENDPOINT_PROBLEM[problem].remedy,
  }),
  obs_name_required: ({ region }) => ({
    message: `${before(region, '本区域')}的 OBS 终端节点服务名称未知，且没有可用的 OBS 终端节点。该名称无法查询，机器人也绝不猜测。`,
    remedy:
      '请通过工单向华为云获取您的桶所对应的 OBS 终端节点服务名称（VPC 终端节点），然后指定 obs_endpoint_service_name，或为该集群配置 obsEndpointServiceName。',
  }),
  endpoint_service_unknown: ({ service_name }) => ({
    message: `本区域没有终端节点服务 ${service_name}，或该服务未授权给本账号。`,
    remedy: '请将名称与华为云提供的名称逐字核对；如需授权，请提交工单。',
  }),
  endpoint_service_mismatch: ({ purpose, service_name, service_type, expected }) => ({
    message: `终端节点服务 ${service_name} 的类型为${after(service_type, '未知')}；用于${PURPOSE[purpose]}时，类型必须为 ${expected}。`,
    remedy: '该名称属于另一个服务：请将其与华为云提供的名称逐字核对。',
  }),
  route_table_unknown: ({ id, vpc_id }) => ({
    message: `路由表 ${id} 不属于 VPC ${vpc_id}。`,
    remedy: '请指定该 VPC 的路由表（虚拟私有云控制台 > 路由表），或不填 route_table_ids：此时使用该 VPC 的所有路由表。',
  }),
  route_table_incomplete: ({ missing }) => ({
    message: `指定的路由表不包含容器子网的路由表（${list(missing, 5) || '名称未知'}），Pod 将无法访问 OBS。`,
    remedy: '请将其加入 route_table_ids，或不填该参数：此时使用该 VPC 的所有路由表。',
  }),
  step_timeout: ({ step, resource, minutes }) => ({
    message: `${named(resource || step)} 未能在 ${digits(minutes)} 分钟内就绪。请求已经发出，它仍可能随后就绪。`,
    remedy: '请在控制台中查看；待其就绪或消失后重新运行该命令，将从那里继续。',
  }),
  write_unknown: ({ step, resource }) => ({
    message: `无法确定 ${named(resource || step)} 是否已创建：请求两次都没有得到响应，此后也没有查询到它。`,
    remedy: '请在控制台中查找它，然后重新运行该命令：届时如果它已存在，就会直接使用。',
  }),
  write_undone: ({ step, resource, minutes }) => ({
    message: `对 ${named(resource || step)} 的变更已被接受，但 ${digits(minutes)} 分钟后仍未生效：可能有人改了回去，或服务没有执行。`,
    remedy: '请查看期间是谁做了更改（云审计服务 CTS 有记录），然后重新运行该命令：它会为剩余部分制定计划。',
  }),
  plan_superseded: ({ by }) => ({
    message: `针对相同资源的新计划${between(by, '')}已取代本计划。`,
    remedy: '请对新计划作出决定。',
  }),
  plan_changed: ({ differences, successor }) => ({
    message:
      differences.length === 0
        ? '制定计划时所依据的现状已发生变化。'
        : `自本计划制定以来：${differences
            .slice(0, 8)
            .map(difference)
            .join('；')}${differences.length > 8 ? `；以及另外 ${differences.length - 8} 项变化` : ''}。`,
    remedy: successor ? `请查看需要重新审批的新计划：${successor}。` : PLAN_AGAIN,
  }),
  approval_revoked: ({ users, required }) => ({
    message: `${before(list(users, 5), '有人')}批准后已不再具备审批权限，因此${required === 1 ? '已没有有效的批准' : `剩余的有效批准不足 ${count(required, '')}`}。`,
    remedy: '请重新运行该命令，并由目前具备权限的人员审批。',
  }),
  approval_unconfirmed: ({ minutes }) => ({
    message: `Slack 未能在 ${digits(minutes)} 分钟内确认审批人是否仍具备审批权限。`,
    remedy: '请在 Slack 恢复响应后重新运行该命令。',
  }),
  approval_invalid: ({ users }) => ({
    message: `${before(list(users, 5), '某人')}的批准签名对本计划无效。`,
    remedy: '请告知机器人的维护人员：可能是各进程的签名密钥不一致，也可能是有人改写了它的存储。',
  }),
  apply_window_passed: ({ minutes }) => ({
    message: `计划已获批准，但未能在 ${digits(minutes)} 分钟内开始执行。`,
    remedy: PLAN_AGAIN,
  }),
  frozen: ({ by, reason }) => ({
    message: `变更已被${between(by, '')}冻结${because(reason ?? '')}。`,
    remedy: '待审批人输入 "/bursting unfreeze" 后，请重新运行该命令：它会为剩余部分制定计划。',
  }),
  read_only: () => ({
    message: '机器人处于只读模式：只制定计划，不执行计划。',
    remedy: '管理员可以在配置中设置 readOnly: false 并重启机器人。',
  }),
};
