import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import type { View } from '../../sandbox/slack/views.ts';
import { ALICE, BOB, CAROL, GENERAL, GUS, MALLORY, OPS, soon, Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => {
      addReadyCluster(world, 'lab');
      addReadyCluster(world, 'secret');
    },
    clusters: { secret: { channels: [GENERAL] } },
  });
  team.missing('swr-api');
});
beforeEach(async () => {
  await team.rest();
  await team.data.del('{bursting}:home:publishes', '{bursting}:home:paused');
  await team.holdApplies();
});
afterAll(() => team.close());

const textOf = (view: View | null): string => JSON.stringify(view?.blocks ?? []);
/** A button of the Home with what it carries. */
const has = (view: View | null, action: string, id: string): boolean => textOf(view).includes(`"action_id":"${action}","value":"${id}"`);
type Holds = (text: string, view: View) => boolean;
/** The person's Home, if it holds. */
function look(user: string, holds: Holds): View {
  const view = team.slack.views.home(user);
  if (!view || !holds(textOf(view), view)) throw new Error(`the Home of ${user} shows ${textOf(view)}`);
  return view;
}
/** As if the time between two publishes of that Home had passed. */
async function ripen(user: string): Promise<void> {
  await team.data.hdel(`{bursting}:home:${user}`, 'at');
  await team.data.zadd('{bursting}:home:dirty', 'XX', 1, user);
}
/** Looks until it holds; what is due meanwhile is due now. */
const ripening = <T>(user: string, holds: () => Promise<T> | T): Promise<T> =>
  soon(async () => {
    try {
      return await holds();
    } catch (error) {
      await ripen(user);
      throw error;
    }
  });
/** The person's Home, once it holds. */
const homeOf = (user: string, holds: Holds): Promise<View> => ripening(user, () => look(user, holds));
async function opens(user: string, holds: Holds): Promise<View> {
  const before = publishes(user);
  await ripen(user);
  expect(await team.slack.people.openHome(user)).toMatchObject({ failure: null });
  await ripening(user, () => expect(publishes(user)).toBeGreaterThan(before));
  return homeOf(user, holds);
}
/** Whatever has moved was looked at for that Home, and nothing of it is still to be published. */
async function settled(user: string): Promise<void> {
  const [version, swept] = await team.data.mget('{bursting}:home:version', '{bursting}:home:swept');
  expect(swept).toBe(version);
  expect(await team.data.zscore('{bursting}:home:dirty', user)).toBeNull();
}
const publishes = (user: string): number =>
  team.slack.callsOf('views.publish').filter(({ args, answer }) => args.user_id === user && answer === 'ok').length;

/** Clicks on a view; resolves with what the window says that opens. */
async function click(view: View, action: string, id: string, by?: string): Promise<string> {
  const user = by ?? view.user;
  team.slack.views.close(user);
  const acted = await team.slack.people.clickIn(view, action, { value: id, ...(by ? { by } : {}) });
  expect(acted.failure).toBeNull();
  return textOf(
    await soon(() => {
      const top = team.slack.views.top(user);
      if (!top) throw new Error(`no window opened for ${user}`);
      return top;
    }),
  );
}

