import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Block } from '../../sandbox/slack/messages.ts';
import { SERVICES } from '../../sandbox/story.ts';
import { ALICE, BOB, CAROL, OPS, shownBy, soon, Team, words } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await Team.start();
});
beforeEach(async () => {
  team.missing('swr-api');
  team.cloud.world.settleMs = 20;
  await team.rest();
});
afterAll(() => team.close());

interface Button {
  readonly action_id: string;
  readonly value: string;
  readonly style?: string;
  readonly confirm?: { readonly title: { readonly text: string }; readonly text: { readonly text: string } };
}
const buttonsOf = (blocks: readonly Block[]): readonly Button[] =>
  blocks.flatMap(({ type, elements }) => (type === 'actions' ? (elements as Button[]) : []));

/** What Slack was sent of one run, in order: the post and every edit. */
const sent = (id: string) =>
  team.slack.calls.filter(
    ({ method, args, answer }) =>
      answer === 'ok' && (method === 'chat.postMessage' || method === 'chat.update') && JSON.stringify(args.metadata ?? '').includes(id),
  );

test('a plan says what, where, what it costs and until when, and its buttons carry the run id and nothing else', async () => {
  team.missing('swr', 'swr-api', 'obs');
  const id = await team.plan(`vpcep prod obs_endpoint_service_name=${SERVICES.obs.name}`);
  const message = await team.message(id);
  const run = await team.run(id);
  const text = words(message);
  expect(message.text).toBe('vpcep on prod waits for approval to create 3 VPC endpoints.');
  for (const part of [
    'turbo-prod',
    'cn-north-4',
    run.target.clusterId,
    `<@${ALICE}>`,
    'nothing',
    'charged per started hour',
    run.plan?.fingerprint.slice(0, 12) ?? '?',
  ])
    expect(text).toContain(part);
  for (const { name } of Object.values(SERVICES)) expect(text).toContain(name);
  expect(text).toContain(`<!date^${Math.floor((run.deadline ?? 0) / 1_000)}`);

  const buttons = buttonsOf(message.blocks);
  expect(buttons.map(({ action_id, value, style }) => `${action_id} ${value} ${style}`)).toEqual([
    `plan_approve ${id} primary`,
    `plan_reject ${id} danger`,
    `plan_details ${id} undefined`,
  ]);
  const asked = buttons[0]?.confirm;
  expect(asked?.title.text).toBe('Apply this plan?');
  for (const part of [
    'create 3 VPC endpoints',
    'swr, swr-api, obs',
    'prod',
    'cn-north-4',
    'Deletes: nothing',
    run.plan?.fingerprint.slice(0, 12) ?? '?',
  ])
    expect(asked?.text.text).toContain(part);
});

