import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lint } from './lint-run.ts';

const DOMAIN = 'The domain knows no Slack, no Redis, no edges (docs/architecture.md).';
const PORTS = 'Actions see the world through src/ports only.';
const CLIENTS = 'Clients know their SDK and the ports, nothing else.';
const CORE = 'The core knows nothing outside itself.';
const VIEW = 'A view is a pure function.';
const WORKER = 'Workers listen to nobody.';
const HANDLER = 'Handlers answer people; the cloud and the queues are not theirs.';
const PROGRAM = 'Only the demo knows the sandbox: the program runs without it.';
const SANDBOX = 'The sandbox runs without the tests.';

const EDGES = ['handlers/command.ts', 'jobs/redis.ts', 'blocks/kit.ts', 'cli/bot.ts', 'sandbox/stage.ts', 'test/setup/redis.ts'];
const SLACK_AND_REDIS = ['@slack/bolt', '@slack/web-api', '@slack/types', 'bullmq', 'ioredis', 'ioredis/built/Redis.js'];
const CLOUD = [
  '@huaweicloud/huaweicloud-sdk-cce/v3/CceClient.js',
  '@kubernetes/client-node',
  '@kubernetes/client-node/dist/patch.js',
  'axios',
  'undici',
];
const CLIENT = 'src/clients/huawei/cce.ts';

/** Who may not import what, and what they then read. Paths are of this repository; the rest are packages. */
const FORBIDDEN: readonly [folder: string, targets: readonly string[], message: string][] = [
  ...['src/config', 'src/people', 'src/runs', 'src/actions', 'src/actions/local'].flatMap((folder): typeof FORBIDDEN => [
    [folder, [...EDGES, ...SLACK_AND_REDIS], DOMAIN],
    [folder, [...CLOUD, CLIENT], PORTS],
  ]),
  ['src/clients/huawei', [...EDGES, ...SLACK_AND_REDIS], DOMAIN],
  ['src/clients/kubernetes', ['src/actions/index.ts', 'src/runs/run.ts', 'src/people/rights.ts'], CLIENTS],
  ...['src/core', 'src/ports'].flatMap((folder): typeof FORBIDDEN => [
    [folder, [...EDGES, ...SLACK_AND_REDIS], DOMAIN],
    [folder, [...CLOUD, CLIENT, 'src/actions/index.ts', 'src/runs/run.ts', 'src/people/rights.ts', 'src/config/config.ts'], CORE],
  ]),
  ...['blocks', 'blocks/en', 'blocks/local'].map((folder): (typeof FORBIDDEN)[number] => [
    folder,
    [
      ...EDGES.filter((edge) => !edge.startsWith('blocks/')),
      ...CLOUD,
      CLIENT,
      'node:fs',
      '@slack/bolt',
      '@slack/web-api',
      'bullmq',
      'ioredis',
    ],
    VIEW,
  ]),
  [
    'jobs',
    ['handlers/command.ts', 'cli/bot.ts', 'sandbox/stage.ts', 'test/setup/redis.ts', '@slack/bolt', '@slack/bolt/dist/App.js'],
    WORKER,
  ],
  ['handlers', [...CLOUD, CLIENT, 'cli/bot.ts', 'sandbox/stage.ts', 'test/setup/redis.ts', 'bullmq', 'ioredis'], HANDLER],
  ['cli', ['sandbox/stage.ts', 'test/setup/redis.ts'], PROGRAM],
  ['sandbox/cloud', ['test/setup/redis.ts', 'vitest'], SANDBOX],
];

/** The other way round: what must stay possible. */
const ALLOWED: readonly [folder: string, targets: readonly string[]][] = [
  ['src/core', ['src/core/errors.ts', 'src/ports/index.ts', 'zod']],
  ['src/config', ['src/core/secret.ts', 'yaml']],
  ['src/actions', ['src/core/action.ts', 'src/ports/index.ts', 'src/config/config.ts', 'src/runs/run.ts', 'src/people/rights.ts']],
  ['src/clients/huawei', ['src/ports/cloud.ts', 'src/core/errors.ts', 'src/config/config.ts', ...CLOUD]],
  ['blocks', ['src/runs/run.ts', 'src/actions/index.ts', '@slack/types']],
  ['jobs', ['blocks/run.ts', 'src/clients/huawei/cloud.ts', '@slack/web-api', 'bullmq', 'ioredis']],
  ['handlers', ['jobs/store.ts', 'blocks/run.ts', 'src/actions/index.ts', '@slack/bolt']],
  ['cli', ['handlers/command.ts', 'jobs/store.ts', 'blocks/run.ts', 'src/config/load.ts']],
  ['sandbox', ['cli/bot.ts', 'src/config/load.ts', 'ws']],
];

/** Every way to import that exists. */
const FORMS: Readonly<Record<string, (from: string) => string>> = {
  static: (from) => `import { thing } from '${from}';\nexport const used = thing;\n`,
  type: (from) => `import type { Thing } from '${from}';\nexport type Used = Thing;\n`,
  're-export': (from) => `export { thing } from '${from}';\n`,
  dynamic: (from) => `export const load = () => import('${from}');\n`,
};

/** How a file in `folder` would write it. */
const specifier = (folder: string, target: string): string =>
  target.endsWith('.ts') ? `${'../'.repeat(folder.split('/').length)}${target}` : target;

/** One file for every target and form. */
const filesOf = (table: string, row: number, folder: string, targets: readonly string[]) =>
  targets.flatMap((target, column) =>
    Object.entries(FORMS).map(([form, write]) => ({
      import: `${target} (${form})`,
      file: `${folder}/${table}-${row}-${column}-${form}.ts`,
      text: write(specifier(folder, target)),
    })),
  );

const forbidden = FORBIDDEN.map(([folder, targets, message], row) => ({
  folder,
  message,
  files: filesOf('forbidden', row, folder, targets),
}));
const allowed = ALLOWED.map(([folder, targets], row) => ({ folder, files: filesOf('allowed', row, folder, targets) }));
const complaints = lint(Object.fromEntries([...forbidden, ...allowed].flatMap(({ files }) => files.map(({ file, text }) => [file, text]))));
const sentences = (files: ReturnType<typeof filesOf>): Record<string, string> =>
  Object.fromEntries(
    files.map((each) => {
      const seen = (complaints.get(each.file) ?? []).filter(({ rule }) => rule === 'lint/style/noRestrictedImports');
      return [each.import, seen.map(({ message }) => message).join(' ')];
    }),
  );

describe('import rules', () => {
  test.each(forbidden)('$folder: $message', ({ files, message }) => {
    expect(sentences(files)).toEqual(Object.fromEntries(files.map((each) => [each.import, message])));
  });

  test.each(allowed)('$folder may import what it is made for', ({ files }) => {
    expect(sentences(files)).toEqual(Object.fromEntries(files.map((each) => [each.import, ''])));
  });

  test('every folder of the product has a rule that was seen to fail', () => {
    const folders = (parent: string): string[] =>
      readdirSync(new URL(`../../${parent}`, import.meta.url), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${parent}${name}`);
    const notProduct = ['node_modules', 'test', 'docs', 'bench', 'deploy', 'data', 'coverage'];
    const top = folders('').filter((name) => !name.startsWith('.') && !notProduct.includes(name) && name !== 'src');
    const ruled = FORBIDDEN.map(([folder]) => folder);
    const unruled = [...top, ...folders('src/')].filter((name) => !ruled.some((folder) => `${folder}/`.startsWith(`${name}/`)));
    expect(unruled).toEqual([]);
  });
});
