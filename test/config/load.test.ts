import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { type Loaded, loadConfig, loadRunConfig, loadStoreConfig, type Sources } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { redact } from '../../src/core/redact.ts';

type Env = Readonly<Record<string, string>>;
const YAML = `clusters:
  prod: { region: cn-north-4, clusterId: 4f3c2b1a-0000-11ef-8aaa-0255ac100b01 }
  eu1: { region: eu-west-101, clusterId: 4f3c2b1a-0000-11ef-8aaa-0255ac100b02, credentials: eu, workers: eu }
`;
const SLACK: Env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const HUAWEI: Env = { HUAWEI_AK: 'AK', HUAWEI_SK: 'SK' };
const KEY = 'k'.repeat(32);
const SPLIT: Env = { REDIS_URL: 'redis://r', BURSTING_SIGNING_KEY: KEY };
const ALL: Env = { ...SLACK, ...HUAWEI };
const GATEWAY: Env = { ROLE: 'gateway', ...SLACK, ...SPLIT };
const WORKER: Env = { ROLE: 'worker', SLACK_BOT_TOKEN: 'xoxb-1', ...HUAWEI, ...SPLIT };

const sources = (env: Env, more: Partial<Sources> = {}): Sources => ({
  env: { values: env, unusable: new Map() },
  yaml: { path: 'bursting.yaml', text: YAML },
  stdoutIsTty: false,
  commands: ['precheck'],
  ...more,
});
const good = <T>(loaded: Loaded<T>): T => {
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config;
};
const bad = (loaded: Loaded<unknown>): string[] =>
  'mistakes' in loaded ? loaded.mistakes.map(({ place, problem }) => `${place}: ${problem}`) : [];
const places = (loaded: Loaded<unknown>): string[] => ('mistakes' in loaded ? loaded.mistakes.map(({ place }) => place) : []);
const start = (env: Env, more: Partial<Sources> = {}): Config => good(loadConfig(sources(env, more)));
const startPlaces = (env: Env, more: Partial<Sources> = {}): string[] => places(loadConfig(sources(env, more)));

