/**
 * Texts as programs write them, with secrets that were never anybody's, from a seed: the same seed makes the same texts. Each knows what
 * must not be left of it, and what must still be readable.
 */
export interface Sample {
  readonly text: string;
  readonly secrets: readonly string[];
  readonly keeps: readonly string[];
  /** For messages: format, place and spelling. */
  readonly what: string;
}

type Random = () => number;

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = CAPITALS.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = CAPITALS + SMALL + DIGITS;

const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
const some = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => pick(random, [...alphabet])).join('');
const hex = (random: Random, length: number): string => some(random, '0123456789abcdef', length);
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');

/** What must be hidden wherever it stands, and what only its name or its place gives away. */
type Kind = 'seen' | 'named';

const SECRETS: Readonly<Record<string, readonly [Kind, (random: Random) => string]>> = {
  ak: ['seen', (random) => `A${some(random, CAPITALS + DIGITS, 17)}${some(random, DIGITS, 2)}`],
  sk: ['seen', (random) => `${some(random, ALNUM, 37)}aB3`],
  slackBot: ['seen', (random) => `xoxb-${some(random, DIGITS, 12)}-${some(random, DIGITS, 13)}-${some(random, ALNUM, 24)}`],
  slackApp: ['seen', (random) => `xapp-1-A${some(random, CAPITALS + DIGITS, 10)}-${some(random, DIGITS, 13)}-${hex(random, 64)}`],
  jwt: [
    'seen',
    (random) =>
      ['{"alg":"RS256","kid":"x"}', `{"sub":"system:serviceaccount:x","jti":"${uuid(random)}"}`, some(random, ALNUM, 60)]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.'),
  ],
  pem: [
    'seen',
    (random) => {
      const kind = pick(random, ['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'CERTIFICATE', 'OPENSSH PRIVATE KEY']);
      const body = Array.from({ length: 1 + Math.floor(random() * 12) }, () => some(random, `${ALNUM}+/`, 64));
      return `-----BEGIN ${kind}-----\n${body.join('\n')}\n${some(random, ALNUM, 21)}==\n-----END ${kind}-----`;
    },
  ],
  cms: ['seen', (random) => `MII${some(random, `${ALNUM}-`, 300)}==`],
  password: ['named', (random) => some(random, `${ALNUM}!#%^*-_.~`, 8 + Math.floor(random() * 20))],
  hexKey: ['named', (random) => hex(random, 64)],
  slashed: ['named', (random) => `${some(random, `${ALNUM}/+`, 38)}/+`],
};

const NAMES = [
  'password',
  'DB_PASSWORD',
  'passwd',
  'secret_key',
  'secretKey',
  'SecretAccessKey',
  'access_key',
  'AccessKeyId',
  'ak',
  'sk',
  'HUAWEI_SK',
  'HUAWEI_AK_EU',
  'HW_SECRET_KEY',
  'HUAWEICLOUD_SDK_SK',
  'security_token',
  'X-Auth-Token',
  'X-Security-Token',
  'x-subject-token',
  'token',
  'client_secret',
  'api-key',
  'apiKey',
  'private_key',
  'signing_key',
  'client-key-data',
  'client-certificate-data',
  'refreshToken',
  'identitytoken',
] as const;

/** Ways in which a value stands behind its name. What follows must stay. */
const NAMED: Readonly<Record<string, (name: string, value: string) => string>> = {
  assigned: (name, value) => `starting with ${name}=${value} region=cn-north-4 ok`,
  colon: (name, value) => `starting with ${name}: ${value} and region cn-north-4`,
  quoted: (name, value) => `${name}="${value}", region="cn-north-4"`,
  single: (name, value) => `${name} = '${value}'; region = 'cn-north-4'`,
  json: (name, value) => JSON.stringify({ [name]: value, region: 'cn-north-4' }),
  pretty: (name, value) => JSON.stringify({ [name]: value, region: 'cn-north-4' }, null, 2),
  yaml: (name, value) => `${name}: "${value}"\nregion: cn-north-4`,
  yamlBlock: (name, value) => `${name}: |-\n    ${value}\nregion: cn-north-4`,
  nextLine: (name, value) => `${name}:\n    ${value}\nregion: cn-north-4`,
  variable: (name, value) => `- name: ${name}\n  value: ${value}\n- name: REGION\n  value: cn-north-4`,
  variableJson: (name, value) =>
    JSON.stringify([
      { name, value },
      { name: 'REGION', value: 'cn-north-4' },
    ]),
  struct: (name, value) => `&{${name}:${value} Region:cn-north-4}`,
  header: (name, value) => `> ${name}: ${value}\n> region: cn-north-4`,
  flag: (name, value) => `tool --${name.toLowerCase()} ${value} --region cn-north-4`,
  xml: (name, value) => `<r><${name}>${value}</${name}><region>cn-north-4</region></r>`,
  query: (name, value) => `GET https://x.example/p?a=1&${name}=${encodeURIComponent(value)}&region=cn-north-4`,
};

/** Places that give a secret away by themselves. */
const PLACES: Readonly<Record<string, (value: string, random: Random) => string>> = {
  bearer: (value) => `Authorization: Bearer ${value}\nregion: cn-north-4`,
  basic: (value) => `Authorization: Basic ${Buffer.from(`me:${value}`).toString('base64')}\nregion: cn-north-4`,
  basicAlone: (value) => `sent Basic ${Buffer.from(`me:${value}`).toString('base64')} to cn-north-4`,
  signed: (value) =>
    `authorization: SDK-HMAC-SHA256 Access=${value}, SignedHeaders=host;x-sdk-date, Signature=${value}\nregion: cn-north-4`,
  jsonHeader: (value) => JSON.stringify({ Authorization: `Token ${value}`, region: 'cn-north-4' }),
  goHeader: (value) => `map[Region:[cn-north-4] Authorization:[Bearer ${value}]]`,
  curl: (value) => `curl -H "Authorization: Bearer ${value}" https://cn-north-4.example`,
  userinfo: (value) => `dial redis://me:${encodeURIComponent(value)}@cn-north-4.example:6379/0`,
  signedUrl: (value) =>
    `https://x.example/o?AWSAccessKeyId=${encodeURIComponent(value)}&Expires=12&Signature=${encodeURIComponent(value)}&r=cn-north-4`,
  amzUrl: (value) =>
    `https://x.example/o?X-Amz-Signature=${encodeURIComponent(value)}&X-Amz-Security-Token=${encodeURIComponent(value)}&r=cn-north-4`,
  docker: (value) => JSON.stringify({ auths: { 'swr.cn-north-4.example': { auth: Buffer.from(`me:${value}`).toString('base64') } } }),
  dockerSecret: (value) =>
    `region: cn-north-4\n.dockerconfigjson: ${Buffer.from(JSON.stringify({ auths: { x: { auth: Buffer.from(`me:${value}`).toString('base64') } } })).toString('base64')}`,
  login: (value) => `docker login -u cn-north-4@me -p ${value} swr.example`,
  cookie: (value) => `Cookie: a=1; session=${value}\nregion: cn-north-4`,
};

const ALONE: Readonly<Record<string, (value: string, random: Random) => string>> = {
  word: (value) => `got ${value} from cn-north-4`,
  brackets: (value) => `cn-north-4 [${value}]`,
  jsonValue: (value) => JSON.stringify({ message: `got ${value} here`, region: 'cn-north-4' }),
  list: (value, random) => `cn-north-4,${uuid(random)},${value},${hex(random, 32)}`,
};

const base64Lines = (text: string): string => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');

/** What becomes of a text on its way. `whole`: nothing of it is readable any more. */
const SPELLINGS: Readonly<Record<string, { readonly spell: (text: string) => string; readonly whole?: boolean }>> = {
  plain: { spell: (text) => text },
  json: { spell: (text) => JSON.stringify({ log: text }) },
  jsonTwice: { spell: (text) => JSON.stringify({ log: JSON.stringify({ inner: text }) }) },
  url: { spell: (text) => `https://x.example/?q=${encodeURIComponent(text)}` },
  urlTwice: { spell: (text) => encodeURIComponent(encodeURIComponent(text)) },
  urlJson: { spell: (text) => encodeURIComponent(JSON.stringify({ log: text })) },
  html: { spell: (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;') },
  base64: { spell: (text) => `data ${Buffer.from(text).toString('base64')} end`, whole: true },
  base64url: { spell: (text) => `data ${Buffer.from(text).toString('base64url')} end`, whole: true },
  base64Twice: {
    spell: (text) => Buffer.from(JSON.stringify({ d: Buffer.from(text).toString('base64') })).toString('base64'),
    whole: true,
  },
  base64Lines: { spell: (text) => `data:\n${base64Lines(text)}\nthe end`, whole: true },
  base64Json: { spell: (text) => Buffer.from(JSON.stringify({ log: text })).toString('base64'), whole: true },
};

/** What must never be taken for a secret: ids and digests, in words as they stand in logs. */
export function harmless(random: Random): string {
  const id = pick<(random: Random) => string>(random, [
    uuid,
    (r) => uuid(r).toUpperCase(),
    (r) => hex(r, 32),
    (r) => `sha256:${hex(r, 64)}`,
    (r) => hex(r, 40),
    (r) => hex(r, 128),
    (r) => hex(r, 12),
    (r) => `run_${some(r, '0123456789abcdefghjkmnpqrstvwxyz', 10)}`,
    (r) => `swr.cn-north-4.myhuaweicloud.com/ns/app@sha256:${hex(r, 64)}`,
    (r) => `swr.cn-north-4.myhuaweicloud.com/team-${some(r, SMALL, 6)}/app:v1.${some(r, DIGITS, 2)}`,
    (r) => `com.myhuaweicloud.cn-north-4.${some(r, SMALL, 4)}`,
    (r) => `bursting-cceaddon-virtual-kubelet-${some(r, `${SMALL}${DIGITS}`, 10)}-${some(r, SMALL, 5)}`,
    (r) => `U${some(r, CAPITALS + DIGITS, 10)}`,
    (r) => `${some(r, DIGITS, 10)}.${some(r, DIGITS, 6)}`,
    (r) => `10.247.${some(r, DIGITS, 2)}.0/16`,
    (r) => `2026-11-22T07:01:02.${some(r, DIGITS, 3)}Z`,
    (r) => `VPCEP.0${some(r, DIGITS, 3)}`,
    (r) => `cn-north-4/${hex(r, 32)}/vpc/${uuid(r)}/endpoints`,
  ])(random);
  return pick<(id: string) => string>(random, [
    (x) => x,
    (x) => `cluster_id=${x}`,
    (x) => `"id": "${x}"`,
    (x) => `subnet ${x} not found`,
    (x) => `E1122 network.go:219] id ${x} (request ${x})`,
    (x) => `https://vpc.cn-north-4.myhuaweicloud.com/v1/${encodeURIComponent(x)}?limit=10&marker=${encodeURIComponent(x)}`,
    (x) => `Pulling image "${x}"`,
    (x) => JSON.stringify({ kind: 'Status', details: { uid: x } }),
  ])(id);
}

function secretText(random: Random): Omit<Sample, 'what'> & { readonly what: string } {
  const [format, [kind, make]] = pick(random, Object.entries(SECRETS));
  const value = make(random);
  const flat = value.replace(/\n/g, '\\n');
  const roll = random();
  if (format === 'pem') {
    const text = pick(random, [
      `region cn-north-4\n${value}\nregion`,
      JSON.stringify({ k: value, region: 'cn-north-4' }),
      `cn-north-4 ${flat}`,
    ]);
    return { text, secrets: value.split('\n').filter((line) => line.length === 64), keeps: ['cn-north-4'], what: 'pem' };
  }
  if (kind === 'seen' && roll < 0.3) {
    const [place, write] = pick(random, Object.entries(ALONE));
    return { text: write(value, random), secrets: [value], keeps: ['cn-north-4'], what: `${format} ${place}` };
  }
  if (roll < 0.5) {
    const [place, write] = pick(random, Object.entries(PLACES));
    return {
      text: write(value, random),
      secrets: [value],
      keeps: place === 'goHeader' || place !== 'dockerSecret' ? ['cn-north-4'] : [],
      what: `${format} ${place}`,
    };
  }
  const [place, write] = pick(random, Object.entries(NAMED));
  const name = pick(random, NAMES);
  return { text: write(name, value), secrets: [value], keeps: ['cn-north-4'], what: `${format} ${place} ${name}` };
}

/** `count` samples of secrets. */
export function* corpus(seed: number, count: number): Generator<Sample> {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i += 1) {
    const { text, secrets, keeps, what } = secretText(random);
    const [spelling, { spell, whole }] = pick(random, Object.entries(SPELLINGS));
    const around = harmless(random);
    const spelled = spell(text);
    yield {
      text: pick(random, [spelled, `${around}\n${spelled}\n${around}`]),
      secrets,
      keeps: whole ? [] : keeps,
      what: `${what}, ${spelling}`,
    };
  }
}

/** Whether a secret can be read in a text, by whoever undoes escapes and base64 in any order. */
export function isIn(secret: string, text: string): boolean {
  let layer = new Set([text]);
  for (let depth = 0; depth < 6 && layer.size > 0; depth += 1) {
    if ([...layer].some((each) => each.includes(secret))) return true;
    layer = new Set([...layer].flatMap((each) => [...(unescapedOf(each) === each ? [] : [unescapedOf(each)]), ...base64Of(each)]));
  }
  return false;
}

const unescapedOf = (text: string): string =>
  text
    .replace(/\\n/g, '\n')
    .replace(/\\(["\\/])/g, '$1')
    .replace(/%[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const base64Of = (text: string): readonly string[] =>
  [...new Set([text, text.replace(/\n */g, '')])].flatMap((each) =>
    [...each.matchAll(/[A-Za-z0-9+/_-]{12,}/g)].flatMap(
      ([run]) =>
        Buffer.from(run, 'base64')
          .toString('latin1')
          .match(/[\t\n\r\x20-\x7e]{8,}/g) ?? [],
    ),
  );
