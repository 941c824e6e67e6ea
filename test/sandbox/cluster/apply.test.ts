import { describe, expect, test } from 'vitest';
import { applyServerSide, managed } from '../../../sandbox/cluster/apply.ts';
import type { KubernetesObject } from '../../../sandbox/cluster/state.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const sent = (more: { replicas?: number; image?: string; labels?: Record<string, string>; app?: string } = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'demo', namespace: 'lab', labels: more.labels ?? { app: 'demo' } },
  spec: {
    replicas: more.replicas ?? 2,
    selector: { matchLabels: { app: 'demo' } },
    template: {
      metadata: { labels: { app: more.app ?? 'demo' } },
      spec: { containers: [{ name: 'nginx', image: more.image ?? 'a:1', ports: [{ containerPort: 80, protocol: 'TCP' }] }] },
    },
  },
});
const apply = (live: KubernetesObject | null, object: ReturnType<typeof sent>, manager = 'bursting') =>
  applyServerSide(live, object, manager, NOW);
const made = (live: KubernetesObject | null, object: ReturnType<typeof sent>, manager?: string): KubernetesObject => {
  const applied = apply(live, object, manager);
  if (!('object' in applied)) throw new Error(JSON.stringify(applied));
  return applied.object;
};
const withManager = (object: KubernetesObject, ...others: ReturnType<typeof managed>[]): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, managedFields: [...(object.metadata.managedFields as object[]), ...others] },
});
const specOf = ({ spec }: KubernetesObject) => spec as ReturnType<typeof sent>['spec'];

describe('server-side apply', () => {
  test('makes what is not there, and says who set what', () => {
    const object = made(null, sent());
    expect(object.metadata).toMatchObject({
      generation: 1,
      creationTimestamp: '2026-11-23T12:00:00Z',
      managedFields: [{ manager: 'bursting', operation: 'Apply' }],
    });
    const [entry] = object.metadata.managedFields as { fieldsV1: unknown }[];
    expect(entry?.fieldsV1).toMatchObject({
      'f:metadata': { 'f:labels': { 'f:app': {} } },
      'f:spec': {
        'f:replicas': {},
        'f:selector': {},
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"nginx"}': { '.': {}, 'f:image': {}, 'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': {} } },
            },
          },
        },
      },
    });
  });

  test('of the same again changes nothing', () => {
    const once = made(null, sent());
    expect(made(once, sent()).metadata.generation).toBe(1);
  });

  test('counts what is changed', () => {
    expect(made(made(null, sent()), sent({ replicas: 3 })).metadata.generation).toBe(2);
  });

  test('takes away what it set before and does not send any more', () => {
    const once = made(null, sent({ labels: { app: 'demo', old: 'x' } }));
    expect(made(once, sent()).metadata.labels).toEqual({ app: 'demo' });
  });

  test('leaves alone what others have added', () => {
    const once = made(null, sent());
    const labelled = withManager(
      { ...once, metadata: { ...once.metadata, labels: { app: 'demo', team: 'x' } } },
      managed('kubectl-label', 'Update', { metadata: { labels: { team: 'x' } } }),
    );
    expect(made(labelled, sent({ replicas: 3 })).metadata.labels).toEqual({ app: 'demo', team: 'x' });
  });

  const scaled = (): KubernetesObject => {
    const once = made(null, sent());
    return withManager({ ...once, spec: { ...specOf(once), replicas: 5 } }, managed('kubectl', 'Update', { spec: { replicas: 5 } }));
  };

  test('refuses to take a value from others, and names them and the field', () => {
    expect(apply(scaled(), sent())).toEqual({ conflicts: [{ field: '.spec.replicas', manager: 'kubectl' }] });
    const edited = withManager(
      made(null, sent()),
      managed('kubectl-edit', 'Update', { spec: { template: { spec: { containers: [{ name: 'nginx', image: 'b:1' }] } } } }),
    );
    expect(apply(edited, sent({ image: 'c:1' }))).toEqual({
      conflicts: [{ field: '.spec.template.spec.containers[name="nginx"].image', manager: 'kubectl-edit' }],
    });
  });

  test('shares a value that is the same', () => {
    expect(specOf(made(scaled(), sent({ replicas: 5 }))).replicas).toBe(5);
  });

  test.each([
    ['a selector that does not match', null, sent({ app: 'other' }), /does not match template/],
    ['no image', null, sent({ image: '' }), /image: Required value/],
    ['a negative number of pods', null, sent({ replicas: -1 }), /spec.replicas/],
  ])('refuses %s', (_, live, object, message) => {
    expect(apply(live, object)).toEqual({ invalid: expect.stringMatching(message) });
  });

  test('refuses to change a selector', () => {
    const other = sent({ app: 'other' });
    other.spec.selector.matchLabels.app = 'other';
    expect(apply(made(null, sent()), other)).toEqual({ invalid: expect.stringContaining('field is immutable') });
  });
});