describe('a Home shows what waits, and for whom', () => {
  test('to an approver with buttons, to the requester without, to a guest nothing', async () => {
    const id = await team.plan();
    const [bob, alice, mallory, gus] = await Promise.all([
      opens(BOB, (text) => text.includes(id)),
      opens(ALICE, (text) => text.includes('Other plans that wait')),
      opens(MALLORY, (text) => text.includes('Other plans that wait')),
      opens(GUS, (text) => text.includes('You may not do anything')),
    ]);
    expect(has(bob, 'plan_approve', id)).toBe(true);
    expect(textOf(bob)).toContain('1 plan waits for you');
    expect(textOf(bob)).toContain('You may read, ask for plans and approve');
    expect(has(alice, 'plan_approve', id) || has(mallory, 'plan_approve', id)).toBe(false);
    expect(textOf(mallory)).toContain('You may read and ask for plans');
    expect(textOf(gus)).not.toMatch(/vpcep|prod is/);
    await team.told(`cancel ${id}`);
  });

  test('of a cluster that is bound to channels only to the requester and who may approve', async () => {
    const id = await team.plan('vpcep secret', ALICE, GENERAL);
    expect(has(await opens(BOB, (text) => text.includes(id)), 'plan_approve', id)).toBe(true);
    await opens(ALICE, (text) => text.includes('vpcep on secret waits'));
    const mallory = await opens(MALLORY, () => true);
    expect(textOf(mallory)).not.toContain('vpcep on secret');
    await team.slack.people.clickIn(mallory, 'home_refresh', { value: '' });
    // Somebody who forges the button of a run that their Home does not show.
    const forged = { ...mallory, blocks: (await opens(BOB, (text) => text.includes(id))).blocks } as View;
    expect(team.slack.views.top(MALLORY)).toBeNull();
    expect(await click(forged, 'plan_details', id)).toContain('There is no run');
    expect(await click(forged, 'plan_approve', id)).toContain('You cannot approve');
    expect((await team.run(id)).state).toBe('awaiting_approval');
    await team.told(`cancel ${id}`, ALICE, GENERAL);
  });

  test('and the latest verdict of each cluster', async () => {
    await team.shows(await team.ask('precheck prod', MALLORY), 'succeeded');
    const view = await opens(BOB, (text) => text.includes('Nothing blocks bursting on prod'));
    expect(textOf(view)).toMatch(/archives\/C01OPS\/p\d+\|its message/);
    expect(textOf(view)).toContain('lab was not looked at lately');
  });
});

describe('a click at Home', () => {
  test('approves, is told in a window, and the Home follows', async () => {
    const id = await team.plan();
    const home = await opens(CAROL, (text) => text.includes(id));
    expect(await click(home, 'plan_approve', id)).toContain(`You approved \`${id}\``);
    expect((await team.run(id)).approvals.map(({ by }) => by)).toEqual([CAROL]);
    await homeOf(CAROL, (text, view) => text.includes('vpcep on prod is approved') && !has(view, 'plan_approve', id));
    await team.releaseApplies();
    await team.shows(id, 'succeeded');
    await homeOf(CAROL, (text) => !text.includes('vpcep on prod'));
    team.missing('swr-api');
  });

  test('too late for a window is answered in a direct message', async () => {
    const id = await team.plan();
    const home = await opens(CAROL, (text) => text.includes(id));
    team.slack.faults.add('views.open', { error: 'expired_trigger_id' }, { times: 1 });
    await team.slack.people.clickIn(home, 'plan_approve', { value: id });
    const told = await team.slack.messages.wait(({ channel, text }) => channel === 'D03CAROL' && text.includes(id));
    expect(told.text).toContain(`You approved \`${id}\``);
    await team.told(`cancel ${id}`);
  });

  test('rejects with a reason, of which rights and place are looked at again', async () => {
    const id = await team.plan();
    const home = await opens(BOB, (text) => text.includes(id));
    expect(await click(home, 'plan_reject', id)).toContain(id);
    // What travels with the form is not believed: another person's Home, or none.
    const form = team.slack.views.top(BOB);
    const carried = await opens(CAROL, () => true);
    for (const at of [carried.id, 'V0000000', '']) {
      team.slack.views.update(form?.id ?? '', { ...form, private_metadata: JSON.stringify({ run: id, home: at }) });
      expect(await team.reason(BOB, 'not today')).toContain("only on the run's own message");
    }
    team.slack.views.update(form?.id ?? '', { ...form });
    expect(await team.reason(BOB, 'not today')).toBeNull();
    expect((await team.moved(id, 'rejected')).approvals).toMatchObject([{ by: BOB, verdict: 'rejected', reason: 'not today' }]);
  });

  test('shows the details of a plan that the Home shows', async () => {
    const id = await team.plan();
    const home = await opens(BOB, (text) => text.includes(id));
    expect(await click(home, 'plan_details', id)).toContain('Fingerprint');
    await team.told(`cancel ${id}`);
  });
});

