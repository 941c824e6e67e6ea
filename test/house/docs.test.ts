import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CLUSTER_PROBES } from '../../cli/doctor/probes.ts';
import { generatedPages } from '../../docs/generate.ts';
import { commands } from '../../src/actions/registry.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const PAGES = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });

describe('generated pages', () => {
  const pages = generatedPages();
  test.each(Object.keys(pages))('%s is what npm run docs writes', (name) => {
    expect(read(name)).toBe(pages[name]);
  });
});

/** As GitHub makes them of headings. */
const anchors = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('links', () => {
  test.each(PAGES)('those of %s lead somewhere', (page) => {
    const broken = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? page : path.join(path.dirname(page), file);
        if (!existsSync(path.join(ROOT, target))) return true;
        return anchor !== undefined && !anchors(read(target)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test.each([
    'docs/architecture.md',
    'docs/add-a-plan.md',
    'CONTRIBUTING.md',
    'README.md',
    ...PAGES.filter((page) => /decisions/.test(page)),
  ])('files that %s speaks of are there', (page) => {
    const named = [...read(page).matchAll(/`((?:cli|handlers|jobs|blocks|src|sandbox|test|docs)\/[\w./-]*)`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });
});

describe('the differences from the skill', () => {
  const page = read('docs/differences-from-the-skill.md');
  const told = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = '']) => name);
  const SKILL = [
    'huawei_precheck_cce_cci_bursting',
    'huawei_ensure_cce_cci_vpcep',
    'huawei_setup_cce_cci_bursting',
    'huawei_verify_cce_cci_bursting',
    'huawei_deploy_cce_cci_smoke_workload',
    'huawei_check_cce_cci_node_capacity',
    'huawei_list_cce_nodepools',
    'huawei_resize_cce_nodepool',
    'huawei_create_cce_nodepool',
    'huawei_discover_cce_cci_smoke_images',
    'huawei_diagnose_cce_cci_bursting_addon',
  ];
  const ours = commands.names.flatMap((name) => {
    const action = commands.find(name)?.skillAction;
    return action ? [{ name, action }] : [];
  });

  test('are told for each command that comes from it, and for no other', () => {
    expect(told.sort()).toEqual(ours.map(({ name }) => name).sort());
  });

  test('name what is not there yet, and nothing that is', () => {
    const missing = SKILL.filter((action) => !ours.some((each) => each.action === action));
    const said = [...(/^- Not there yet:(.*)$/m.exec(page)?.[1] ?? '').matchAll(/`(\w+)`/g)].map(([, action = '']) => action);
    expect(said.sort()).toEqual(missing.sort());
  });
});

describe('README', () => {
  const readme = read('README.md');

  test('begins with the two commands, which exist', () => {
    const block = /^# bursting\n\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const lines = block
      .trim()
      .split('\n')
      .map((line) => line.replace(/\s*#.*/, ''));
    expect(lines).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
    expect(Object.keys(JSON.parse(read('package.json')).scripts)).toEqual(
      expect.arrayContaining(['demo', 'test', 'check', 'docs', 'audit']),
    );
  });

  test('lists the commands that there are, and no other', () => {
    const listed = [...readme.matchAll(/^\| `\/bursting (\S+)/gm)].map(([, name = '']) => name.replace(/`$/, ''));
    expect(listed.sort()).toEqual([...commands.names].sort());
  });
});

test('the role of the setup guide allows what the bot reads in a cluster', () => {
  interface Role {
    readonly rules: readonly {
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly verbs: readonly string[];
    }[];
  }
  const role = parse(/```yaml\n(apiVersion: rbac[\s\S]*?)```/.exec(read('docs/setup.md'))?.[1] ?? '') as Role;
  const allowed = role.rules.flatMap(({ resources, verbs }) => verbs.flatMap((verb) => resources.map((resource) => `${verb} ${resource}`)));
  expect(CLUSTER_PROBES.map(([permission]) => permission).filter((permission) => !allowed.includes(permission))).toEqual([]);
  const inApps = role.rules.filter(({ apiGroups }) => apiGroups.includes('apps')).flatMap(({ resources }) => resources);
  expect(inApps.toSorted()).toEqual(['deployments', 'replicasets']);
});

describe('in Chinese', () => {
  const blocks = (page: string): readonly string[] => [...read(page).matchAll(/```\w*\n[\s\S]*?```/g)].map(([block]) => block);
  const spoken = (page: string, pattern: RegExp): readonly string[] => [...read(page).matchAll(pattern)].map(([, name = '']) => name);

  test.each([
    ['README.md', 'README.zh-CN.md'],
    ['docs/setup.md', 'docs/setup.zh-CN.md'],
  ])('what %s has people type is what %s has them type', (page, translated) => {
    expect(blocks(translated)).toEqual(blocks(page));
    expect(read(page)).toContain(`](${translated.split('/').at(-1)})`);
  });

  test('the README lists the same commands, and the guide the same scopes', () => {
    const commandsOf = /^\| `(\/bursting [^`]+)` \|/gm;
    expect(spoken('README.zh-CN.md', commandsOf)).toEqual(spoken('README.md', commandsOf));
    const scopesOf = /^\| `([a-z.]+(?::[a-z.]+)?)` \|/gm;
    expect(spoken('docs/setup.zh-CN.md', scopesOf)).toEqual(spoken('docs/setup.md', scopesOf));
  });
});
