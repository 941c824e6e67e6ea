import { commands } from '../../../src/actions/registry.ts';

/** What is the same in every language: products, kinds and states as Kubernetes and Huawei Cloud write them, what stands on a button. */
const NAMES = new Set([
  ...commands.names,
  ...commands.names.flatMap((name) => Object.keys(commands.find(name)?.parameterHelp ?? {})),
  ...`bursting Bursting Slack App Home JSON API HTTP DNS ACL IP ID EIP IAM CTS AK SK UTC GiB CPU vCPU Arm URL latest worker gateway
  CCE CCI ECS EVS VPC VPCEP SWR OBS Turbo Standard EulerOS Huawei Cloud Docker Hub nginx virtual-kubelet
  bursting-node default-secret cce-control eni vpc-router running available Unschedulable imagePullSecrets
  SATA SAS SSD GPSSD ESSD kube-system
  Kubernetes Pod Deployment DaemonSet ReplicaSet ConfigMap Service Secret Web Server Sub-ENI Ready Pending Available cordoned taint affinity
  tolerations nodeSelector requests limits hostPath enforce auto localPrefer off app false true interface`.split(/\s+/),
]);

/** What Slack and the Huawei Cloud console call otherwise: 消息列, 发起人, 终端节点, 插件, 弹性到. */
const MISNAMED = /话题|线程|申请人|接入点|外挂|附加组件|弹性扩展/g;

/** Something to be copied: it has a digit or a sign that no word has, or capitals inside. */
const COPIED = /[\d_./:=@]|[a-z][A-Z]/;

/** What a reader takes as it is: code, commands, addresses, mentions. What a link is called is read. */
const withoutCode = (text: string): string =>
  text
    .replace(/`[^`]*`/g, ' ')
    .replace(/&[a-z]+;|[\w./:-]*…/g, ' ')
    .replace(/<!date\^[^>]*>/g, ' ')
    .replace(/<[^|>]*\|([^>]*)>/g, ' $1 ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/kubectl [^，。；：）`\n]*|\/bursting [a-z-]+|"[^"\n]*"/g, ' ');

/** Latin words of a Chinese text that are neither names nor among the values it was made of; and Chinese ones that are not the usual name. */
export function strayWords(text: string, values: unknown = null): readonly string[] {
  const given = values instanceof Set ? values : wordsIn(values);
  const latin = wordsOf(withoutCode(text)).filter((word) => !NAMES.has(word) && !COPIED.test(word) && !given.has(word));
  return [...latin, ...(text.match(MISNAMED) ?? [])];
}

/** The words of every text that a value holds. */
export const wordsIn = (value: unknown): ReadonlySet<string> => new Set(textsIn(value).flatMap(wordsOf));

/** Every text that a value holds, but not what its fields are called. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const wordsOf = (text: string): readonly string[] => text.match(/(?<![\w.])[A-Za-z][\w./:=@-]*\w/g) ?? [];

/** Slack sets code apart only where blanks, line ends and half-width marks do: elsewhere its signs are shown. */
export const gluedCode = (text: string): readonly string[] =>
  [...text.matchAll(/`[^`\n]+`/g)]
    .filter((span) => /[\p{L}\p{N}，。：；、（）！？]/u.test((text[span.index - 1] ?? '') + (text[span.index + span[0].length] ?? '')))
    .map(([span]) => span);

/** Every string under a key that people read: texts, titles, labels, hints, placeholders, choices, errors at fields. */
export const readIn = (shown: unknown): string => {
  if (Array.isArray(shown)) return shown.map(readIn).filter(Boolean).join('\n');
  if (typeof shown !== 'object' || shown === null) return '';
  return Object.entries(shown)
    .flatMap(([key, value]: [string, unknown]) => (key === 'text' && typeof value === 'string' ? value : readIn(value)))
    .filter(Boolean)
    .join('\n');
};
