import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENTS_PATH } from '../../handlers/http-server.ts';
import { appManifest } from '../../handlers/manifest.ts';
import { OPTIONAL_SCOPES, SCOPES, WITHOUT_SCOPE } from '../../handlers/scopes.ts';
import { METHODS } from '../../sandbox/slack/methods/index.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const sources = globSync(['cli/*.ts', 'handlers/**/*.ts', 'jobs/**/*.ts'], { cwd: ROOT, exclude: ['cli/demo.ts'] })
  .map((name) => readFileSync(path.join(ROOT, name), 'utf8'))
  .join('\n');

const FAMILIES =
  'admin|apps|assistant|auth|bookmarks|bots|canvases|chat|conversations|dialog|dnd|emoji|files|functions|oauth|pins|reactions|reminders|search|slackLists|stars|team|tooling|usergroups|users|views|workflows';

/** The Web API methods that a text calls, as Slack names them. */
function methodsIn(text: string): readonly string[] {
  const called = [...text.matchAll(new RegExp(`\\.\\s*((?:${FAMILIES})(?:\\s*\\.\\s*\\w+)+)\\s*\\(`, 'g'))].map(([, name = '']) =>
    name.replace(/\s/g, ''),
  );
  const uploads = /\bfilesUploadV2\s*\(/.test(text) ? ['files.getUploadURLExternal', 'files.completeUploadExternal'] : [];
  const byName = [...text.matchAll(/\bapiCall\s*\(\s*['"]([\w.]+)['"]/g)].map(([, name = '']) => name);
  // `facts.users.filter(...)` is a list, not Slack.
  const isOfLists = (name: string): boolean => METHODS[name] === undefined && (name.split('.').at(-1) ?? '') in Array.prototype;
  return [...new Set([...called.filter((name) => !isOfLists(name)), ...uploads, ...byName])].toSorted();
}
const listed = (scopes: typeof SCOPES): readonly string[] => Object.values(scopes).flatMap(({ methods }) => methods);

describe('scopes', () => {
  test('of every Web API method that is called, and of no other', () => {
    const known = [...new Set([...listed(SCOPES), ...listed(OPTIONAL_SCOPES), ...WITHOUT_SCOPE])];
    expect(methodsIn(sources)).toEqual(known.toSorted());
  });

  test('are those that Slack asks for', () => {
    for (const [scope, { methods }] of Object.entries(SCOPES))
      for (const method of methods) expect([method, METHODS[method]?.scope]).toEqual([method, scope]);
    for (const method of WITHOUT_SCOPE)
      expect([method, METHODS[method]?.token, METHODS[method]?.scope]).toEqual([method, expect.stringMatching(/bot|any/), undefined]);
  });

  test('are each needed for something', () => {
    const idle = Object.entries(SCOPES).filter(([, { methods }]) => methods.length === 0);
    expect(idle.map(([scope]) => scope)).toEqual(['commands']);
    expect(sources).toMatch(/\bapp\.command\(/);
    // Each is a thing that a stolen token can do.
    for (const scope of [...Object.keys(SCOPES), ...Object.keys(OPTIONAL_SCOPES)])
      expect(scope).not.toMatch(/public|join|email|admin|usergroups:write|^im:history/);
  });

  test('are listed in the setup guide, with the reason', () => {
    const guide = readFileSync(path.join(ROOT, 'docs/setup.md'), 'utf8');
    const rows = [...guide.matchAll(/^\| `([a-z.]+(?::[a-z.]+)?)` \| (.*) \|$/gm)].map(([, scope, why]) => [scope, why]);
    const told = (scopes: typeof SCOPES) => Object.entries(scopes).map(([scope, { why }]) => [scope, why]);
    expect(rows).toEqual([...told(SCOPES), ...told(OPTIONAL_SCOPES)]);
  });
});

interface Manifest {
  features: { app_home: Record<string, boolean>; slash_commands: Record<string, unknown>[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: Record<string, unknown>; interactivity: Record<string, unknown>; socket_mode_enabled: boolean };
}

describe.each([
  ['Socket Mode', null],
  ['HTTP mode', new URL('https://bursting.example.com')],
])('the manifest for %s', (_, url) => {
  const manifest = appManifest(url) as unknown as Manifest;

  test('asks for these scopes and the events that are heard', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(SCOPES));
    const heard = [...sources.matchAll(/\bapp\.event\(\s*'(\w+)'/g)].map(([, event = '']) => event);
    expect([...(manifest.settings.event_subscriptions.bot_events as string[])].toSorted()).toEqual([...new Set(heard)].toSorted());
  });

  test('switches on what handlers answer, and nothing else', () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(/\bapp\.(action|view|options|shortcut)\b/.test(sources));
    expect(manifest.features.app_home.home_tab_enabled).toBe(/'app_home_opened'/.test(sources));
    // Without it Slack refuses direct messages (messages_tab_disabled).
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/bursting']);
    expect('shortcuts' in manifest.features).toBe(/\bapp\.shortcut\b/.test(sources));
  });

  test('says where Slack delivers, in HTTP mode only', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(url === null);
    const at = url === null ? undefined : `https://bursting.example.com${EVENTS_PATH}`;
    expect([
      manifest.features.slash_commands[0]?.url,
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ]).toEqual([at, at, at]);
    // External selects ask for their choices there.
    expect(manifest.settings.interactivity.message_menu_options_url).toBe(
      url !== null && /\bapp\.options\b/.test(sources) ? at : undefined,
    );
  });

  test('keeps Slack’s limits', () => {
    const { display_information: about, features } = appManifest(url) as {
      display_information: Record<string, string>;
      features: { slash_commands: Record<string, string>[] };
    };
    expect(about.name?.length).toBeLessThanOrEqual(35);
    expect(about.description?.length).toBeLessThanOrEqual(140);
    expect(about.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.slash_commands[0]?.description?.length).toBeLessThanOrEqual(2_000);
    expect(features.slash_commands[0]?.usage_hint?.length).toBeLessThanOrEqual(1_000);
  });
});

describe('this check', () => {
  test.each([
    ['await client.views.push({ trigger_id })', ['views.push']],
    ['const looking = slack.conversations\n  .history({})', ['conversations.history']],
    ['slack.usergroups.users.list({})', ['usergroups.users.list']],
    ['await this.#deps.slack.filesUploadV2({})', ['files.completeUploadExternal', 'files.getUploadURLExternal']],
    ["slack.apiCall('users.profile.get')", ['users.profile.get']],
    ['runs.create({})', []],
    ['facts.users.filter((user) => user)', []],
  ])('sees what %s calls', (text, methods) => expect(methodsIn(text)).toEqual(methods));
});
