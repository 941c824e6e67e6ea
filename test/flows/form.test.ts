import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { View } from '../../sandbox/slack/views.ts';
import { ALICE, BOB, GATEWAY, GENERAL, MALLORY, OPS, soon, Team, WORKER, words } from './team.ts';

let team: Team;
let worker: Awaited<ReturnType<Team['startBot']>>;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => {
      addReadyCluster(world, 'lab');
      addReadyCluster(world, 'secret');
    },
    yaml: { roles: { operators: { users: [ALICE, BOB], groups: [] } } },
    clusters: { secret: { channels: [GENERAL] } },
    bots: [GATEWAY],
  });
  worker = await team.startBot(WORKER);
});
beforeEach(() => team.rest());
afterAll(() => team.close());

const textOf = (view: View | null): string => JSON.stringify(view?.blocks ?? []);
/** The window in front of somebody, once it holds. */
const window = (user: string, holds: (text: string) => boolean): Promise<View> =>
  soon(() => {
    const view = team.slack.views.top(user);
    if (!view || !holds(textOf(view))) throw new Error(`${user} sees ${textOf(view)}`);
    return view;
  });
const filled = (user: string): Promise<View> => window(user, (text) => text.includes('"block_id":"cluster"'));
/** Types a plan command alone; what is acknowledged beside the window. */
const opens = async (line: string, user: string = ALICE, channel: string = OPS) => {
  team.slack.views.close(user);
  const { failure, payload } = await team.slack.people.command(user, channel, `/bursting ${line}`);
  expect(failure).toBeNull();
  return payload;
};

const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } });
const typed = (value: string | null) => ({ type: 'plain_text_input', value });
/** Submits what a person filled in, as the blocks of the window call it. */
async function submit(user: string, values: Readonly<Record<string, string | null>>, options: { deliverTwice?: boolean } = {}) {
  const view = team.slack.views.top(user);
  const state = Object.fromEntries(
    ((view?.blocks ?? []) as { type: string; block_id: string; element: { type: string; action_id: string } }[])
      .filter(({ type }) => type === 'input')
      .map(({ block_id, element }) => {
        const value = values[block_id.replace(/^\w+:/, '')] ?? null;
        return [block_id, { [element.action_id]: element.type === 'static_select' && value !== null ? chosen(value) : typed(value) }];
      }),
  );
  const acted = await team.slack.people.submit(user, state, options);
  expect(acted.failure).toBeNull();
  return acted.payload as { response_action?: string; errors?: Record<string, string> } | null;
}
const runIdIn = (text: string): string => /run_[0-9a-hjkmnp-tv-z]{10}/.exec(text)?.[0] ?? '';

describe('a plan command alone', () => {
  test('opens a form: the clusters of this channel, then what the chosen one has; what is sent is a run like any other', async () => {
    expect(await opens('resize-nodepool')).toEqual({});
    expect(textOf(team.slack.views.top(ALICE))).toMatch(/Loading|"block_id":"cluster"/);
    const view = await filled(ALICE);
    expect(textOf(view)).toContain('"value":"prod"');
    expect(textOf(view)).toContain('"value":"lab"');
    expect(textOf(view)).not.toContain('secret');
    expect(textOf(view)).toContain('typed:nodepool_name');

    await team.slack.people.clickIn(view, 'form_cluster', { value: 'prod' });
    const looked = await window(ALICE, (text) => text.includes('chosen:nodepool_name'));
    expect(textOf(looked)).toMatch(/"initial_option":\{"text":\{[^}]*"prod"/);
    const pool = /"text":"([\w-]+) {2}[^"]*× \d+"/.exec(textOf(looked))?.[1] ?? '';
    expect(pool).not.toBe('');

    const runs = (await team.store.list({ limit: 100, visible: () => true })).length;
    const wrong = await submit(ALICE, { cluster: 'prod', nodepool_name: pool, node_count: 'many' });
    expect(wrong?.response_action).toBe('errors');
    expect(wrong?.errors?.['typed:node_count']).toMatch(/whole number/);
    expect((await team.store.list({ limit: 100, visible: () => true })).length).toBe(runs);
    expect(textOf(team.slack.views.top(ALICE))).toContain('chosen:nodepool_name');

    const sent = await submit(ALICE, { cluster: 'prod', nodepool_name: pool, node_count: '9' }, { deliverTwice: true });
    expect(sent?.response_action).toBe('update');
    const id = runIdIn(textOf(team.slack.views.top(ALICE)));
    const message = await team.shows(id, 'awaiting_approval');
    expect(message.channel).toBe(OPS);
    expect(words(message)).toContain(pool);
    expect((await team.store.list({ limit: 100, visible: () => true })).length).toBe(runs + 1);
    expect(await team.run(id)).toMatchObject({ requestedBy: ALICE, params: { nodepool_name: pool, node_count: '9' } });
    await team.told(`cancel ${id}`);
  });

  test('that leads through others starts them, with an image of SWR for the first workload', async () => {
    await opens('rollout');
    await team.slack.people.clickIn(await filled(ALICE), 'form_cluster', { value: 'prod' });
    const looked = await window(ALICE, (text) => text.includes('chosen:image'));
    const image = /"value":"(swr[^"]+)"/.exec(textOf(looked))?.[1] ?? '';
    await submit(ALICE, { cluster: 'prod', image });
    const id = runIdIn(textOf(team.slack.views.top(ALICE)));
    expect(await team.run(id)).toMatchObject({ command: 'rollout', requestedBy: ALICE, params: { image } });
    await team.told(`cancel ${id}`);
  });

  test('of which nothing is left out that was typed says so where it belongs', async () => {
    await opens('create-nodepool');
    await filled(ALICE);
    const errors = (await submit(ALICE, {}))?.errors ?? {};
    expect(Object.keys(errors).sort()).toEqual(['cluster', 'typed:availability_zone', 'typed:flavor', 'typed:nodepool_name']);
    expect(errors.cluster).toContain('does not say which cluster');
    const more =
      (await submit(ALICE, { cluster: 'prod', nodepool_name: 'A B', flavor: 'AKIA'.padEnd(20, 'Q7'), availability_zone: 'x' }))?.errors ??
      {};
    expect(JSON.stringify(more)).toMatch(/key/);
  });

  test('opens none for who may not ask for plans, none after its time, and says what to type', async () => {
    expect(JSON.stringify(await opens('vpcep', MALLORY))).toContain('You cannot ask for plans');
    expect(team.slack.views.top(MALLORY)).toBeNull();
    team.slack.faults.add('views.open', { error: 'expired_trigger_id' }, { times: 1 });
    const told = JSON.stringify(await opens('vpcep'));
    expect(told).toContain('It does not say which cluster');
    expect(told).toContain('/bursting vpcep prod');
    expect(team.slack.views.top(ALICE)).toBeNull();
    expect(JSON.stringify(await opens('resize-nodepool node_count=3'))).toContain('It does not say which cluster');
  });

  test('that Slack does not answer in time is answered all the same', async () => {
    team.slack.faults.add('views.open', { delayMs: 4_000 }, { times: 1 });
    // Slack itself waits no longer than 3 s: an acknowledgement that came later would be a failure.
    expect(JSON.stringify(await opens('vpcep'))).toContain('/bursting vpcep prod');
  });
});