describe('the smallest configuration of each role', () => {
  test('all: tokens and keys; the rest has the defaults of the contract', () => {
    const config = start(ALL);
    expect(config).toMatchObject({
      role: 'all',
      workerGroup: 'default',
      slack: { apiUrl: 'https://slack.com/api/' },
      redis: { kind: 'own', dataDir: './data' },
      http: { host: '127.0.0.1', port: 3000 },
      log: { level: 'info', format: 'json' },
      huawei: { projectId: null, endpoints: { cce: null, vpc: null, vpcep: null, swr: null, iam: null } },
    });
    expect([config.slack.botToken, config.slack.appToken, config.slack.signingSecret]).toEqual(['xoxb-1', 'xapp-1', null]);
    expect(config.signingKeys).toHaveLength(0);
    expect([config.proxy.httpsProxy, config.proxy.httpProxy, config.proxy.noProxy]).toEqual([null, null, null]);
    expect([...config.huawei.credentials.keys()]).toEqual(['']);
  });

  test('gateway: no credential', () => {
    const config = start(GATEWAY);
    expect(config.huawei.credentials.size).toBe(0);
    expect([...config.signingKeys]).toEqual([KEY]);
  });

  test('worker: nothing to listen with', () => {
    const config = start(WORKER);
    expect(config.slack.botToken).toBe('xoxb-1');
    expect(config.slack.appToken).toBeNull();
    expect(config.huawei.credentials.get('')).toMatchObject({ ak: 'AK', sk: 'SK', securityToken: null });
  });

  test('HTTP mode: a signing secret instead of the app token', () => {
    const { slack } = start({ ...HUAWEI, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
    expect([slack.appToken, slack.signingSecret]).toEqual([null, 's']);
  });
});

describe('whoever listens holds no credential, and whoever holds one does not listen', () => {
  const names = [
    ...['HUAWEI_AK', 'HUAWEI_SK', 'HUAWEI_SECURITY_TOKEN', 'HUAWEI_AK_EU', 'HUAWEI_SK_FILE', 'HUAWEI_AK_EU_FILE'],
    ...['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_SECURITY_TOKEN', 'HUAWEICLOUD_SDK_AK_FILE'],
    ...['HW_ACCESS_KEY', 'HW_SECRET_KEY', 'HW_SECRET_KEY_FILE', 'HW_ACCESS_KEY_ANY', 'HW_SECURITY_TOKEN'],
  ];
  test.each(names)('a gateway with %s does not start', (name) => {
    expect(bad(loadConfig(sources({ ...GATEWAY, [name]: 'hunter2' })))).toEqual([
      `${name}: is a cloud credential, and a gateway must hold none: unset it here, it belongs to the workers`,
    ]);
  });

  test('a credential that came from a file is named as it was given', () => {
    expect(startPlaces({ ...GATEWAY, HUAWEI_AK: 'AK', HUAWEI_AK_FILE: '/run/secrets/ak' })).toEqual(['HUAWEI_AK_FILE']);
    const unusable = new Map([['HUAWEI_SK', '/run/secrets/sk cannot be read: permission denied']]);
    expect(startPlaces(GATEWAY, { env: { values: GATEWAY, unusable } })).toEqual(['HUAWEI_SK_FILE']);
  });

  test.each(['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN_FILE', 'SLACK_SIGNING_SECRET_FILE'])(
    'a worker with %s does not start',
    (name) => {
      expect(bad(loadConfig(sources({ ...WORKER, [name]: 'xapp-hunter2' })))).toEqual([
        `${name}: lets a process listen to Slack, and a worker must not: unset it here, it belongs to the gateway`,
      ]);
    },
  );

  test('what is no credential does not stop a gateway, nor what is empty', () => {
    start({
      ...GATEWAY,
      HUAWEI_PROJECT_ID: '0'.repeat(32),
      HUAWEI_ENDPOINT_CCE: 'https://cce',
      HUAWEI_AK: '',
      HW_REGION_NAME: 'x',
      HUAWEI_AKS: 'x',
    });
    start({ ...WORKER, SLACK_APP_TOKEN: '' });
  });
});

describe('Slack', () => {
  test.each<[Env, string[]]>([
    [{ SLACK_BOT_TOKEN: '' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_BOT_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_BOT_TOKEN: 'xoxb-' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1 ' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1\r\nx: y' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN']],
    [{ SLACK_APP_TOKEN: '' }, ['SLACK_APP_TOKEN']],
    [{ SLACK_SIGNING_SECRET: 'a b' }, ['SLACK_SIGNING_SECRET']],
    [{ SLACK_API_URL: 'slack.com/api' }, ['SLACK_API_URL']],
    [{ SLACK_API_URL: 'ftp://slack.com/api' }, ['SLACK_API_URL']],
    [{ SLACK_API_URL: 'https://u:p@slack.com/api' }, ['SLACK_API_URL']],
    [{ SLACK_API_URL: 'https:///api' }, ['SLACK_API_URL']],
  ])('%j is a mistake', (env, expected) => {
    expect(startPlaces({ ...ALL, ...env })).toEqual(expected);
  });

  test.each([
    ['http://127.0.0.1:3300/api', 'http://127.0.0.1:3300/api/'],
    ['https://slack.com/api//', 'https://slack.com/api/'],
    ['https://proxy.example', 'https://proxy.example/'],
  ])('the API at %s ends in one slash', (url, expected) => {
    expect(start({ ...ALL, SLACK_API_URL: url }).slack.apiUrl).toBe(expected);
  });
});

describe('credentials', () => {
  const credentials = (env: Env) => start({ ...SLACK, ...env }).huawei.credentials.get('');

  test('are found under each of their names, the first family that is set wins', () => {
    const sdk = { HUAWEICLOUD_SDK_AK: 'sdk', HUAWEICLOUD_SDK_SK: 'sdk-s' };
    const hw = { HW_ACCESS_KEY: 'hw', HW_SECRET_KEY: 'hw-s', HW_SECURITY_TOKEN: 'hw-t' };
    expect(credentials(hw)).toMatchObject({ ak: 'hw', sk: 'hw-s', securityToken: 'hw-t' });
    expect(credentials({ ...hw, ...sdk })).toMatchObject({ ak: 'sdk', sk: 'sdk-s', securityToken: null });
    expect(credentials({ ...hw, ...sdk, ...HUAWEI, HUAWEI_SECURITY_TOKEN: 't' })).toMatchObject({ ak: 'AK', sk: 'SK', securityToken: 't' });
  });

  test.each<[Env, string[]]>([
    [{}, ['HUAWEI_AK', 'HUAWEI_SK']],
    [{ HUAWEI_AK: 'AK' }, ['HUAWEI_SK']],
    [{ HUAWEI_SK: 'SK' }, ['HUAWEI_AK']],
    [{ HUAWEICLOUD_SDK_AK: 'AK' }, ['HUAWEICLOUD_SDK_SK']],
    [{ HW_SECRET_KEY: 'SK' }, ['HW_ACCESS_KEY']],
    [{ HUAWEI_AK: 'AK', HW_SECRET_KEY: 'SK' }, ['HUAWEI_SK']],
    [{ HUAWEI_AK: 'A K', HUAWEI_SK: 'S\nK' }, ['HUAWEI_AK', 'HUAWEI_SK']],
    [{ ...HUAWEI, HUAWEI_SECURITY_TOKEN: 'a b' }, ['HUAWEI_SECURITY_TOKEN']],
    [{ ...HUAWEI, HUAWEI_PROJECT_ID: 'ABC' }, ['HUAWEI_PROJECT_ID']],
    [{ ...HUAWEI, HUAWEICLOUD_SDK_PROJECT_ID: 'ABC' }, ['HUAWEICLOUD_SDK_PROJECT_ID']],
  ])('%j: a pair is whole or a mistake', (env, expected) => {
    expect(startPlaces({ ...SLACK, ...env })).toEqual(expected);
  });

  test('are needed for the clusters of the own group only, by their names', () => {
    expect(start(WORKER).huawei.credentials.size).toBe(1);
    const eu = { ...WORKER, WORKER_GROUP: 'eu', HUAWEI_AK: '', HUAWEI_SK: '' };
    expect(bad(loadConfig(sources(eu)))).toEqual([
      'HUAWEI_AK_EU: is not set; needed for clusters.eu1',
      'HUAWEI_SK_EU: is not set; needed for clusters.eu1',
    ]);
    expect(startPlaces({ ...eu, HW_ACCESS_KEY_EU: 'AK' })).toEqual(['HW_SECRET_KEY_EU']);
    const config = start({ ...eu, HUAWEI_AK_EU: 'AKEU', HUAWEI_SK_EU: 'SKEU', HUAWEI_SECURITY_TOKEN_EU: 'T' });
    expect([...config.huawei.credentials.keys()]).toEqual(['eu']);
    expect(config.huawei.credentials.get('eu')).toMatchObject({ ak: 'AKEU', sk: 'SKEU', securityToken: 'T' });
  });

  test('are needed for clusters outside the file, if those are allowed', () => {
    const yaml = { path: 'b.yaml', text: 'allowUnlisted: true' };
    expect(startPlaces(SLACK, { yaml })).toEqual(['HUAWEI_AK', 'HUAWEI_SK']);
    expect(start(ALL, { yaml }).rules.allowUnlisted).toBe(true);
  });

  test('endpoints keep {region} and lose a slash at the end', () => {
    const { endpoints } = start({
      ...ALL,
      HUAWEI_ENDPOINT_CCE: 'https://cce.{region}.example/',
      HUAWEI_ENDPOINT_IAM: 'http://127.0.0.1:1/iam',
    }).huawei;
    expect(endpoints).toEqual({ cce: 'https://cce.{region}.example', iam: 'http://127.0.0.1:1/iam', vpc: null, vpcep: null, swr: null });
  });

  test.each([
    'cce.{region}.example',
    'https://u:p@cce',
    'ftp://cce',
    'https://cce.{zone}.example',
    'https://cce/?x=1',
    'https://',
    'https://a b',
  ])('an endpoint %s is a mistake', (url) => {
    expect(startPlaces({ ...ALL, HUAWEI_ENDPOINT_SWR: url })).toEqual(['HUAWEI_ENDPOINT_SWR']);
  });
});

describe('the store', () => {
  test.each<[string, Env, string[]]>([
    ['own Redis only in one process', { ...GATEWAY, REDIS_URL: '' }, ['REDIS_URL']],
    ['own Redis only in one process', { ...WORKER, REDIS_URL: '', BURSTING_SIGNING_KEY: '' }, ['REDIS_URL', 'BURSTING_SIGNING_KEY']],
    ['a signing key as soon as there is a REDIS_URL', { ...ALL, REDIS_URL: 'redis://r' }, ['BURSTING_SIGNING_KEY']],
    ['a signing key of 31 bytes', { ...ALL, BURSTING_SIGNING_KEY: 'k'.repeat(31) }, ['BURSTING_SIGNING_KEY']],
    ['one short key among long ones', { ...GATEWAY, BURSTING_SIGNING_KEY: `${KEY},short` }, ['BURSTING_SIGNING_KEY']],
    ['an empty key after a comma', { ...GATEWAY, BURSTING_SIGNING_KEY: `${KEY},` }, ['BURSTING_SIGNING_KEY']],
    ['no URL', { ...GATEWAY, REDIS_URL: 'localhost' }, ['REDIS_URL']],
  ])('%s', (_, env, expected) => {
    expect(startPlaces(env)).toEqual(expected);
  });

  test('keys are counted in bytes, trimmed, and keep their order', () => {
    const keys = [KEY, 'é'.repeat(16)];
    expect([...start({ ...ALL, BURSTING_SIGNING_KEY: keys.join(' , ') }).signingKeys]).toEqual(keys);
  });

  test('DATA_DIR holds the own Redis', () => {
    expect(start({ ...ALL, DATA_DIR: '/var/lib/bursting' }).redis).toEqual({ kind: 'own', dataDir: '/var/lib/bursting' });
  });
});

describe('the process', () => {
  test.each<[string, string, boolean]>([
    ['ROLE', 'Gateway', false],
    ['WORKER_GROUP', 'eu', true],
    ['WORKER_GROUP', 'us', false],
    ['WORKER_GROUP', 'E U', false],
    ['PORT', '0', true],
    ['PORT', '65535', true],
    ['PORT', '65536', false],
    ['PORT', '-1', false],
    ['PORT', '3000.5', false],
    ['PORT', 'http', false],
    ['HOST', '::', true],
    ['HOST', 'a\nb', false],
    ['LOG_LEVEL', 'silent', true],
    ['LOG_LEVEL', 'INFO', false],
    ['LOG_FORMAT', 'pretty', true],
    ['LOG_FORMAT', 'text', false],
    ['HTTPS_PROXY', 'http://u:p@proxy:8080', true],
    ['HTTPS_PROXY', 'proxy:8080', true],
    ['HTTPS_PROXY', 'socks5://proxy', false],
    ['https_proxy', 'socks5://u:hunter2@proxy', false],
  ])('%s=%j: accepted is %j', (name, value, accepted) => {
    const env = { ...ALL, HUAWEI_AK_EU: 'AK', HUAWEI_SK_EU: 'SK', [name]: value };
    expect(startPlaces(env)).toEqual(accepted ? [] : [name]);
    expect(bad(loadConfig(sources(env))).join()).not.toContain('hunter2');
  });

  test('logs are pretty on a terminal unless told otherwise', () => {
    expect(start(ALL, { stdoutIsTty: true }).log.format).toBe('pretty');
    expect(start({ ...ALL, LOG_FORMAT: 'json' }, { stdoutIsTty: true }).log.format).toBe('json');
  });

  test('proxies may be written in lower case; the documented spelling wins', () => {
    const { proxy } = start({ ...ALL, https_proxy: 'http://a', HTTPS_PROXY: 'b:1', http_proxy: 'http://c', no_proxy: 'x,y' });
    expect([proxy.httpsProxy, proxy.httpProxy, proxy.noProxy]).toEqual(['http://b:1', 'http://c', 'x,y']);
  });

  test('a worker whose group serves nothing says so; a process that also listens may', () => {
    const yaml = { path: 'b.yaml', text: YAML.replace('b01 }', 'b01, workers: eu }') };
    expect(startPlaces(WORKER, { yaml })).toEqual(['WORKER_GROUP']);
    expect(startPlaces(ALL, { yaml })).toEqual([]);
    expect(startPlaces(WORKER, { yaml: { ...yaml, text: `${yaml.text}allowUnlisted: true` } })).toEqual([]);
  });

  test('variables of others are none of our business', () => {
    start({ ...ALL, BURSTING_CONFG: 'x', SLACK_TOKEN: 'x', HUAWEI_REGION: 'x', PATH: '/bin' });
  });
});

describe('the file', () => {
  test('is needed to start, and its absence says what to do', () => {
    expect(bad(loadConfig(sources(ALL, { yaml: null })))).toEqual([
      'bursting.yaml: is missing: copy bursting.example.yaml to it, or name another file with BURSTING_CONFIG',
    ]);
  });

  test.each(['', '# nothing yet\n', 'clusters: {}'])('without a cluster is a mistake: %j', (text) => {
    expect(bad(loadConfig(sources(ALL, { yaml: { path: 'bursting.yaml', text } })))).toEqual([
      expect.stringMatching(/^bursting\.yaml: names no cluster/),
    ]);
  });

  test('that was named and cannot be read is a mistake, with the path', () => {
    const yaml = { path: '/etc/b.yaml', problem: 'no such file' };
    expect(bad(loadConfig(sources({ ...ALL, BURSTING_CONFIG: '/etc/b.yaml' }, { yaml })))).toEqual([
      'BURSTING_CONFIG: /etc/b.yaml cannot be read: no such file',
    ]);
    expect(startPlaces(ALL, { yaml: { path: 'bursting.yaml', problem: 'permission denied' } })).toEqual(['bursting.yaml']);
  });

  test('names no cluster like a command', () => {
    const yaml = { path: 'b.yaml', text: YAML.replace('prod:', 'precheck:') };
    expect(startPlaces(ALL, { yaml })).toEqual(['b.yaml:2 clusters.precheck']);
  });
});

describe('all mistakes at once', () => {
  test('of a first start with nothing at all', () => {
    expect(startPlaces({}, { yaml: null }).sort()).toEqual([
      'HUAWEI_AK',
      'HUAWEI_SK',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'bursting.yaml',
    ]);
  });

  test('of environment and file together, each once', () => {
    const yaml = { path: 'b.yaml', text: `${YAML}readOnly: 1\nlimits: { queuedPerCluster: 0 }` };
    expect(startPlaces({ ROLE: 'gateway', PORT: 'x', HUAWEI_AK: 'x', LOG_LEVEL: 'x', SLACK_API_URL: 'x' }, { yaml }).sort()).toEqual(
      ['BURSTING_SIGNING_KEY', 'HUAWEI_AK', 'LOG_LEVEL', 'PORT', 'REDIS_URL', 'SLACK_API_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'].concat(
        ['b.yaml:4 readOnly', 'b.yaml:5 limits.queuedPerCluster'],
      ),
    );
  });

  test('are one message', () => {
    expect(formatMistakes([{ place: 'PORT', problem: 'must be x' }])).toBe('1 mistake in the configuration:\n  PORT must be x');
    expect(
      formatMistakes([
        { place: 'A', problem: 'b' },
        { place: 'C', problem: 'd' },
      ]),
    ).toBe('2 mistakes in the configuration:\n  A b\n  C d');
  });

  test.each<[string, Env]>([
    ['nothing is set', {}],
    ['a gateway holds a credential', { ROLE: 'gateway', ...HUAWEI, HUAWEI_SK_EU: 'SK' }],
    ['a worker could listen', { ...WORKER, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' }],
    ['nothing can be used', { ...SLACK, HUAWEI_AK: 'a b', HUAWEI_SK: 'c d', BURSTING_SIGNING_KEY: 'short', SLACK_SIGNING_SECRET: 'e f' }],
  ])('are read whole, though they name secrets, where %s', (_, values) => {
    const loaded = loadConfig(sources(values, { yaml: null }));
    const said = 'mistakes' in loaded ? formatMistakes(loaded.mistakes) : '';
    expect(said).toMatch(/_(?:AK|SK|TOKEN|SECRET|KEY)/);
    expect(redact(said)).toBe(said);
  });

  test('a file that cannot be used is one mistake, not also a missing variable', () => {
    const unusable = new Map([
      ['SLACK_BOT_TOKEN', '/s cannot be read: no such file'],
      ['HUAWEI_SK', '/k is empty'],
      ['BURSTING_SIGNING_KEY', '/b is empty'],
      ['REDIS_URL', '/r is empty'],
    ]);
    const values = { SLACK_APP_TOKEN: 'xapp-1', HUAWEI_AK: 'AK' };
    expect(startPlaces({}, { env: { values, unusable } }).sort()).toEqual([
      'BURSTING_SIGNING_KEY_FILE',
      'HUAWEI_SK_FILE',
      'REDIS_URL_FILE',
      'SLACK_BOT_TOKEN_FILE',
    ]);
  });

  test('no mistake repeats a value of the environment', () => {
    const names = [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_API_URL',
      'REDIS_URL',
      'BURSTING_SIGNING_KEY',
      'HUAWEI_AK',
      'HUAWEI_SK',
    ].concat([
      'HUAWEI_PROJECT_ID',
      'HUAWEI_ENDPOINT_CCE',
      'HTTPS_PROXY',
      'ROLE',
      'PORT',
      'LOG_LEVEL',
      'LOG_FORMAT',
      'HOST',
      'WORKER_GROUP',
    ]);
    const env = Object.fromEntries(names.map((name) => [name, 'hunter2 \n://@']));
    const mistakes = bad(loadConfig(sources(env)));
    expect(mistakes).toHaveLength(names.length);
    expect(mistakes.join('\n')).not.toContain('hunter2');
  });
});

describe('what is loaded', () => {
  const secrets = {
    ...{
      SLACK_BOT_TOKEN: 'xoxb-hunter2',
      SLACK_APP_TOKEN: 'xapp-hunter2',
      SLACK_SIGNING_SECRET: 'hunter2',
      REDIS_URL: 'redis://u:hunter2@r',
    },
    ...{ BURSTING_SIGNING_KEY: 'hunter2'.repeat(5), HUAWEI_AK: 'hunter2', HUAWEI_SK: 'hunter2', HUAWEI_SECURITY_TOKEN: 'hunter2' },
    HTTPS_PROXY: 'http://u:hunter2@p',
  };

  test('shows no secret when it is printed', () => {
    const config = start(secrets);
    const credentials = [...config.huawei.credentials];
    for (const value of [config, credentials, config.slack, config.redis, config.signingKeys, config.huawei]) {
      expect(JSON.stringify(value)).not.toContain('hunter2');
      expect(inspect(value, { depth: 9, showHidden: true })).not.toContain('hunter2');
    }
    expect(config.huawei.credentials.get('')?.sk).toBe('hunter2');
  });

  test('is frozen', () => {
    const config = start(secrets);
    const { rules, huawei, http } = config;
    for (const part of [
      config,
      rules,
      rules.roles.viewers.users,
      rules.clusters.get('prod'),
      rules.approvals,
      huawei,
      http,
      config.signingKeys,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('bursting run', () => {
  const run = (env: Env, more: Partial<Sources> = {}) => loadRunConfig(sources(env, more));

  test('needs only Huawei variables', () => {
    const config = good(run(HUAWEI, { yaml: null }));
    expect(config.huawei.credentials.get('')?.ak).toBe('AK');
    expect(config.rules.clusters.size).toBe(0);
    expect(
      good(run({ ...HUAWEI, SLACK_BOT_TOKEN: 'nonsense', REDIS_URL: 'nonsense', ROLE: 'gateway', PORT: 'x' })).rules.clusters.size,
    ).toBe(2);
  });

  test('takes the credentials that are there', () => {
    expect([...good(run({ HUAWEI_AK_EU: 'AK', HUAWEI_SK_EU: 'SK' })).huawei.credentials.keys()]).toEqual(['eu']);
  });

  test.each<[Env, Partial<Sources>, string[]]>([
    [{}, { yaml: null }, ['HUAWEI_AK', 'HUAWEI_SK']],
    [{ HUAWEI_AK: 'AK' }, { yaml: null }, ['HUAWEI_SK']],
    [{ ...HUAWEI, HUAWEI_AK_EU: 'AK' }, {}, ['HUAWEI_SK_EU']],
    [HUAWEI, { yaml: { path: 'b.yaml', text: 'readOnly: 1' } }, ['b.yaml:1 readOnly']],
    [{ ...HUAWEI, BURSTING_CONFIG: 'b.yaml' }, { yaml: { path: 'b.yaml', problem: 'no such file' } }, ['BURSTING_CONFIG']],
  ])('%j %j is a mistake', (env, more, expected) => {
    expect(places(run(env, more))).toEqual(expected);
  });
});

describe('bursting runs and audit', () => {
  const store = (env: Env) =>
    loadStoreConfig({ env: { values: env, unusable: new Map([['SLACK_BOT_TOKEN', 'not ours']]) }, stdoutIsTty: false });

  test('need only the store', () => {
    expect(good(store({})).redis).toEqual({ kind: 'own', dataDir: './data' });
    expect(good(store({ DATA_DIR: '/d', HUAWEI_AK: 'x', ROLE: 'gateway' })).redis).toEqual({ kind: 'own', dataDir: '/d' });
    const { redis, signingKeys } = good(store({ REDIS_URL: 'redis://r' }));
    expect(redis.kind === 'single' && redis.url).toBe('redis://r');
    expect(signingKeys).toHaveLength(0);
  });

  test('say what is wrong with it', () => {
    expect(places(store({ REDIS_URL: 'r', BURSTING_SIGNING_KEY: 'short' }))).toEqual(['REDIS_URL', 'BURSTING_SIGNING_KEY']);
  });
});
