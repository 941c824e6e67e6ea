import { expect, onTestFinished, test } from 'vitest';
import { scenarios } from '../../sandbox/scenarios/index.ts';
import { ready } from '../../sandbox/scenarios/ready.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import type { RunState } from '../../src/runs/run.ts';
import { capacityResult, precheckResult, runDocument } from './documents.ts';
import { ALICE, documentOf, House, type HouseOptions, OPS, shownBy } from './house.ts';
import { Program } from './program.ts';

const openHouse = async (options: HouseOptions): Promise<House> => {
  const house = await House.withBot(options);
  onTestFinished(() => house.close());
  return house;
};

const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code).toSorted();
const ORDER: readonly RunState[] = ['queued', 'running', 'succeeded'];

test.each(scenarios)('$name: $summary', async (scenario) => {
  const house = await openHouse({ scenario });
  const typed = await house.typeOften(scenario.command ?? 'precheck prod');
  expect(typed.failure).toBeNull();
  expect(typed.payload).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/run_[0-9a-hjkmnp-tv-z]{10}/) });

  const id = /run_\w{10}/.exec(String(typed.payload?.text))?.[0] ?? '';
  const message = await house.ended(id);
  const posted = house.slack.messages.in(OPS).filter((each) => shownBy(each)?.id === id);
  expect(posted).toHaveLength(1);
  expect(message).toMatchObject({ channel: OPS, threadTs: null, replies: [] });

  // Every post and edit: within Slack's limits, with the metadata of its own state, and never backwards.
  const versions = [...message.edits, message];
  for (const { text, blocks, metadata } of versions) expect(checkMessage({ text, blocks, metadata })).toEqual([]);
  const states = versions.map((version) => shownBy(version)?.state);
  expect(states).toEqual(ORDER.filter((state) => states.includes(state)));
  expect(message.metadata).toEqual({
    event_type: 'bursting_run',
    event_payload: { run_id: id, command: 'precheck', state: 'succeeded', cluster: 'prod', region: 'cn-north-4' },
  });

  const document = runDocument(precheckResult).parse(documentOf(await house.run(id)));
  expect(document).toMatchObject({ id, state: 'succeeded', cluster: 'prod', requested_by: ALICE, channel: OPS, error: null });
  const { result } = document;
  expect({ success: result?.success, issues: codes(result?.issues ?? []), warnings: codes(result?.warnings ?? []) }).toEqual({
    success: scenario.expect.success,
    issues: scenario.expect.issues.toSorted(),
    warnings: scenario.expect.warnings.toSorted(),
  });
  expect(result?.success).toBe(result?.issues.length === 0);

  expect(house.cloud.violations).toEqual([]);
  expect(house.cloud.calls.filter(({ write }) => write)).toEqual([]);
  expect(house.log.text).not.toMatch(/"level":"(error|fatal)"/);
});

test('what `bursting runs show` prints is the run, `runs list` has it, and `show` in Slack is a copy with a link', async () => {
  const house = await openHouse({ scenario: ready });
  const { id, message, run } = await house.play('huawei_precheck_cce_cci_bursting cluster=prod');
  expect(run.command).toBe('precheck');

  const shown = Program.start(['runs', 'show', id], { REDIS_URL: house.redis.url });
  expect(await shown.ended).toEqual({ code: 0, signal: null });
  expect(JSON.parse(shown.out)).toEqual(documentOf(run));
  runDocument(precheckResult).parse(JSON.parse(shown.out));
  const listed = Program.start(['runs', 'cluster=prod', 'state=succeeded'], { REDIS_URL: house.redis.url });
  expect(await listed.ended).toEqual({ code: 0, signal: null });
  expect(JSON.parse(listed.out)).toMatchObject({ id, state: 'succeeded', result: null });

  const copy = await house.type(`show ${id}`);
  expect(copy.payload).toMatchObject({ response_type: 'ephemeral', text: message.text });
  expect(copy.payload).not.toHaveProperty('metadata');
  const blocks = copy.payload?.blocks as typeof message.blocks;
  expect(blocks.slice(0, -1)).toEqual(message.blocks.filter(({ type }) => type !== 'actions'));
  expect(blocks.map(({ type }) => type)).not.toContain('actions');
  expect(JSON.stringify(blocks.at(-1))).toContain(`<https://lab.slack.com/archives/${OPS}/p${message.ts.replace('.', '')}|`);
});

test('a quick read is posted once and edited once, without waiting for Slack’s second between edits', async () => {
  const house = await openHouse({ scenario: ready });
  await house.play('precheck prod');
  const { message } = await house.play('precheck prod');
  expect(message.edits.length).toBeLessThanOrEqual(1);
});

test('capacity has a document and a message of its own', async () => {
  const house = await openHouse({ scenario: ready });
  const { message, run } = await house.play('capacity prod');
  expect(checkMessage(message)).toEqual([]);
  const document = runDocument(capacityResult).parse(documentOf(run));
  expect(document.result).toMatchObject({ success: true, ready: true, schedulable_physical_node_count: 2 });
  expect(house.cloud.calls.map(({ operation }) => operation)).not.toContain('ListSubnets');
});
