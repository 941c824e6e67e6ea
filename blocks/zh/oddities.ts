import type { Oddity } from '../../src/core/oddity.ts';

const ODDITIES: Readonly<Record<Oddity, string>> = {
  'an empty answer': '返回内容为空',
  'an HTML page instead of JSON': '返回的是 HTML 页面，而不是 JSON',
  'broken JSON': '返回的 JSON 不完整',
  'not an object in JSON': '返回的不是 JSON 对象',
  'not a list in JSON': '返回的不是 JSON 列表',
  'the marker does not advance': '分页标记（marker）没有变化',
  'the list expired again': '列表再次过期',
  'not the service that was asked for': '返回的不是所查询的终端节点服务',
  'no certificate authority': '没有 CA 证书',
  'no route table, not even the default one': '没有路由表，连默认路由表也没有',
};

/** What is odd in Chinese; what others have said is left as it is. */
export const odd = (detail: string): string => (ODDITIES as Readonly<Record<string, string>>)[detail] ?? detail;
