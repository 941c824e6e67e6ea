import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { commands } from '../../src/actions/registry.ts';
import { loadConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { isVariable } from '../../src/config/variables.ts';
import { imageEnvironment } from './dockerfile.ts';
import { schemaProblems } from './json-schema.ts';

const CHART = path.resolve(import.meta.dirname, '../../deploy/helm/bursting');
const read = (name: string): string => readFileSync(path.join(CHART, name), 'utf8');
const schema = JSON.parse(read('values.schema.json')) as { readonly [key: string]: unknown };
type Values = Record<string, unknown>;
const defaults = (): Values => parse(read('values.yaml')) as Values;
const chart = parse(read('Chart.yaml')) as { version: string; appVersion: string };
const { version } = JSON.parse(readFileSync(path.resolve(CHART, '../../../package.json'), 'utf8')) as { version: string };

test('the chart is of the version of the program', () => expect([chart.version, chart.appVersion]).toEqual([version, version]));

describe('values.schema.json', () => {
  test('takes the defaults', () => expect(schemaProblems(defaults(), schema)).toEqual([]));

  test.each<[string, (values: Values) => void, string]>([
    ['a key it does not know', (values) => Object.assign(values, { gatway: {} }), '/gatway'],
    ['one within another', (values) => Object.assign(values.gateway as Values, { replica: 2 }), '/gateway/replica'],
    [
      'one of a worker group',
      (values) => Object.assign((values.workers as Values[])[0] ?? {}, { secretkeys: [] }),
      '/workers/0/secretkeys',
    ],
    ['a mode that is none', (values) => Object.assign(values.gateway as Values, { mode: 'websocket' }), '/gateway/mode'],
    ['more gateways than Slack connects', (values) => Object.assign(values.gateway as Values, { replicas: 11 }), '/gateway/replicas'],
    ['no worker group', (values) => Object.assign(values, { workers: [] }), '/workers'],
    ['a variable whose value is no text', (values) => Object.assign(values, { env: { LOG_LEVEL: true } }), '/env/LOG_LEVEL'],
    [
      'resources that Kubernetes does not know',
      (values) => Object.assign(values.gateway as Values, { resources: { limit: {} } }),
      '/gateway/resources/limit',
    ],
  ])('refuses %s', (_, change, place) => {
    const values = defaults();
    change(values);
    expect(schemaProblems(values, schema).map((problem) => problem.split(':')[0])).toContain(place);
  });

  test('knows every value that a template reads, and none that no template reads', () => {
    const templates = globSync('templates/*', { cwd: CHART }).map(read).join('\n');
    const used = new Set([...templates.matchAll(/\.Values\.([a-zA-Z]+(?:\.[a-zA-Z]+)?)/g)].map(([, name = '']) => name));
    const known = Object.entries(schema.properties as Record<string, { properties?: object }>).flatMap(([name, { properties }]) =>
      properties ? Object.keys(properties).map((inner) => `${name}.${inner}`) : [name],
    );
    const whole = [...used].filter((name) => !name.includes('.'));
    expect([...used].filter((name) => !known.includes(name) && !known.some((each) => each.startsWith(`${name}.`)))).toEqual([]);
    expect(known.filter((name) => !used.has(name) && !whole.includes(name.split('.')[0] ?? ''))).toEqual([]);
  });
});

const helm = ((): boolean => {
  try {
    execFileSync('helm', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly replicas?: number; readonly template: { readonly spec: Pod } };
  readonly data?: Record<string, string>;
  readonly stringData?: Record<string, string>;
}
interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: Record<string, unknown>;
  readonly volumes: readonly {
    readonly name: string;
    readonly secret?: { readonly secretName: string; readonly items: { readonly key: string }[] };
  }[];
  readonly containers: readonly [
    {
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly securityContext: Record<string, unknown>;
      readonly livenessProbe: { readonly httpGet: { readonly path: string } };
      readonly readinessProbe: { readonly httpGet: { readonly path: string } };
    },
  ];
}

const CONFIG = { clusters: { prod: { region: 'cn-north-4', clusterId: '4f3c2b1a-0000-11ef-8aaa-0255ac100b01' } } };
const SECRETS = {
  REDIS_URL: 'redis://redis:6379',
  BURSTING_SIGNING_KEY: 'k'.repeat(40),
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  SLACK_SIGNING_SECRET: 'f'.repeat(32),
  HUAWEI_AK: 'access',
  HUAWEI_SK: 'secret',
};

const GROUPS = [
  { group: 'default', replicas: 0, secretKeys: ['HUAWEI_AK', 'HUAWEI_SK'] },
  { group: 'eu', secretKeys: ['HUAWEI_AK_EU', 'HUAWEI_SK_EU'], env: { LOG_LEVEL: 'debug' } },
];
/** What is rendered: each is kept as helm made it, so that machines without helm look at the same manifests. */
const RENDERED = {
  socket: { config: CONFIG, secrets: { values: SECRETS } },
  http: { config: CONFIG, secrets: { values: SECRETS }, gateway: { mode: 'http' } },
  groups: { config: CONFIG, secrets: { existing: 'mine' }, workers: GROUPS, env: { LOG_LEVEL: 'warn' } },
  bare: { config: CONFIG, secrets: { existing: 'mine' }, networkPolicy: { enabled: false }, podDisruptionBudget: { enabled: false } },
} as const satisfies Record<string, Values>;
type Name = keyof typeof RENDERED;
const NAMES = Object.keys(RENDERED) as Name[];
const keptAt = (name: Name): string => path.join(import.meta.dirname, 'helm-rendered', `${name}.yaml`);
const kept = (name: Name): string => readFileSync(keptAt(name), 'utf8');

/** Of what a manifest is made of but the version, which each release changes. */
const origin = (name: Name): string => {
  const files = [...globSync('templates/*', { cwd: CHART }).toSorted(), 'values.yaml'];
  return createHash('sha256')
    .update(JSON.stringify([files.map(read), RENDERED[name]]))
    .digest('hex');
};
const template = (values: Values): string =>
  execFileSync('helm', ['template', 'b', CHART, '--values', '-'], { input: JSON.stringify(values), encoding: 'utf8', stdio: 'pipe' });

test.skipIf(helm).each(NAMES)(
  'the manifests kept of %s are of this chart (after a change, with helm on the path: npx vitest run test/house/helm.test.ts -u)',
  (name) => {
    expect(kept(name).split('\n')[0]).toBe(`# Made by helm of ${origin(name)}`);
  },
);

/** Only with helm on the path: CI has it. */
describe.skipIf(!helm)(`helm${helm ? '' : ' (skipped: not here)'}`, () => {
  test.each(NAMES)('makes the manifests that are kept of %s', async (name) => {
    const made = template(RENDERED[name]).replaceAll(version, '0.0.0');
    await expect(`# Made by helm of ${origin(name)}\n${made}`).toMatchFileSnapshot(keptAt(name));
  });

  test('refuses a key that is none, and a group that is there twice', () => {
    expect(() => template({ gatway: {} })).toThrow('gatway');
    expect(() => template({ config: CONFIG, workers: [GROUPS[0], GROUPS[0]] })).toThrow('there twice');
  });
});

describe('rendered', () => {
  const render = (name: Name): readonly Resource[] =>
    parseAllDocuments(kept(name)).flatMap((document) => (document.toJS() as Resource | null) ?? []);
  const deployments = (name: Name): readonly Resource[] => render(name).filter(({ kind }) => kind === 'Deployment');

  test.each(['socket', 'http'] as const)(
    'in %s mode, each role starts with what its pod is given, and is given no more than it may hold',
    (mode) => {
      const made = render(mode);
      const file = made.find(({ kind }) => kind === 'ConfigMap')?.data?.['bursting.yaml'] ?? '';
      const roles = made
        .filter(({ kind }) => kind === 'Deployment')
        .map(
          ({
            spec: {
              template: { spec },
            },
          }) => {
            const items = spec.volumes.find(({ secret }) => secret)?.secret?.items.map(({ key }) => key) ?? [];
            const values = Object.fromEntries(
              spec.containers[0].env.map(({ name, value }) => {
                const secret = /^\/run\/secrets\/bursting\/(\w+)$/.exec(value)?.[1];
                if (secret) expect(items).toContain(secret);
                return [name.replace(/_FILE$/, ''), secret ? (SECRETS as Record<string, string>)[secret] : value];
              }),
            );
            expect(Object.keys(values).filter((name) => !isVariable(name))).toEqual([]);
            const loaded = loadConfig({
              env: { values: { ...imageEnvironment(), ...values }, unusable: new Map() },
              yaml: { path: 'bursting.yaml', text: file },
              stdoutIsTty: false,
              commands: commands.names,
            });
            if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
            return [loaded.config.role, loaded.config.huawei.credentials.size, items.length];
          },
        );
      expect(roles).toEqual([
        ['gateway', 0, 4],
        ['worker', 1, 5],
      ]);
      expect(made.some(({ kind }) => kind === 'Service')).toBe(mode === 'http');
    },
  );

  test('nobody is root, nothing is written, the API of its own cluster is not asked', () => {
    for (const {
      spec: {
        template: { spec },
      },
    } of deployments('socket')) {
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(spec.containers[0].securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
      expect([spec.containers[0].livenessProbe.httpGet.path, spec.containers[0].readinessProbe.httpGet.path]).toEqual([
        '/healthz',
        '/readyz',
      ]);
    }
  });

  test('a Secret of one’s own is used and none is made', () => {
    const made = render('bare');
    expect(made.some(({ kind }) => kind === 'Secret')).toBe(false);
    for (const { spec } of made.filter(({ kind }) => kind === 'Deployment'))
      expect(spec.template.spec.volumes.find(({ secret }) => secret)?.secret?.secretName).toBe('mine');
  });

  test('worker groups are deployments of their own, with their own keys; none at all is a number too', () => {
    const made = deployments('groups');
    expect(made.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
      ['b-gateway', 2],
      ['b-worker-default', 0],
      ['b-worker-eu', 1],
    ]);
    const env = Object.fromEntries(made[2]?.spec.template.spec.containers[0].env.map(({ name, value }) => [name, value]) ?? []);
    expect(env).toMatchObject({ WORKER_GROUP: 'eu', LOG_LEVEL: 'debug', HUAWEI_AK_EU_FILE: '/run/secrets/bursting/HUAWEI_AK_EU' });
  });

  test('what is not wanted is not made', () => {
    const kinds = (name: Name): readonly string[] => render(name).map(({ kind }) => kind);
    expect(kinds('socket')).toEqual(expect.arrayContaining(['NetworkPolicy', 'PodDisruptionBudget']));
    expect(kinds('bare').filter((kind) => /Policy|Budget/.test(kind))).toEqual([]);
  });
});
