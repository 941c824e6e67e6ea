import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { format, type Line } from '../../cli/doctor/line.ts';
import { examine } from '../../cli/doctor.ts';
import { OPTIONAL_SCOPES, SCOPES } from '../../handlers/scopes.ts';
import type { Fault } from '../../sandbox/cloud/faults.ts';
import { startSandboxCloud } from '../../sandbox/cloud/start.ts';
import { addReadyCluster } from '../../sandbox/site.ts';
import { FakeSlack, type FakeSlackOptions } from '../../sandbox/slack/fake.ts';
import { LAB } from '../../sandbox/slack/local.ts';
import { stageSettings } from '../../sandbox/stage.ts';
import { emptyWorld, OTHER_PROJECT_ID } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import { POLICY_ROLES, permissionsOf } from '../../src/actions/policy.ts';
import { commands } from '../../src/actions/registry.ts';
import { Program } from '../flows/program.ts';
import { type PrivateRedis, startRedis } from '../setup/redis.ts';

const KEY = 'k'.repeat(40);
const EU = '77aa66bb55cc44dd33ee22ff11009988';

interface Setup {
  /** Makes the world another one. `addReadyCluster(world, 'prod')` has been called. */
  readonly world?: (world: World) => void;
  readonly slack?: FakeSlackOptions;
  readonly breakSlack?: (slack: FakeSlack) => void;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly yaml?: Readonly<Record<string, unknown>>;
  /** What this machine takes for the time, against the true one. */
  readonly ahead?: number;
}

let redis: PrivateRedis;
beforeAll(async () => {
  redis = await startRedis(['--appendonly', 'yes']);
});
afterAll(() => redis.stop());

async function stageOf({ world: change, slack: slackOptions, breakSlack, env, yaml }: Setup) {
  const world = emptyWorld();
  addReadyCluster(world, 'prod');
  change?.(world);
  const [slack, cloud] = await Promise.all([FakeSlack.start({ ...LAB, ...slackOptions }), startSandboxCloud(world)]);
  onTestFinished(async () => {
    await Promise.all([slack.stop(), cloud.close()]);
  });
  breakSlack?.(slack);
  return { slack, cloud, env: { REDIS_URL: redis.url, BURSTING_SIGNING_KEY: KEY, ...env }, ...(yaml ? { yaml } : {}) };
}

async function examined(setup: Setup): Promise<{ lines: Line[]; cloud: Awaited<ReturnType<typeof startSandboxCloud>> }> {
  const stage = await stageOf(setup);
  const settings = stageSettings(stage);
  const from = {
    env: { values: settings.env, unusable: new Map() },
    yaml: { path: 'bursting.yaml', text: settings.yaml },
    stdoutIsTty: false,
    commands: commands.names,
  };
  const lines: Line[] = [];
  for await (const line of examine(from, () => Date.now() + (setup.ahead ?? 0))) lines.push(line);
  return { lines, cloud: stage.cloud };
}

const refuse =
  (service: NonNullable<Fault['service']>, operation: string, status = 403) =>
  (world: World) =>
    void world.faults.push({ service, operation, trouble: { kind: 'status', status } });

test('a set-up in which nothing is wrong: only good news, and what cannot be tried is named', async () => {
  const { lines, cloud } = await examined({});
  expect(lines.filter(({ sign }) => sign === 'FAIL' || sign === 'warn').map(format)).toEqual([]);
  const said = lines.map(format).join('\n');
  for (const part of [
    'configuration',
    'redis version',
    'redis persistence',
    'slack bot token',
    'slack scopes',
    'slack socket',
    'approvers of prod',
    'access key',
    'prod, project',
    'prod, cluster',
    'prod, Kubernetes API',
    'prod, rights in the cluster',
    'clock',
  ])
    expect(said).toMatch(new RegExp(`^ok   ${part}: `, 'm'));
  // Nothing is left out: each permission was tried, or is said not to have been.
  for (const role of POLICY_ROLES) for (const action of permissionsOf(role)) expect(said).toContain(action);
  expect(said).toMatch(/^ok {3}cn-north-4, vpcep:endpoints:list: allowed$/m);
  expect(said).toMatch(/^skip cn-north-4, .*vpcep:endpoints:create.*: only a write needs it/m);
  // It only looked.
  expect(cloud.calls.filter(({ write }) => write)).toEqual([]);
  expect(cloud.violations).toEqual([]);
  // And asked for nothing twice.
  const asked = cloud.calls.map(({ method, path, service }) => `${service} ${method} ${path.split('?')[0]}`);
  expect(asked.filter((call, i) => asked.indexOf(call) !== i && !call.includes('/v3/projects'))).toEqual([]);
});

