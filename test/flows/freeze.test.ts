import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReadyCluster } from '../../sandbox/site.ts';
import { ALICE, BOB, CAROL, GUS, MALLORY, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start({
    arrange: (world) => {
      addReadyCluster(world, 'lab');
      Object.assign(world.configured.at(-1) ?? {}, { settings: { approvals: { approvers: { users: [MALLORY, BOB] } } } });
    },
  });
});
beforeEach(async () => {
  team.missing('swr-api');
  team.cloud.world.settleMs = 20;
  await team.rest();
  await team.data.del('{bursting}:freezes');
});
afterAll(() => team.close());

describe('who may', () => {
  test('a cluster belongs to its approvers, everything to the global ones, and the same for taking it away', async () => {
    for (const line of ['freeze', 'unfreeze', 'freeze prod', 'unfreeze prod'])
      expect(await team.told(line, MALLORY)).toContain('you are not among the people who may');
    for (const line of ['freeze lab', 'unfreeze lab'])
      expect(await team.told(line, CAROL)).toContain(`These can: <@${MALLORY}> and <@${BOB}>.`);
    expect(await team.told('freeze prod', ALICE)).toContain('you are not among the people who may');
    expect(await team.told('freeze prod', GUS)).toContain('guests of this workspace never may');
    expect(await team.data.hgetall('{bursting}:freezes')).toEqual({});

    expect(await team.told('freeze lab reason="incident 42"', MALLORY)).toContain('Changes on `lab` are frozen: incident 42.');
    expect(await team.told('freeze', CAROL)).toContain('Changes on all clusters are frozen');
    expect(await team.told('freeze', BOB)).toContain(`It was frozen already by <@${CAROL}>`);
    expect(await team.told('freeze prod reason="<!channel> *now*"', BOB)).toContain('&lt;!channel&gt; ∗now∗');
  });

  test('the switches are separate, and each use is in the audit', async () => {
    await team.told('freeze', CAROL);
    await team.told('freeze prod reason=why', BOB);
    expect(await team.told('unfreeze prod', CAROL)).toContain(`It was frozen by <@${BOB}>: why`);
    expect(await team.told('unfreeze prod', CAROL)).toContain('There was no freeze of `prod` alone.');
    expect(await team.told('unfreeze', BOB)).toContain('Changes on all clusters are not frozen any more.');
    expect(await team.told('unfreeze', BOB)).toContain('There was no freeze of everything.');
    const prod = team.cloud.world.clusters[0]?.id;
    expect((await team.audit()).filter(({ kind }) => kind.endsWith('freeze')).slice(-6)).toEqual([
      { kind: 'freeze', scope: 'all', by: CAROL, reason: null },
      { kind: 'freeze', scope: prod, by: BOB, reason: 'why' },
      { kind: 'unfreeze', scope: prod, by: CAROL, reason: null },
      { kind: 'unfreeze', scope: prod, by: CAROL, reason: null },
      { kind: 'unfreeze', scope: 'all', by: BOB, reason: null },
      { kind: 'unfreeze', scope: 'all', by: BOB, reason: null },
    ]);
  });
});

test.each(['freeze', 'freeze prod'])(
  '%s: plans are made and approved, an approved one waits and says why, and begins when it is over',
  async (line) => {
    await team.told(`${line} reason="release night"`, BOB);
    const id = await team.plan();
    await team.click(CAROL, id);
    await soon(async () => expect((await team.message(id)).text).toContain('is approved and waits: changes are frozen'));
    const shown = words(await team.message(id));
    expect(shown).toContain('release night');
    expect(shown).toContain(`frozen by <@${BOB}>`);
    expect(await team.data.keys('{bursting}:lease:*')).toEqual([]);
    const writes = team.writes;
    await team.told(line.replace('freeze', 'unfreeze'), BOB);
    await team.hurry();
    await team.moved(id, 'succeeded');
    expect(team.writes).toBe(writes + 1);
  },
);

test('a freeze of another cluster stops nothing here', async () => {
  await team.told('freeze lab', BOB);
  const id = await team.plan();
  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
});

test('an applying one stops before its next write: cancelled, with what was done', async () => {
  team.missing('swr', 'swr-api');
  team.cloud.world.settleMs = 60_000;
  const id = await team.plan();
  await team.click(CAROL, id);
  await soon(async () => expect((await team.run(id)).steps.swr?.status).toBe('waiting'));
  const writes = team.writes;
  await team.told('freeze prod reason="incident 42"', BOB);
  const run = await team.moved(id, 'cancelled');
  expect(run.error?.finding).toEqual({ code: 'frozen', facts: { by: BOB, reason: 'incident 42' } });
  expect(team.writes).toBe(writes);
  const shown = words(await team.shows(id, 'cancelled'));
  expect(shown).toContain('incident 42');
  expect(shown).toContain('was not ready yet');
  expect(shown).toContain('not begun');
  expect((await team.document(id)).applied).toEqual([
    { step: 'swr', outcome: 'settling', resource_id: expect.any(String), adopted: false },
  ]);
});

test('a freeze while a write is under way: the write is let end, and the next one is not sent', async () => {
  team.missing('swr', 'swr-api');
  const id = await team.plan();
  team.cloud.world.faults = [{ service: 'VPCEP', operation: 'CreateEndpoint', trouble: { kind: 'slow', ms: 300 }, times: 1 }];
  const writes = team.writes;
  await team.click(CAROL, id);
  await soon(() => expect(team.writes).toBe(writes + 1));
  await team.told('freeze', BOB);
  await team.moved(id, 'cancelled');
  expect(team.writes).toBe(writes + 1);
  expect((await team.run(id)).steps['swr-api']).toBeUndefined();
});
