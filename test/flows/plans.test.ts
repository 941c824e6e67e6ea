import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster, siteOf } from '../../sandbox/site.ts';
import { SERVICES } from '../../sandbox/story.ts';
import type { World } from '../../sandbox/world.ts';
import { ALICE, BOB, CAROL, GENERAL, MALLORY, OPS, soon, Team, words } from './team.ts';

/** A second cluster in the VPC of the first. */
function addTwin(world: World): void {
  const prod = siteOf(world, 'prod');
  const twin = addReadyCluster(world, 'twin');
  const { vpcId, hostSubnetId, podSubnetIds } = prod.cluster;
  Object.assign(twin.cluster, { vpcId, hostSubnetId, podSubnetIds });
  twin.addon.values = structuredClone(prod.addon.values);
  world.endpoints = world.endpoints.filter((endpoint) => endpoint.vpcId === vpcId);
}
const WITH_OBS = `obs_endpoint_service_name=${SERVICES.obs.name}`;

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: addTwin,
    yaml: { approvals: { approvers: { groups: ['S0ONCALL'] } }, roles: { operators: { users: [ALICE, BOB] } } },
  });
});
beforeEach(async () => {
  team.missing('swr-api');
  team.cloud.world.settleMs = 20;
  await team.rest();
  await team.releaseApplies();
});
afterAll(() => team.close());

/** Whatever is `creating` is accepted now. */
const settle = (): void => {
  for (const endpoint of team.cloud.world.endpoints) for (const step of endpoint.coming ?? []) step.at = 0;
};

describe('a newer plan for the same resources', () => {
  test('makes the older waiting one stale, in the same write that makes the newer one wait', async () => {
    const older = await team.plan('vpcep prod');
    const newer = await team.plan('vpcep twin', BOB);
    const shown = words(await team.shows(older, 'stale'));
    expect(shown).toContain('is out of date. Nothing was changed.');
    expect(shown).toContain(newer);
    expect(shown).not.toContain('plan_approve');
    expect((await team.document(older)).error).toMatchObject({ code: 'plan_superseded', message: expect.stringContaining(newer) });
    const audit = await team.audit();
    const at = audit.findIndex((record) => record.kind === 'superseded' && record.run === older);
    expect(audit[at]).toEqual({ kind: 'superseded', run: older, by_run: newer });
    expect(audit[at + 1]).toMatchObject({ kind: 'move', run: newer, to: 'awaiting_approval' });
    expect(team.diary.records).toContainEqual({ kind: 'superseded', run: older, by_run: newer });
  });

  test('leaves an approved one alone; a plan that came to nothing ends no other', async () => {
    await team.holdApplies();
    const approved = await team.plan();
    await team.click(CAROL, approved);
    const waiting = await team.plan();
    team.endpoint('swr').status = 'failed';
    const blocked = await team.ask('vpcep prod');
    await team.moved(blocked, 'blocked');
    expect((await team.run(approved)).state).toBe('approved');
    expect((await team.run(waiting)).state).toBe('awaiting_approval');
    await team.told(`cancel ${approved}`);
  });
});

test('two clusters in one VPC: the second plan says that the first is applying, and its apply waits for it', async () => {
  team.missing('swr-api', 'obs');
  team.cloud.world.settleMs = 60_000;
  const first = await team.plan('vpcep prod');
  await team.click(CAROL, first);
  await soon(async () => expect((await team.run(first)).steps['swr-api']?.status).toBe('waiting'));

  const second = await team.plan(`vpcep twin ${WITH_OBS}`);
  expect(words(await team.message(second))).toContain(`*Another run is applying* to the same cluster or VPC: \`${first}\``);
  await team.click(BOB, second);
  await soon(async () => expect((await team.run(second)).waiting).toEqual({ for: 'run', run: first }));
  await soon(async () => expect((await team.message(second)).text).toContain(`waits for ${first} to end`));
  const writes = team.writes;
  team.cloud.world.settleMs = 20;
  settle();
  await team.moved(first, 'succeeded');
  await team.hurry();
  await team.moved(second, 'succeeded');
  expect(team.writes).toBe(writes + 1);
  const began = (await team.audit()).flatMap((record) =>
    record.kind === 'move' && [first, second].includes(record.run) ? `${record.run} ${record.to}` : [],
  );
  expect(began.indexOf(`${second} applying`)).toBeGreaterThan(began.indexOf(`${first} succeeded`));
});

