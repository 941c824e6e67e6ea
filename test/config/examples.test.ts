import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isMap, parseDocument, visit } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { type Loaded, loadConfig } from '../../src/config/load.ts';
import { formatMistakes } from '../../src/config/mistake.ts';
import { CREDENTIAL_FAMILIES, isVariable, VARIABLES } from '../../src/config/variables.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
/** A `#` directly before a setting comments it out; prose has a blank after its `#`. */
const everythingOn = (text: string): string => text.replace(/^(\s*)#(?=\S)/gm, '$1');

const ENV = read('.env.example');
const YAML = read('bursting.example.yaml');
/** What the person who copies the example fills in. */
const OWN = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', HUAWEI_AK: 'AK', HUAWEI_SK: 'SK' };

const tryToLoad = (env: string, yaml: string): Loaded<Config> =>
  loadConfig({
    env: { values: { ...parseEnv(env), ...OWN }, unusable: new Map() },
    yaml: { path: 'bursting.example.yaml', text: yaml },
    stdoutIsTty: false,
    commands: ['precheck'],
  });
const load = (env: string, yaml: string): Config => {
  const loaded = tryToLoad(env, yaml);
  if ('mistakes' in loaded) throw new Error(formatMistakes(loaded.mistakes));
  return loaded.config;
};
const mistakesIn = (env: string, yaml: string): string[] => {
  const loaded = tryToLoad(env, yaml);
  return 'mistakes' in loaded ? loaded.mistakes.map(({ place, problem }) => `${place}: ${problem}`) : [];
};

/** Places of keys, with the names that people choose left out. */
const CONTRACT_KEYS = `readOnly allowUnlisted clusters clusters.* clusters.*.region clusters.*.clusterId clusters.*.projectId
clusters.*.credentials clusters.*.workers clusters.*.vpcepSubnetId clusters.*.obsEndpointServiceName clusters.*.sshKey
clusters.*.allowStandard clusters.*.approvals clusters.*.approvals.approvers clusters.*.approvals.approvers.users clusters.*.approvals.approvers.groups
clusters.*.approvals.required clusters.*.approvals.selfApproval clusters.*.approvals.expiresIn clusters.*.approvals.applyWithin
clusters.*.channels clusters.*.watch clusters.*.watch.every clusters.*.watch.channel
channels channels.* channels.*.cluster channels.*.language
roles roles.operators roles.operators.users roles.operators.groups roles.viewers roles.viewers.users roles.viewers.groups
approvals approvals.approvers approvals.approvers.users approvals.approvers.groups approvals.required approvals.selfApproval
approvals.expiresIn approvals.applyWithin audit audit.channel notify notify.onCall
limits limits.commandsPerUserPerMinute limits.queuedPerCluster retention retention.runs retention.details retention.audit`.split(/\s+/);

const parentOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('.')));

describe('bursting.example.yaml', () => {
  test('loads as it is, with the defaults where it says so', () => {
    const { rules } = load(ENV, YAML);
    const defaults = load(ENV, 'clusters: { prod: { region: cn-north-4, clusterId: 4f3c2b1a-0000-11ef-8aaa-0255ac100b01 } }').rules;
    const { approvers, ...approvals } = rules.approvals;
    expect(approvers).toEqual({ users: ['U01ALICE'], groups: ['S0ONCALL'] });
    expect(defaults.approvals).toMatchObject(approvals);
    expect({ ...rules, approvals: null, clusters: null }).toEqual({ ...defaults, approvals: null, clusters: null });
  });

  test('loads with everything in it, which is every key of the contract', () => {
    const text = everythingOn(YAML);
    load(everythingOn(ENV), text);
    const keys: string[] = [];
    visit(parseDocument(text), {
      Pair(_, pair, parents) {
        const above = parents.flatMap((parent) => ('key' in parent && !isMap(parent) ? [String(parent.key)] : []));
        keys.push([...above, String(pair.key)].join('.').replace(/^(clusters|channels)\.\w+/, '$1.*'));
      },
    });
    expect([...new Set(keys)].sort()).toEqual([...CONTRACT_KEYS].sort());
  });

  const places = [...new Set(CONTRACT_KEYS.map(parentOf))].filter((place) => place !== 'clusters' && place !== 'channels');
  test.each(places)('leaves out no key of the loader in %j', (place) => {
    // The loader lists its keys when it meets one that is like none of them.
    const names = place.replace('clusters.*', 'clusters.prod').replace('channels.*', 'channels.C1').split('.').filter(Boolean);
    const yaml = [...names, 'qqqqqqqq'].reduceRight((inner, name) => `{ ${name}: ${inner} }`, 'x');
    const known = mistakesIn(ENV, yaml).flatMap((problem) => /qqqqqqqq: .* known keys: (.*)/.exec(problem)?.[1]?.split(', ') ?? []);
    const listed = CONTRACT_KEYS.filter((key) => parentOf(key) === place).map((key) => key.slice(key.lastIndexOf('.') + 1));
    expect(known.sort()).toEqual(listed.sort());
  });
});

describe('.env.example', () => {
  test('loads as it is, once the empty lines are filled in', () => {
    const config = load(ENV, YAML);
    expect(config.redis.kind).toBe('own');
    expect(Object.keys(parseEnv(ENV)).sort()).toEqual(Object.keys(OWN).sort());
  });

  test('loads with everything in it', () => {
    const config = load(everythingOn(ENV), everythingOn(YAML));
    expect(config.redis.kind).toBe('single');
    expect([...config.huawei.credentials.keys()].sort()).toEqual(['', 'eu']);
  });

  test('has every variable, and no other', () => {
    const named = Object.keys(parseEnv(everythingOn(ENV)));
    expect(named.filter((name) => !isVariable(name))).toEqual([]);
    for (const variable of VARIABLES) expect(ENV).toContain(variable);
    for (const { ak } of CREDENTIAL_FAMILIES) expect(ENV).toContain(ak);
    const aliases = ['HUAWEICLOUD_SDK_PROJECT_ID'];
    expect(VARIABLES.filter((name) => !named.includes(name))).toEqual(aliases);
  });

  test('shows the defaults', () => {
    const plain = ({ role, workerGroup, slack, http, log }: Config) => ({ role, workerGroup, apiUrl: slack.apiUrl, http, log });
    expect(plain(load(everythingOn(ENV), YAML))).toEqual(plain(load('', YAML)));
  });
});
