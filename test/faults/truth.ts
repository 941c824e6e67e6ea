import { renderRun } from '../../blocks/run.ts';
import type { AuditRecord } from '../../src/runs/audit.ts';
import { verifyApproval } from '../../src/runs/signature.ts';
import { type Rig, SIGNING_KEY } from './rig.ts';

/** What is not as it would be without the fault; each line names what was found. */
export async function untruths(rig: Rig, id: string, from: number, late: readonly string[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const must = (what: string, is: unknown, should: unknown): void => {
    const [found, wanted] = [JSON.stringify(is), JSON.stringify(should)];
    if (found !== wanted) wrong.push(`${what}: ${found?.slice(0, 600)}, not ${wanted?.slice(0, 600)}`);
  };
  const found = await rig.store.get(id);
  if (!found) return ['the run is gone'];
  const { run } = found;

  must('state', [run.state, run.error?.finding ?? null], ['succeeded', null]);
  must(
    'steps',
    Object.entries(run.steps)
      .map(([step, { status }]) => `${step} ${status}`)
      .toSorted(),
    rig.subject.steps.map((step) => `${step} done`),
  );

  rig.subject.check(rig.cloud.world, id, must);
  must('writes after a pause', late, []);
  must(
    'violations',
    rig.cloud.violations.map(({ what }) => what),
    [],
  );

  must(
    'approvals',
    run.approvals.map(({ by, verdict }) => [by, verdict]),
    [['U02BOB', 'approved']],
  );
  must(
    'valid approvals',
    run.approvals.map((approval) => verifyApproval([SIGNING_KEY], run, approval)),
    [true],
  );
  const [approval] = run.approvals;
  const early = rig.cloud.calls.filter(({ write, at }) => write && at >= from && at < (approval?.at ?? 0) - 5);
  must('writes before the approval', early.length, 0);

  const records: AuditRecord[] = [];
  for await (const { record } of rig.trail.entries(from - 1_000)) records.push(record);
  const moves = records.flatMap((record) => (record.kind === 'move' && record.run === id ? [`${record.from} ${record.to}`] : []));
  must('audited moves', moves, [
    'null queued',
    'queued running',
    'running awaiting_approval',
    'awaiting_approval approved',
    'approved applying',
    'applying succeeded',
  ]);
  must('audit faults', (await rig.trail.verify([SIGNING_KEY])).faults, []);

  const follows = await rig.store.list({ cluster: run.target.clusterId, limit: 10, visible: ({ parent }) => parent === id });
  must(
    'what follows',
    follows.map(({ command, state, error }) => [command, state, error?.finding.code ?? null]),
    [[rig.subject.follows, 'succeeded', null]],
  );

  const message = found.message && rig.slack.messages.find(found.message.channel, found.message.ts);
  must('message', message && [message.text, message.blocks, message.metadata], contentOf(run));
  const [follow] = follows;
  const child = follow && (await rig.store.get(follow.id));
  const reply = child?.message && rig.slack.messages.find(child.message.channel, child.message.ts);
  must(
    'message in the thread',
    reply && [reply.threadTs, reply.text, reply.blocks, reply.metadata],
    child && [message?.ts, ...contentOf(child.run)],
  );

  const all = rig.slack.messages.in('C01OPS').flatMap((each) => [each, ...each.replies]);
  const copies = (of: string | undefined): number =>
    all.filter(({ metadata }) => (metadata?.event_payload as { run_id?: string } | undefined)?.run_id === of).length;
  must('messages of the run, and in the thread', [copies(id), copies(follow?.id)], [1, 1]);
  return wrong;
}

function contentOf(run: Parameters<typeof renderRun>[0]): readonly unknown[] {
  const { text, blocks, metadata } = renderRun(run);
  return [text, blocks, metadata];
}