describe('cancel', () => {
  test.each([
    ['requester', ALICE],
    ['approver', CAROL],
  ])('of a waiting plan, by its %s; by nobody else', async (_, who) => {
    const id = await team.plan();
    expect(await team.told(`cancel ${id}`, MALLORY)).toContain('You cannot stop a run that somebody else asked for');
    expect(await team.told(`cancel ${id}`, who)).toContain('is cancelled. Nothing was changed.');
    const shown = words(await team.shows(id, 'cancelled'));
    expect(shown).toContain(`cancelled by <@${who}>`);
    expect(shown).not.toContain('plan_approve');
    expect(await team.told(`cancel ${id}`, who)).toContain('there is nothing left to stop');
  });

  test('of a running plan, while the cloud is slow: nothing comes of it', async () => {
    team.cloud.world.faults = [{ service: 'VPCEP', operation: 'ListEndpoints', trouble: { kind: 'hang' }, times: 1 }];
    const id = await team.ask('vpcep prod');
    await team.moved(id, 'running');
    expect(await team.told(`cancel ${id}`)).toContain('is cancelled');
    await team.shows(id, 'cancelled');
    expect((await team.run(id)).plan).toBeNull();
  });

  test('of an approved plan: it never begins', async () => {
    await team.holdApplies();
    const id = await team.plan();
    await team.click(CAROL, id);
    expect(await team.told(`cancel ${id}`)).toContain('is cancelled');
    const writes = team.writes;
    await team.releaseApplies();
    expect((await team.run(id)).state).toBe('cancelled');
    expect(team.writes).toBe(writes);
    expect(await team.data.zscore('{bursting}:due', id)).toBeNull();
  });

  test('of an applying one: it stops before its next write and says what was done', async () => {
    team.missing('swr', 'swr-api');
    team.cloud.world.settleMs = 60_000;
    const id = await team.plan();
    await team.click(CAROL, id);
    await soon(async () => expect((await team.run(id)).steps.swr?.status).toBe('waiting'));
    const writes = team.writes;
    expect(await team.told(`cancel ${id}`, BOB)).toContain('will stop before its next write');
    const run = await team.moved(id, 'cancelled');
    expect(team.writes).toBe(writes);
    expect(run.endedBy).toBe(BOB);
    const shown = words(await team.shows(id, 'cancelled'));
    expect(shown).toContain('was not ready yet');
    expect(shown).toContain('not begun');
    expect(shown).toContain('looks again and plans only what is missing');
    expect((await team.document(id)).applied).toEqual([
      { step: 'swr', outcome: 'settling', resource_id: expect.any(String), adopted: false },
    ]);
    expect((await team.audit()).filter((record) => record.kind === 'stop')).toEqual([{ kind: 'stop', run: id, by: BOB }]);
    expect(await team.data.keys('{bursting}:lease:*')).toEqual([]);
  });
});

describe('a plan command', () => {
  test('with nothing to do is done: no buttons, nothing to approve', async () => {
    team.missing();
    const id = await team.ask('vpcep prod');
    const shown = words(await team.shows(id, 'succeeded'));
    expect(shown).toContain('has nothing to do');
    expect(shown).not.toContain('plan_approve');
    expect(await team.document(id)).toMatchObject({
      approvals: [],
      applied: [],
      result: { success: true },
      plan: { steps: [{ verb: 'unchanged' }, { verb: 'unchanged' }, { verb: 'unchanged' }] },
    });
  });

  test('that cannot do it is blocked, with the remedy', async () => {
    team.endpoint('swr').status = 'failed';
    const id = await team.ask('vpcep prod');
    const shown = words(await team.shows(id, 'blocked'));
    expect(shown).toContain('1 thing in the way. Nothing was changed.');
    expect(await team.document(id)).toMatchObject({
      plan: null,
      approvals: null,
      result: { success: false, issues: [{ code: 'endpoint_broken', remedy: expect.any(String) }] },
    });
  });

  test('without a permission fails and names the action', async () => {
    team.cloud.world.faults = [{ service: 'VPCEP', operation: 'ListEndpoints', trouble: { kind: 'status', status: 403 } }];
    const id = await team.ask('vpcep prod');
    const shown = words(await team.shows(id, 'failed'));
    expect(shown).toContain('vpcep:endpoints:list');
    expect((await team.document(id)).error).toMatchObject({ code: 'permission_denied' });
  });

  test('is for operators, and not for direct messages', async () => {
    expect(await team.told('vpcep prod', MALLORY)).toContain('You cannot ask for plans');
    expect(await team.told('vpcep prod', CAROL)).toContain(`These can: <@${ALICE}> and <@${BOB}>.`);
    expect(await team.told('precheck prod', MALLORY, GENERAL)).toContain('is queued');
    team.slack.workspace.direct(ALICE);
    expect(await team.told('vpcep prod', ALICE, ALICE.replace('U', 'D'))).toContain(
      'a plan needs a channel where its approvers can see it',
    );
    expect(team.slack.messages.in(OPS).filter(({ text }) => text.includes('direct'))).toEqual([]);
  });
});