test('the one message of a run follows it through every state: right metadata, no two edits in a second, buttons gone with the decision, the last state there', async () => {
  team.missing('swr', 'swr-api');
  team.cloud.world.settleMs = 700;
  const id = await team.plan();
  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
  const message = await team.shows(id, 'succeeded');

  const calls = sent(id);
  expect(calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  const edits = calls.filter(({ method }) => method === 'chat.update').map(({ at }) => at);
  for (const [i, at] of edits.slice(1).entries()) expect(at - (edits[i] ?? 0)).toBeGreaterThanOrEqual(1_000);
  const states = calls.map(({ args }) => shownBy(args as Parameters<typeof shownBy>[0])?.state ?? '');
  expect(states).toContain('applying');
  for (const { args } of calls) {
    const { state = '' } = shownBy(args as Parameters<typeof shownBy>[0]) ?? {};
    expect(args.metadata).toEqual({
      event_type: 'bursting_run',
      event_payload: { run_id: id, command: 'vpcep', state, cluster: 'prod', region: 'cn-north-4' },
    });
    const wait = state === 'awaiting_approval' ? 3 : 0;
    expect(buttonsOf(args.blocks as Block[]).filter(({ action_id }) => action_id.startsWith('plan_'))).toHaveLength(wait);
  }
  expect(message.text).toBe('vpcep on prod is done: 2 applied.');
  expect(words(message)).toContain(`approved by <@${CAROL}>`);

  // What follows by itself is in the thread, and is a run of its own.
  const after = await soon(async () => {
    const reply = (await team.message(id)).replies.find((each) => shownBy(each));
    expect(reply && shownBy(reply)?.state).toBe('succeeded');
    return reply;
  });
  const child = after && shownBy(after);
  expect(await team.run(child?.id ?? '')).toMatchObject({ command: 'precheck', parent: id, requestedBy: ALICE });
  expect(
    team.slack.messages
      .in(OPS)
      .filter(({ visibleTo }) => visibleTo !== null)
      .every(({ metadata }) => metadata === null),
  ).toBe(true);
});

test('while Slack is down during the whole apply nothing is lost: the last state arrives', async () => {
  const id = await team.plan();
  team.slack.faults.add('chat.update', { status: 503 });
  team.slack.faults.add('chat.postMessage', { status: 503 });
  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
  team.slack.faults.clear();
  expect((await team.shows(id, 'succeeded')).text).toContain('is done');
});

test('`runs show` prints it as the contract says', async () => {
  const id = await team.plan('vpcep prod', BOB);
  const waiting = await team.document(id);
  const service = team.cloud.world.services.find(({ name }) => name === SERVICES['swr-api'].name);
  const { cluster, vpc } = { cluster: team.cloud.world.clusters[0], vpc: team.cloud.world.vpcs[0] };
  const unchanged = (step: 'swr' | 'obs') => ({
    id: step,
    verb: 'unchanged',
    resource: `vpc-endpoint ${SERVICES[step].name}`,
    changes: [],
  });
  const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const set = (field: string, after: unknown) => ({ field, before: null, after });
  const base = {
    v: 1,
    id,
    command: 'vpcep',
    action: 'huawei_ensure_cce_cci_vpcep',
    cluster: 'prod',
    target: { region: 'cn-north-4', project_id: cluster?.projectId, cluster_id: cluster?.id },
    requested_by: BOB,
    channel: OPS,
    created_at: iso,
    updated_at: iso,
    params: {},
    plan: {
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      steps: [
        unchanged('swr'),
        {
          id: 'swr-api',
          verb: 'create',
          resource: `vpc-endpoint ${SERVICES['swr-api'].name}`,
          changes: [
            set('service_name', SERVICES['swr-api'].name),
            set('endpoint_service_id', service?.id),
            set('vpc_id', vpc?.id),
            set('subnet_id', vpc?.subnets[0]?.id),
            set('enable_dns', true),
          ],
        },
        unchanged('obs'),
      ],
      cost: [{ step: 'swr-api', charged: true, unit: 'hour' }],
      warnings: expect.any(Array),
      expires_at: iso,
    },
    result: expect.objectContaining({
      success: true,
      action: 'huawei_ensure_cce_cci_vpcep',
      region: 'cn-north-4',
      cluster_id: cluster?.id,
    }),
    error: null,
    supersedes: null,
    parent: null,
    waiting_for: null,
  };
  expect(waiting).toEqual({ ...base, state: 'awaiting_approval', approvals: [], applied: [] });

  await team.click(CAROL, id);
  await team.moved(id, 'succeeded');
  const made = team.endpoint('swr-api');
  expect(await team.document(id)).toEqual({
    ...base,
    state: 'succeeded',
    approvals: [{ by: CAROL, at: iso, verdict: 'approved', reason: null }],
    applied: [{ step: 'swr-api', outcome: 'created', resource_id: made.id, adopted: false }],
    plan: {
      ...base.plan,
      fingerprint: (waiting.plan as { fingerprint: string }).fingerprint,
      expires_at: (waiting.plan as { expires_at: string }).expires_at,
    },
  });
  expect(made.description).toBe(`bursting ${id}`);
});
