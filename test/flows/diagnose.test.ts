import { beforeAll, expect, test, vi } from 'vitest';
import { diagnoseScenarios } from '../../sandbox/scenarios/diagnose/index.ts';
import { checkMessage } from '../../sandbox/slack/block-check.ts';
import type { Message } from '../../sandbox/slack/messages.ts';
import { diagnoseResult, runDocument } from './documents.ts';
import { documentOf, houseFor, warmUp } from './house.ts';

// Slack takes a reply a second in a thread: the others go on meanwhile.
vi.setConfig({ maxConcurrency: 3 });

beforeAll(warmUp);

const codes = (found: readonly { readonly code: string }[]): string[] => found.map(({ code }) => code);
const SECRETS = /FAKEAK0|FAKESK|fake-token|eyJfake|MIIfake|hunter2|deadbeefdead/;

test.concurrent.for(diagnoseScenarios)('$name: $summary', async (scenario, context) => {
  const house = await houseFor(context, { scenario });
  const { id, message, run } = await house.play(scenario.command ?? '');
  for (const { text, blocks, metadata } of [...message.edits, message]) expect(checkMessage({ text, blocks, metadata })).toEqual([]);

  const { result } = runDocument(diagnoseResult).parse(documentOf(run));
  expect({
    success: result?.success,
    findings: codes(result?.findings ?? []),
    warnings: codes(result?.warnings ?? []).toSorted(),
    handoff: result?.handoff,
  }).toEqual({
    success: scenario.expect.success,
    findings: scenario.expect.findings,
    warnings: scenario.expect.warnings.toSorted(),
    handoff: scenario.expect.handoff ?? null,
  });
  expect(house.cloud.violations).toEqual([]);
  expect(house.cloud.calls.filter(({ write }) => write)).toEqual([]);

  // The verdict stands in the channel; each cause has a reply of its own below it.
  const causes = scenario.expect.findings?.length ?? 0;
  const told = ({ replies }: Message): readonly Message[] => replies.filter(({ blocks }) => blocks.length > 0);
  const root = await house.slack.messages.wait((each) => each.ts === message.ts && told(each).length >= causes);
  const replies = told(root);
  for (const { text, blocks } of replies) expect(checkMessage({ text, blocks })).toEqual([]);
  for (const [i, found] of (result?.findings ?? []).entries()) expect(replies[i]?.text).toContain(found.summary.slice(0, 40));
  expect(JSON.stringify([message, replies])).not.toMatch(SECRETS);
  expect(JSON.stringify(run)).not.toMatch(SECRETS);
  expect(house.log.text).not.toMatch(SECRETS);
  expect(id).toBe(run.id);
});

test('logs and all of the result follow as files, without secrets', async (context) => {
  const scenario = diagnoseScenarios.find(({ name }) => name === 'diagnose-secrets');
  if (!scenario) throw new Error('diagnose-secrets is a scenario');
  const house = await houseFor(context, { scenario });
  const { id, message } = await house.play(scenario.command ?? '');
  const filesOf = ({ replies }: Message) => replies.flatMap(({ files }) => files);
  const root = await house.slack.messages.wait((each) => each.ts === message.ts && filesOf(each).length === 2);
  const files = filesOf(root).map(({ id: file, name }) => ({ name, text: String(house.slack.files.get(file)?.content) }));
  expect(files.map(({ name }) => name).toSorted()).toEqual([`${id}-logs.txt`, `${id}.json`]);
  for (const { text } of files) expect(text).not.toMatch(SECRETS);
  expect(files.find(({ name }) => name.endsWith('.txt'))?.text).toContain('iam request denied, 403 Forbidden access_key=[hidden]');
  expect(JSON.parse(files.find(({ name }) => name.endsWith('.json'))?.text ?? '')).toMatchObject({ id, result: { findings: [{}, {}] } });
});