type Broken = readonly [name: string, setup: Setup, sign: 'FAIL' | 'warn', line: RegExp, todo: RegExp];

const BROKEN: readonly Broken[] = [
  ['no bot token', { env: { SLACK_BOT_TOKEN: undefined } }, 'FAIL', /configuration: SLACK_BOT_TOKEN is not set/, /Mend it/],
  ['half a key pair', { env: { HUAWEI_SK: undefined } }, 'FAIL', /configuration: HUAWEI_SK is not set, but HUAWEI_AK is/, /Mend it/],
  [
    'a key in the file that is no key',
    { yaml: { aprovals: {} } },
    'FAIL',
    /configuration: bursting\.yaml:\d+ aprovals is no key here/,
    /Mend it/,
  ],
  [
    'a gateway with a cloud key',
    { env: { ROLE: 'gateway' } },
    'FAIL',
    /HUAWEI_AK is a cloud credential, and a gateway must hold none/,
    /Mend it/,
  ],

  [
    'a bot token of another workspace',
    { env: { SLACK_BOT_TOKEN: 'xoxb-other' } },
    'FAIL',
    /slack bot token: Slack refuses it \(invalid_auth\)/,
    /Copy the Bot User OAuth Token again/,
  ],
  [
    'an app that was removed',
    { breakSlack: (slack) => void slack.faults.add('auth.test', { error: 'account_inactive' }) },
    'FAIL',
    /slack bot token: .*account_inactive/,
    /Install App again/,
  ],
  [
    'a Slack that is not there',
    { env: { SLACK_API_URL: 'http://127.0.0.1:1/api/' } },
    'FAIL',
    /slack bot token: Slack does not answer/,
    /Check SLACK_API_URL, HTTPS_PROXY/,
  ],
  [
    'a missing scope',
    { slack: { scopes: Object.keys(SCOPES).filter((scope) => scope !== 'im:write') } },
    'FAIL',
    /slack scopes: the token lacks im:write/,
    /Bot Token Scopes.*Reinstall/,
  ],
  [
    'a scope too many',
    { slack: { scopes: [...Object.keys(SCOPES), 'channels:join'] } },
    'warn',
    /slack scopes, too many: the bot uses none of channels:join/,
    /Take them away and reinstall/,
  ],
  [
    'an app token that is none',
    { env: { SLACK_APP_TOKEN: 'xapp-1-other' } },
    'FAIL',
    /slack socket: Slack refuses it \(invalid_auth\)/,
    /App-Level Token with the scope connections:write/,
  ],
  [
    'an app token of another app',
    { env: { SLACK_APP_TOKEN: 'xapp-1-A09OTHER-1234567890-0123456789abcdef' } },
    'FAIL',
    /slack app: SLACK_BOT_TOKEN is of the app A01BURST, SLACK_APP_TOKEN of A09OTHER\./,
    /Take both from the page of one app/,
  ],
  [
    'an app token without its scope',
    { breakSlack: (slack) => void slack.faults.add('apps.connections.open', { error: 'missing_scope' }) },
    'FAIL',
    /slack socket: .*missing_scope/,
    /connections:write/,
  ],

  [
    'a user group that does not exist',
    { yaml: { approvals: { approvers: { groups: ['S0NOBODY'] } } } },
    'FAIL',
    /user group S0NOBODY: .*no_such_subteam/,
    /Copy group ID/,
  ],
  [
    'a disabled user group',
    { slack: { groups: [{ id: 'S0ONCALL', handle: 'oncall', users: ['U02BOB'], date_delete: 1 }] } },
    'FAIL',
    /user group S0ONCALL: .*subteam_disabled/,
    /Enable the group/,
  ],
  [
    'a group of viewers that does not exist',
    { yaml: { roles: { viewers: { groups: ['S0VIEWER'] } } } },
    'FAIL',
    /user group S0VIEWER: .*no_such_subteam/,
    /bursting\.yaml/,
  ],
  [
    'more approvals than approvers',
    { yaml: { approvals: { approvers: { groups: ['S0ONCALL'] }, required: 3 } } },
    'FAIL',
    /approvers of prod: 2 people can approve, 3 must: no plan can ever be applied/,
    /lower approvals\.required/,
  ],
  [
    'approvers who are guests and strangers',
    { yaml: { approvals: { approvers: { users: ['U05GUS', 'U0NOBODY'] } } } },
    'FAIL',
    /approvers of prod: 0 people can approve/,
    /Name more approvers/,
  ],
  [
    'a guest among the approvers',
    { yaml: { approvals: { approvers: { users: ['U02BOB', 'U03CAROL', 'U05GUS'] } } } },
    'warn',
    /user U05GUS: is a guest/,
    /Take the id out/,
  ],
  [
    'an empty group',
    { slack: { groups: [{ id: 'S0ONCALL', handle: 'oncall', users: [] }] } },
    'FAIL',
    /approvers of prod: 0 people/,
    /put people into the group/,
  ],
  [
    'one approver, who asks too',
    { yaml: { approvals: { approvers: { users: ['U02BOB'] } } } },
    'warn',
    /1 person can approve, 1 must: a plan that one of them asks for cannot be approved/,
    /Name one more/,
  ],
  ['no approver', { yaml: { approvals: {} } }, 'warn', /approvers of prod: nobody is configured/, /approvals\.approvers/],

  [
    'a key that is none',
    { env: { HUAWEI_SK: 'aB3x'.repeat(10) } },
    'FAIL',
    /access key: IAM .* rejected the bot's access key/,
    /HUAWEI_AK and HUAWEI_SK, and its clock/,
  ],
  [
    'the key of the account itself',
    { world: (world) => void Object.assign(world.user, { isRoot: true }) },
    'warn',
    /access key: it is in force, and the account’s own/,
    /Make an IAM user for the bot/,
  ],
  [
    'a project of another region',
    { world: (world) => void Object.assign(world.configured[0]?.settings ?? {}, { projectId: EU }) },
    'FAIL',
    /prod, project: 77aa66\w+ is of cn-east-3, and the cluster is in cn-north-4/,
    /The project of cn-north-4 is 0f1e2d/,
  ],
  [
    'a project that is not the account’s',
    { world: (world) => void Object.assign(world.configured[0]?.settings ?? {}, { projectId: 'f'.repeat(32) }) },
    'FAIL',
    /prod, project: f{32} is none that this key may use/,
    /leave projectId out/,
  ],
  [
    'a project of the environment that is of another region',
    { env: { HUAWEI_PROJECT_ID: EU } },
    'FAIL',
    /prod, project: 77aa66\w+ is of cn-east-3/,
    /0f1e2d/,
  ],
  [
    'a cluster in another project of the region',
    { world: (world) => void Object.assign(world.configured[0]?.settings ?? {}, { projectId: OTHER_PROJECT_ID }) },
    'FAIL',
    /prod, cluster: There is no cluster/,
    /Compare region, project id and cluster id/,
  ],
  [
    'a cluster that sleeps',
    { world: (world) => void Object.assign(world.clusters[0] ?? {}, { phase: 'Hibernation' }) },
    'warn',
    /prod, cluster: The cluster is Hibernation/,
    /Wake the cluster up/,
  ],
  [
    'a missing permission',
    { world: refuse('VPCEP', 'ListEndpoints') },
    'FAIL',
    /cn-north-4, vpcep:endpoints:list: The bot lacks vpcep:endpoints:list/,
    /Allow vpcep:endpoints:list .*bursting policy/,
  ],
  [
    'a missing permission to see the cluster',
    { world: refuse('CCE', 'ShowCluster') },
    'FAIL',
    /prod, cluster: The bot lacks cce:cluster:get/,
    /Allow cce:cluster:get/,
  ],
  [
    'a missing permission to see images',
    { world: refuse('SWR', 'ListNamespaces') },
    'FAIL',
    /cn-north-4, swr:namespace:listNamespaces: The bot lacks/,
    /SWR console, Organizations/,
  ],
  [
    'a service that is not reached',
    { env: { HUAWEI_ENDPOINT_VPCEP: 'http://127.0.0.1:1' } },
    'FAIL',
    /cn-north-4, vpcep:endpoints:list: VPCEP .* could not be reached/,
    /network, DNS and proxy/,
  ],
  [
    'an API server that is not reached',
    { world: (world) => void Object.assign(world.clusters[0] ?? {}, { apiServer: 'closed' }) },
    'FAIL',
    /prod, Kubernetes API: .* this worker cannot reach https/,
    /EIP|inside/,
  ],
  [
    'an API server that is another',
    { world: (world) => void Object.assign(world.clusters[0] ?? {}, { apiServer: 'impostor' }) },
    'FAIL',
    /prod, Kubernetes API: .*certificate/,
    /Find out who answers/,
  ],
  [
    'rights in the cluster that are missing',
    { world: refuse('Kubernetes', 'ListEvents') },
    'FAIL',
    /prod, rights in the cluster: it may not list events\./,
    /CCE console, Permissions/,
  ],

  ['a clock that is wrong', { ahead: 20 * 60_000 }, 'FAIL', /clock: it is 120[01] s ahead of (Slack|Huawei Cloud)/, /NTP/],
  ['a clock that drifts', { ahead: -90_000 }, 'warn', /clock: it is (89|90|91) s behind/, /NTP/],
  [
    'a cloud whose clock is far ahead: its refusals are the clock’s',
    { world: (world) => void Object.assign(world, { clockAheadMs: 20 * 60_000 }) },
    'FAIL',
    /clock: it is (1199|1200) s behind Huawei Cloud/,
    /NTP/,
  ],
];

