import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
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

  test.each(['docs/architecture.md', 'CONTRIBUTING.md', 'README.md', ...PAGES.filter((page) => /decisions/.test(page))])(
    'files that %s speaks of are there',
    (page) => {
      const named = [...read(page).matchAll(/`((?:cli|handlers|jobs|blocks|src|sandbox|test|docs)\/[\w./-]*)`/g)].map(
        ([, name = '']) => name,
      );
      expect(named.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
    },
  );
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

/** What Slack asks for, by Web API method (its reference, "Required scopes"). Optional scopes are not in the manifest. */
const SCOPES: Readonly<Record<string, string | null>> = {
  'auth.test': null,
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.open': 'im:write',
  'conversations.history': null,
  'conversations.replies': null,
  'users.info': 'users:read',
  'usergroups.users.list': 'usergroups:read',
  'views.publish': null,
};

test('the Slack app in docs/setup.md has the scopes of the methods that are called and the events that are heard, and no other', () => {
  const sources = globSync(['cli/*.ts', 'handlers/*.ts', 'jobs/*.ts'], { cwd: ROOT }).map(read).join('\n');
  const called = [...sources.matchAll(/\bslack\s*\.\s*((?:auth|chat|conversations|users|usergroups|views|files|team)(?:\s*\.\s*\w+)+)\(/g)];
  const methods = [...new Set(called.map(([, method = '']) => method.replace(/\s/g, '')))];
  expect(methods.sort()).toEqual(Object.keys(SCOPES).sort());

  const manifest = parse(/```yaml\n(display_information:[\s\S]*?)```/.exec(read('docs/setup.md'))?.[1] ?? '');
  const needed = new Set(['commands', ...methods.flatMap((method) => SCOPES[method] ?? [])]);
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
  const events = [...sources.matchAll(/\bapp\.event\('(\w+)'/g)].map(([, event = '']) => event);
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(events.sort());
  expect(manifest.settings.interactivity.is_enabled).toBe(/\bapp\.(action|view)\b/.test(sources));
  expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(['/bursting']);
});
