import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALICE, GENERAL, OPS, soon, Team, words } from './team.ts';

const WEI = 'U06WEI';
const HAN = /\p{Script=Han}/u;
/** Names and values aside, words that only English has. */
const ENGLISH = /\b(the|is|are|was|of|to|and|you|it|its|with|which|how|many|nodes?|plans?|waits?|pool)\b/;

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    people: [{ id: WEI, name: 'wei', locale: 'zh-CN' }],
    yaml: { roles: { operators: { users: [ALICE, WEI], groups: [] } }, channels: { [OPS]: { language: 'zh' } } },
  });
  team.missing('swr-api');
  // What is known of people is looked up beside the answer, and there from the second one on.
  await soon(async () => expect(await team.told('help', WEI)).toMatch(HAN));
});
afterAll(() => team.close());

/** All that a person reads of a view or an answer: no ids, no values in code. */
const prose = (shown: unknown): string =>
  [...JSON.stringify(shown).matchAll(/"(?:text|response_action|typed:\w+|cluster)":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text = '']) => text.replaceAll(/`[^`]*`/g, '').replaceAll(/<[^>]*>/g, ''))
    .join('\n');

test('each person is answered in the language of their Slack, whatever the channel speaks', async () => {
  for (const line of [
    'help',
    'help create-nodepool',
    'resize-nodepool prod node_count=many',
    'whoami',
    'clusters',
    'runs',
    'show',
    'watch',
  ]) {
    const [chinese, english] = [await team.told(line, WEI), await team.told(line, ALICE)];
    expect(prose(JSON.parse(chinese)), line).toMatch(HAN);
    expect(prose(JSON.parse(chinese)), line).not.toMatch(ENGLISH);
    expect(prose(JSON.parse(english)), line).toMatch(ENGLISH);
    expect(english, line).not.toMatch(HAN);
  }
});

test('a form speaks it from its title to the error at a field', async () => {
  const opened = await team.slack.people.command(WEI, OPS, '/bursting resize-nodepool');
  expect(opened.failure).toBeNull();
  const view = await soon(() => {
    const top = team.slack.views.top(WEI);
    expect(JSON.stringify(top)).toContain('"block_id":"cluster"');
    return top ?? expect.unreachable();
  });
  const hints = (view.blocks as { readonly hint?: { readonly text: string } }[]).flatMap(({ hint }) => hint?.text ?? []);
  expect(hints.length).toBeGreaterThan(1);
  for (const hint of hints) expect(hint).toMatch(HAN);
  const sent = await team.slack.people.submit(WEI, {
    cluster: { form_cluster: { type: 'static_select', selected_option: { value: 'prod' } } },
    'typed:node_count': { value: { type: 'plain_text_input', value: 'many' } },
  });
  const { errors } = sent.payload as { readonly errors: Readonly<Record<string, string>> };
  expect(errors['typed:node_count']).toContain('1 到 2,000 的整数');
});

test('so does Home; and a message speaks the language of its channel, whoever asked', async () => {
  await team.slack.people.openHome(WEI);
  await team.slack.people.openHome(ALICE);
  const homeOf = (user: string) => soon(() => prose(team.slack.views.home(user) ?? expect.unreachable()));
  expect(await homeOf(WEI)).toMatch(HAN);
  expect(await homeOf(ALICE)).not.toMatch(HAN);

  const [inOps, inGeneral] = [await team.ask('precheck prod', ALICE, OPS), await team.ask('precheck prod', WEI, GENERAL)];
  expect(words(await team.shows(inOps))).toMatch(HAN);
  expect(words(await team.shows(inGeneral))).not.toMatch(HAN);
});
