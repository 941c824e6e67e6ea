import { describe, expect, it } from 'vitest';
import { detailsView } from '../../blocks/details.ts';
import { renderRun } from '../../blocks/run.ts';
import { renderThread } from '../../blocks/thread.ts';
import { finding } from '../../src/core/finding.ts';
import type { Step } from '../../src/core/plan.ts';
import type { Run } from '../../src/runs/run.ts';
import * as p from './plan-samples.ts';
import { expectSafe, expectSafeView, read } from './reading.ts';
import * as s from './samples.ts';

const set = (field: string, after: Step['changes'][number]['after'], before: Step['changes'][number]['before'] = null) => ({
  field,
  before,
  after,
});
const IMAGE = 'swr.cn-north-4.myhuaweicloud.com/team/nginx:stable';
const LABELS = ['app.kubernetes.io/managed-by=bursting', 'app=demo', 'bursting.cci.io/burst-to-cci=enforce'];
const namespace: Step = {
  id: 'namespace',
  verb: 'create',
  resource: 'namespace lab',
  changes: [set('name', 'lab')],
  resourceId: null,
  since: null,
};
const deployment: Step = {
  id: 'deployment',
  verb: 'create',
  resource: 'deployment lab/demo',
  changes: [set('image', IMAGE), set('replicas', 2), set('labels', LABELS)],
  resourceId: null,
  since: null,
};
const there: Step = { ...namespace, verb: 'unchanged', changes: [], resourceId: 'ns-1', since: '2026-11-20T10:42:00Z' };

const smokeRun = (steps: readonly Step[], more: Partial<Run> = {}): Run =>
  p.planRun({
    command: 'smoke',
    action: 'huawei_deploy_cce_cci_smoke_workload',
    plan: p.planOf({ steps, cost: [{ step: 'deployment', charged: true, unit: 'pod' }], warnings: [] }),
    ...more,
  });
const shown = (steps: readonly Step[], more: Partial<Run> = {}) => {
  const message = renderRun(smokeRun(steps, more));
  expectSafe(message);
  return { text: message.text, all: read(message) };
};

describe('a plan of a smoke workload', () => {
  it('shows image, number of pods and labels, and what is charged', () => {
    const { text, all } = shown([namespace, deployment]);
    expect(text).toBe('smoke on prod waits for approval to create 1 namespace and create 1 Deployment.');
    expect(all).toContain('➕ *Create* namespace `lab`');
    expect(all).toContain(
      `➕ *Create* Deployment \`lab/demo\`\n• Image: \`${IMAGE}\`\n• Pods: \`2\`\n• Labels: \`app.kubernetes.io/managed-by=bursting\`, \`app=demo\``,
    );
    expect(all).toContain('charged per pod, by its flavor: Deployment `lab/demo`');
    expectSafeView(detailsView(smokeRun([namespace, deployment])));
  });

  it('of a change shows old and new, and what stays without an arrow', () => {
    const changes = [set('image', IMAGE, 'old'), set('replicas', 2, 2)];
    const { all } = shown([there, { ...deployment, verb: 'update', changes, resourceId: 'uid-1' }]);
    expect(all).toContain(`• Image: \`old\` → \`${IMAGE}\`\n• Pods: \`2\``);
    expect(all).not.toContain('`2` →');
  });

  it('names images as what they are', () => {
    const warnings = [
      finding('image_docker_hub', { image: 'nginx:1.27' }),
      finding('image_other_region', { image: 'x', image_region: 'cn-east-3', region: 'cn-north-4' }),
    ];
    const { all } = shown([namespace, deployment], { plan: p.planOf({ steps: [deployment], warnings }) });
    expect(all).toContain('⚠️ nginx:1.27 comes from Docker Hub. Pods on CCI usually cannot reach it: pulls time out.');
    expect(all).toContain('x is in SWR of cn-east-3, and the cluster is in cn-north-4');
  });

  it('that is blocked names whose Deployment it is, and who set which field', () => {
    const issues = [
      finding('workload_foreign', { namespace: 'lab', name: 'demo', why: 'label', managers: ['helm'], image: 'x:1' }),
      finding('field_conflict', { resource: 'deployment lab/demo', conflicts: [{ field: '.spec.replicas', manager: 'kubectl' }] }),
    ];
    const { all } = shown([], { state: 'blocked', plan: null, result: { issues, warnings: [] } });
    expect(all).toContain('There is a Deployment lab/demo already, running x:1, and the bot did not make it; it is kept by helm.');
    expect(all).toContain('deployment lab/demo was changed by somebody else: .spec.replicas is set by kubectl.');
  });
});

describe('an applied one', () => {
  const applied = (more: Partial<Run> = {}, steps = [namespace, deployment]) =>
    shown(steps, { state: 'succeeded', steps: { namespace: p.progress('done'), deployment: p.progress('done') }, ...more });

  it('shows the commands that clean up, because the bot deletes nothing', () => {
    const { all } = applied();
    expect(all).toContain('(the bot deletes nothing)*\n`kubectl delete deployment demo -n lab`\n`kubectl delete namespace lab`');
  });

  it('leaves a namespace alone that was there, or that somebody else made', () => {
    expect(applied({}, [there, deployment]).all).not.toContain('delete namespace');
    const adopted = { namespace: p.progress('done', { adopted: true }), deployment: p.progress('done') };
    expect(applied({ steps: adopted }).all).not.toContain('delete namespace');
  });

  it('is reminded of with the same commands', () => {
    const run = smokeRun([namespace, deployment], { state: 'succeeded', steps: { deployment: p.progress('done') } });
    const [reminder, ...others] = renderThread(run, ['reminder']);
    expect(others).toEqual([]);
    expect(reminder).toMatchObject({ key: 'reminder', kind: 'reply' });
    if (reminder?.kind !== 'reply') throw new Error('it is a reply');
    expect(reminder.message.text).toBe('The smoke workload lab/demo was applied a day ago. Its pods are charged as long as they run.');
    expect(read(reminder.message)).toContain('`kubectl delete deployment demo -n lab`');
  });

  it.each([s.HOSTILE, s.RTL, s.LONG, ''])('can be sent, whatever it is called', (x) => {
    const steps: Step[] = [
      { ...namespace, resource: `namespace ${x}`, changes: [set('name', x)] },
      { ...deployment, resource: `deployment ${x}/${x}`, changes: [set('image', x, x), set('replicas', 2, 2), set('labels', [x, x])] },
    ];
    shown(steps);
    applied({}, steps);
    const [reminder] = renderThread(smokeRun(steps, { state: 'succeeded' }), ['reminder']);
    if (reminder?.kind !== 'reply') throw new Error('it is a reply');
    expectSafe({ ...reminder.message, metadata: { event_type: 'x', event_payload: {} } });
  });
});