describe('what comes back with a form is not believed', () => {
  test('not whose it is, nor which command, nor which cluster', async () => {
    await opens('vpcep');
    const view = await filled(ALICE);
    const before = (await team.store.list({ limit: 100, visible: () => true })).length;

    // Bob sends Alice's form; and one that there never was.
    for (const metadata of [String(view.private_metadata), 'form_0123456789abcdef', '{}', '']) {
      await opens('vpcep', BOB);
      const own = await filled(BOB);
      team.slack.views.update(own.id, { ...own, private_metadata: metadata });
      await submit(BOB, { cluster: 'prod' });
      expect(textOf(team.slack.views.top(BOB))).toContain('this form is too old');
      team.slack.views.close(BOB);
    }
    // A cluster that may not be named there, and one that is none.
    expect((await submit(ALICE, { cluster: 'secret' }))?.errors?.cluster).toContain('may only be asked about in');
    expect((await submit(ALICE, { cluster: 'nowhere' }))?.errors?.cluster).toContain('There is no cluster');
    // Somebody else's choice in it changes nothing.
    await team.slack.people.clickIn({ ...view, user: ALICE } as View, 'form_cluster', { value: 'lab', by: MALLORY });
    expect(await team.data.hget(`{bursting}:form:${String(view.private_metadata)}`, 'cluster')).toBeNull();
    expect((await team.store.list({ limit: 100, visible: () => true })).length).toBe(before);
  });

  test('nor is a right that somebody had when it was opened', async () => {
    await opens('vpcep', BOB);
    await filled(BOB);
    const person = team.slack.workspace.people.get(BOB);
    if (!person) throw new Error('Bob is gone');
    person.is_restricted = true;
    await team.rest();
    expect((await submit(BOB, { cluster: 'prod' }))?.errors?.cluster).toContain('guests');
    person.is_restricted = false;
  });
});

describe('a plan that a run proposes', () => {
  test('has a button, and its form is filled in', async () => {
    team.missing('swr-api');
    const id = await team.ask('precheck prod');
    const message = await team.shows(id, 'succeeded');
    expect(words(message)).toContain('"action_id":"form_open:vpcep"');
    team.slack.views.close(ALICE);
    await team.slack.people.click(ALICE, message, 'form_open:vpcep');
    const view = await filled(ALICE);
    expect(textOf(view)).toMatch(/"initial_option":\{"text":\{[^}]*"prod"/);
    await submit(ALICE, { cluster: 'prod' });
    const plan = runIdIn(textOf(team.slack.views.top(ALICE)));
    await team.shows(plan, 'awaiting_approval');
    await team.told(`cancel ${plan}`);

    // Who may not ask for plans, and a plan that the run does not propose.
    await team.slack.people.click(MALLORY, message, 'form_open:vpcep');
    await team.slack.messages.wait(({ visibleTo, text }) => visibleTo === MALLORY && text.includes('You cannot ask for plans'));
    const forged = {
      ...message,
      blocks: JSON.parse(JSON.stringify(message.blocks).replaceAll('form_open:vpcep', 'form_open:create-nodepool')),
    };
    await team.slack.people.click(ALICE, forged, 'form_open:create-nodepool');
    await team.slack.messages.wait(({ visibleTo, text }) => visibleTo === ALICE && text.includes('does not propose'));
    await soon(async () =>
      expect([...(await team.refusals(id))].sort()).toEqual([`${ALICE} form not_proposed`, `${MALLORY} form not_allowed`]),
    );
  });
});

test('a form waits for a worker, and is filled in when there is one', async () => {
  team.bots.splice(team.bots.indexOf(worker), 1);
  await worker.stop();
  await opens('vpcep');
  await team.slack.waitForCall('views.open', ({ answer }) => answer === 'ok');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(textOf(team.slack.views.top(ALICE))).toContain('Loading');
  await team.startBot(WORKER);
  await filled(ALICE);
  await soon(async () => expect(await team.data.zcard('{bursting}:forms')).toBe(0));
});