describe('a click that only says that it was made at Home decides nothing', () => {
  test('on somebody else’s Home, on a made-up view, on a window, by a guest or a stranger', async () => {
    const id = await team.plan();
    const home = await opens(BOB, (text) => text.includes(id));
    expect(await click(home, 'plan_approve', id, CAROL)).toContain("a button counts only on the run's own message");
    expect(await click(home, 'plan_approve', id, MALLORY)).toContain('Nothing was done');
    expect(await click(home, 'plan_approve', id, GUS)).toContain('guests');
    expect(await click({ ...home, id: 'VMADEUP' } as View, 'plan_approve', id)).toContain("a button counts only on the run's own message");
    expect(await click({ ...home, type: 'modal' } as View, 'plan_approve', id)).toContain("a button counts only on the run's own message");
    expect((await team.run(id)).approvals).toEqual([]);
    expect(await team.refusals(id)).toEqual([
      `${CAROL} approve wrong_message`,
      `${MALLORY} approve wrong_message`,
      `${GUS} approve not_allowed`,
      `${BOB} approve wrong_message`,
      `${BOB} approve wrong_message`,
    ]);
    await team.told(`cancel ${id}`);
  });
});

describe('a Home is published', () => {
  test('when something moves, for those who look, and not twice in a moment', async () => {
    await opens(BOB, () => true);
    await team.data.zrem('{bursting}:home:people', CAROL);
    // What was on its way to her from before is out.
    await soon(async () => expect(await team.data.zscore('{bursting}:home:dirty', CAROL)).toBeNull());
    const before = { bob: publishes(BOB), carol: publishes(CAROL) };
    const id = await team.plan();
    await soon(() => look(BOB, (text) => text.includes(id)));
    for (let i = 0; i < 3; i++) await team.told(`cancel ${await team.ask('precheck lab')}`);
    await team.told(`cancel ${id}`);
    await soon(() => look(BOB, (text) => !text.includes(id)));
    // Never sooner than 3 s after the one before, by the fake Slack's own clock.
    const times = team.slack.callsOf('views.publish').flatMap(({ args, at }) => (args.user_id === BOB ? at : []));
    const gaps = times.slice(before.bob).map((at, i) => at - (times[before.bob + i - 1] ?? 0));
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.every((ms) => ms >= 3_000)).toBe(true);
    expect(publishes(CAROL)).toBe(before.carol);
  });

  test('when changes are frozen, with why, and when they are not any more', async () => {
    await opens(BOB, () => true);
    await team.told('freeze prod reason="incident 42"', BOB);
    await homeOf(BOB, (text) => text.includes('incident 42'));
    await team.told('unfreeze prod', BOB);
    await homeOf(BOB, (text) => !text.includes('incident 42'));
  });

  test('not again when nothing in it is new, but for who asks', async () => {
    const home = await opens(BOB, () => true);
    const before = publishes(BOB);
    await team.shows(await team.ask('capacity lab'), 'succeeded');
    await ripening(BOB, () => settled(BOB));
    expect(publishes(BOB)).toBe(before);
    await team.slack.people.clickIn(home, 'home_refresh');
    await ripening(BOB, () => expect(publishes(BOB)).toBe(before + 1));
  });

  test('later, when Slack says that it is too much; and nothing is opened for the messages tab', async () => {
    await opens(BOB, () => true);
    const before = publishes(BOB);
    await team.slack.people.openHome(BOB, 'messages');
    team.slack.faults.add('views.publish', { retryAfterS: 1 }, { times: 1 });
    await team.slack.people.openHome(BOB);
    await ripening(BOB, () => expect(publishes(BOB)).toBe(before + 1));
    expect(team.slack.callsOf('views.publish').some(({ answer }) => answer !== 'ok')).toBe(true);
  });
});

test('nothing else of this file is left in a channel', () => {
  expect(team.slack.messages.in(OPS).some(({ text }) => text.includes('broke'))).toBe(false);
});
