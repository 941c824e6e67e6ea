import { finding } from '../../src/core/finding.ts';
import type { Approval, Run, StepProgress } from '../../src/runs/run.ts';

/** A message of the gallery: which run it shows, and what is special about it. */
export interface Picture {
  readonly title: string;
  readonly run: Run;
}

const [BOB, CAROL] = ['U02BOB', 'U03CAROL'];
const OTHER = 'run_9876543210';

const approval = (run: Run, by: string, verdict: Approval['verdict'] = 'approved', reason: string | null = null): Approval => ({
  ...{ by, verdict, reason, signature: '' },
  at: run.createdAt + 5 * 60_000,
  expiresAt: run.createdAt + 30 * 60_000,
});

/** The states before a read, or the reading of a plan, has ended. */
export const beginnings = (run: Run): readonly Picture[] => {
  const nothing: Run = { ...run, result: null, plan: null, error: null, deadline: null };
  return [
    { title: 'queued', run: { ...nothing, state: 'queued' } },
    { title: 'running', run: { ...nothing, state: 'running' } },
    { title: 'cancelled while it ran', run: { ...nothing, state: 'cancelled', endedBy: CAROL } },
    {
      title: 'failed',
      run: {
        ...nothing,
        state: 'failed',
        error: { finding: finding('timeout', { seconds: 60 }), requestId: 'req-4f3c2b1a', retryable: true },
      },
    },
  ];
};

/** Everything that a plan can become, from one that waits for approval. */
export function fates(run: Run): readonly Picture[] {
  const { plan } = run;
  if (!plan) throw new Error(`${run.command} has no plan`);
  const written = plan.steps.filter(({ verb }) => verb !== 'unchanged');
  const [first] = written;
  const progress = (status: StepProgress['status'], more: Partial<StepProgress> = {}): StepProgress => ({
    ...{ status, resourceId: 'c1a8f7e4-0b6d-4e2a-9d35-6f1e2b7c8a90', adopted: false, tries: 1, at: run.createdAt + 6 * 60_000 },
    ...more,
  });
  const until = (status: StepProgress['status']): Run['steps'] => (first ? { [first.id]: progress(status) } : {});
  const approved: Run = { ...run, state: 'approved', approvals: [approval(run, BOB)] };
  const applying: Run = { ...approved, state: 'applying', deadline: null };
  const error = (found: NonNullable<Run['error']>['finding'], retryable = false): Run['error'] => ({
    finding: found,
    requestId: null,
    retryable,
  });
  const moved = finding('plan_changed', {
    differences: [{ kind: 'appeared', resource: first?.resource ?? '', field: null, was: null, now: null, since: '2026-11-23T10:42:13Z' }],
    successor: OTHER,
  });
  return [
    { title: 'waits for approval', run },
    { title: 'another run is applying', run: { ...run, plan: { ...plan, applyingNow: [OTHER] } } },
    { title: 'nobody could approve', run: { ...run, plan: { ...plan, approvable: false } } },
    { title: 'one of two approved', run: { ...run, plan: { ...plan, required: 2 }, approvals: [approval(run, BOB)] } },
    { title: 'approved', run: approved },
    { title: 'approved, waits for another run', run: { ...approved, waiting: { for: 'run', run: OTHER } } },
    { title: 'approved, frozen', run: { ...approved, waiting: { for: 'freeze', by: CAROL, reason: 'change freeze until Monday' } } },
    { title: 'approved, rights unknown', run: { ...approved, waiting: { for: 'rights' } } },
    { title: 'applying', run: { ...applying, steps: until('waiting') } },
    { title: 'asked to stop', run: { ...applying, steps: until('intended'), stopping: CAROL } },
    {
      title: 'succeeded',
      run: {
        ...applying,
        state: 'succeeded',
        steps: Object.fromEntries(written.map(({ id }, i) => [id, progress('done', { adopted: i === 1 })])),
      },
    },
    {
      title: 'failed half way',
      run: {
        ...applying,
        state: 'failed',
        steps: until('failed'),
        error: error(finding('step_timeout', { step: first?.id ?? '', resource: first?.resource ?? '', minutes: 5 })),
      },
    },
    { title: 'stopped half way', run: { ...applying, state: 'cancelled', steps: until('done'), endedBy: CAROL } },
    { title: 'rejected', run: { ...run, state: 'rejected', approvals: [approval(run, BOB, 'rejected', 'Not during the sale.')] } },
    { title: 'expired', run: { ...run, state: 'expired' } },
    { title: 'cancelled by its requester', run: { ...run, state: 'cancelled', endedBy: run.requestedBy } },
    { title: 'the world moved', run: { ...approved, state: 'stale', error: error(moved) } },
    {
      title: 'an approver lost the right',
      run: { ...approved, state: 'stale', error: error(finding('approval_revoked', { users: [BOB], required: 1 })) },
    },
    { title: 'replaced by a newer plan', run: { ...run, state: 'stale', error: error(finding('plan_superseded', { by: OTHER })) } },
  ];
}