describe('a broken set-up is named, with what to do', () => {
  test('there are more than twenty', () => expect(BROKEN.length).toBeGreaterThan(20));

  test.each(BROKEN)('%s', async (_, setup, sign, says, todo) => {
    const { lines } = await examined(setup);
    const found = lines.filter((line) => says.test(format(line).slice(5)));
    expect(found.map(format), lines.map(format).join('\n')).toHaveLength(1);
    expect(found[0]?.sign).toBe(sign);
    expect(found[0]?.todo ?? '').toMatch(todo);
    // One thing that is wrong is not ten.
    expect(lines.filter((line) => line.sign === 'FAIL').length).toBeLessThanOrEqual(12);
    for (const line of lines) expect(format(line)).not.toMatch(/undefined|\[object|\n/);
  });
});

/** A server that says it is a Redis like this. */
async function oldRedis(info: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const word of data.toString().match(/\r\n(INFO|CONFIG|PING|CLIENT|HELLO|EVAL)\r\n/gi) ?? []) {
        if (/INFO/i.test(word)) socket.write(`$${Buffer.byteLength(info)}\r\n${info}\r\n`);
        else if (/CONFIG/i.test(word)) socket.write('-ERR unknown command\r\n');
        else if (/PING/i.test(word)) socket.write('+PONG\r\n');
        else socket.write('+OK\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `redis://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

describe('redis', () => {
  const lineAbout = async (url: string, about: string): Promise<string> => {
    const { lines } = await examined({ env: { REDIS_URL: url, ROLE: 'gateway', HUAWEI_AK: undefined, HUAWEI_SK: undefined } });
    return lines
      .filter((line) => line.about === about)
      .map(format)
      .join('\n');
  };
  const another = async (...settings: string[]): Promise<string> => {
    const server = await startRedis(settings);
    onTestFinished(() => server.stop());
    return server.url;
  };

  test('that is not there', async () => {
    expect(await lineAbout('redis://127.0.0.1:1', 'redis')).toMatch(
      /^FAIL redis: Redis does not answer.* To do: Start Redis, and compare host and port/,
    );
  });
  test('with another password', async () => {
    const url = await another('--appendonly', 'yes', '--requirepass', 'right-and-long');
    expect(await lineAbout(url, 'redis')).toMatch(/^FAIL redis: .*NOAUTH.* To do: Put the right user and password/);
    expect(await lineAbout(url.replace('//', '//:wrong-and-long@'), 'redis')).toMatch(
      /^FAIL redis: .*WRONGPASS.* To do: Put the right user and password/,
    );
  });
  test('that may throw runs away', async () => {
    const url = await another('--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru');
    expect(await lineAbout(url, 'redis maxmemory-policy')).toMatch(/^FAIL .*allkeys-lru.* To do: Set maxmemory-policy noeviction/);
  });
  test('that keeps nothing', async () => {
    expect(await lineAbout(await another(), 'redis persistence')).toMatch(
      /^FAIL .*a restart of Redis forgets every run.* To do: Switch on appendonly/,
    );
  });
  test('that keeps snapshots only', async () => {
    expect(await lineAbout(await another('--save', '3600 1'), 'redis persistence')).toMatch(/^warn .*snapshots only/);
  });
  test('that is nearly full', async () => {
    const url = await another('--appendonly', 'yes', '--maxmemory', '1mb');
    expect(await lineAbout(url, 'redis memory')).toMatch(/^warn redis memory: \d+ % of maxmemory is used.* To do: Raise maxmemory/);
  });
  test('that is too old', async () => {
    expect(await lineAbout(await oldRedis('redis_version:5.0.14\r\naof_enabled:1\r\n'), 'redis version')).toMatch(
      /^FAIL redis version: it is 5\.0\.14\. To do: Use Redis 6\.2 or newer/,
    );
  });
  test('that is a replica', async () => {
    const url = await another('--appendonly', 'yes', '--replicaof', '127.0.0.1', '1');
    expect(await lineAbout(url, 'redis writes')).toMatch(
      /^FAIL redis writes: they are refused \(READONLY.* To do: It is a replica: name its primary in REDIS_URL/,
    );
  });
  test('whose user may only read', async () => {
    const url = await another('--appendonly', 'yes', '--user', ...'bot on >long-enough ~* &* +@read +@connection +info'.split(' '));
    expect(await lineAbout(url.replace('//', '//bot:long-enough@'), 'redis writes')).toMatch(
      /^FAIL redis writes: they are refused \(NOPERM.* To do: Give the user of REDIS_URL/,
    );
  });
  test('that says little of itself', async () => {
    const url = await oldRedis('');
    expect(await lineAbout(url, 'redis version')).toMatch(/^skip/);
    expect(await lineAbout(url, 'redis persistence')).toMatch(/^skip/);
  });
});

describe('roles', () => {
  test('a gateway is not asked for the cloud', async () => {
    const { lines, cloud } = await examined({ env: { ROLE: 'gateway', HUAWEI_AK: undefined, HUAWEI_SK: undefined } });
    expect(lines.map(format)).toContain('skip huawei cloud: a gateway holds no credential; ask where the workers run');
    expect(cloud.calls).toEqual([]);
  });
  test('a worker has no socket, and looks at the clusters of its group only', async () => {
    const world = (made: World): void => {
      addReadyCluster(made, 'far');
      Object.assign(made.configured[1]?.settings ?? {}, { workers: 'far' });
    };
    const { lines } = await examined({ world, env: { ROLE: 'worker', SLACK_APP_TOKEN: undefined } });
    const about = lines.map((line) => line.about);
    expect(about).toContain('prod, cluster');
    expect(about).not.toContain('far, cluster');
    expect(about).not.toContain('slack socket');
  });
  test('in HTTP mode, deliveries cannot be tried', async () => {
    const { lines } = await examined({ env: { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 'f'.repeat(32) } });
    expect(lines.map(format).join('\n')).toMatch(/^skip slack deliveries: HTTP mode/m);
  });
  test('read only: nobody is looked for', async () => {
    const { lines } = await examined({ yaml: { readOnly: true, approvals: {} } });
    expect(lines.map(format).join('\n')).toMatch(/^ok {3}approvers of prod: readOnly is on/m);
  });
  test('a temporary key, and an IAM that does not tell, are no failures', async () => {
    const world = (made: World): void => {
      refuse('IAM', 'ShowPermanentAccessKey', 404)(made);
      refuse('IAM', 'KeystoneListAuthProjects')(made);
    };
    const { lines } = await examined({ world, env: { HUAWEI_PROJECT_ID: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' } });
    expect(lines.filter(({ sign }) => sign === 'FAIL').map(format)).toEqual([]);
    expect(lines.map(format).join('\n')).toMatch(/^skip access key, owner: .*IAM does not tell/m);
    expect(lines.map(format).join('\n')).toMatch(/^skip prod, project: .*IAM does not tell which region/m);
  });
});

describe('as people call it', () => {
  test('exit code 0 and a summary when nothing fails', async () => {
    const program = Program.onStage(['doctor'], await stageOf({ env: { PORT: '0' } }));
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(program.out.trim().split('\n').at(-1)).toMatch(/^\d+ ok, 0 to look at, 0 failed, \d+ not tried$/);
    expect(program.err).toBe('');
  });

  test('exit code 1 when one fails, and no secret in it', async () => {
    const stage = await stageOf({ world: refuse('VPC', 'ListSubnets'), slack: { scopes: [...Object.keys(OPTIONAL_SCOPES), 'commands'] } });
    const program = Program.onStage(['doctor'], stage);
    expect(await program.ended).toMatchObject({ code: 1 });
    expect(program.out).toMatch(/^FAIL cn-north-4, vpc:subnets:get: /m);
    expect(program.out).toMatch(/^FAIL slack scopes: the token lacks chat:write/m);
    for (const secret of [
      stage.slack.botToken,
      stage.slack.appToken,
      String(stage.cloud.env.HUAWEI_AK),
      String(stage.cloud.env.HUAWEI_SK),
      KEY,
    ])
      expect(program.out + program.err).not.toContain(secret);
  });

  test('exit code 1 with all mistakes of a configuration', async () => {
    const program = Program.start(['doctor'], { ROLE: 'worker' });
    expect(await program.ended).toMatchObject({ code: 1 });
    for (const name of ['SLACK_BOT_TOKEN', 'REDIS_URL', 'BURSTING_SIGNING_KEY', 'HUAWEI_AK', 'HUAWEI_SK', 'bursting.yaml'])
      expect(program.out).toMatch(new RegExp(`^FAIL configuration: ${name}`, 'm'));
  });
});
