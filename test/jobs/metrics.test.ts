import { describe, expect, test } from 'vitest';
import { LateMetrics } from '../../jobs/late-metrics.ts';
import { Metrics, type MetricsSource } from '../../jobs/metrics.ts';

const HEALTHY: MetricsSource = { redisReady: () => true, oldestMs: async (state) => (state === 'queued' ? 2_500 : 61_000) };
const scrape = async (use: (metrics: Metrics) => void = () => {}, source = HEALTHY): Promise<readonly string[]> => {
  const metrics = new Metrics(source);
  use(metrics);
  return (await metrics.registry.metrics()).split('\n');
};

test('dashboards find what they look for: names, units and labels', async () => {
  const lines = await scrape((metrics) => {
    metrics.acknowledged(0.012);
    metrics.ended({ command: 'precheck', state: 'succeeded' });
    metrics.applyBegan(4_000);
    metrics.madeTwice(['a', 'b', 'c']);
    metrics.published('shown', 300);
    metrics.called({ service: 'CCE', operation: 'ShowCluster', status: 200 });
    metrics.called({ service: 'Kubernetes', operation: 'list nodes', status: null });
  });
  for (const line of [
    '# TYPE bursting_ack_seconds histogram',
    'bursting_ack_seconds_bucket{le="0.025"} 1',
    '# TYPE bursting_runs_total counter',
    'bursting_runs_total{command="precheck",state="succeeded"} 1',
    '# TYPE bursting_approval_age_seconds gauge',
    'bursting_approval_age_seconds 61',
    '# TYPE bursting_lease_wait_seconds histogram',
    'bursting_lease_wait_seconds_bucket{le="1"} 0',
    'bursting_lease_wait_seconds_bucket{le="5"} 1',
    '# TYPE bursting_duplicate_effects_total counter',
    'bursting_duplicate_effects_total 2',
    '# TYPE bursting_publish_lag_seconds histogram',
    'bursting_publish_lag_seconds_sum 0.3',
    'bursting_publish_total{outcome="shown"} 1',
    'bursting_cloud_requests_total{service="CCE",operation="ShowCluster",code="200"} 1',
    'bursting_cloud_requests_total{service="Kubernetes",operation="list nodes",code="none"} 1',
    'bursting_redis_up 1',
    'bursting_queue_oldest_seconds 2.5',
  ])
    expect(lines).toContain(line);
  expect(lines.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
});

test('a message that could not be shown has no lag', async () => {
  expect(await scrape((metrics) => metrics.published('again', 0))).toContain('bursting_publish_lag_seconds_count 0');
});

describe('labels', () => {
  test('are there from the beginning, at 0: the first failure is an increase', async () => {
    const lines = await scrape();
    for (const line of [
      'bursting_runs_total{command="vpcep",state="failed"} 0',
      'bursting_publish_total{outcome="not_authorised"} 0',
      'bursting_duplicate_effects_total 0',
    ])
      expect(lines).toContain(line);
  });

  test('are of a command that exists and of a state that is final, whatever Redis says', async () => {
    const count = (lines: readonly string[]): number => lines.filter((line) => line.startsWith('bursting_runs_total{')).length;
    const before = await scrape();
    const after = await scrape((metrics) => {
      for (let i = 0; i < 100; i++) metrics.ended({ command: `forged-${i}`, state: 'failed' });
      metrics.ended({ command: 'whoami', state: 'failed' });
    });
    expect(count(after)).toBe(count(before));
    expect(after).toContain('bursting_runs_total{command="other",state="failed"} 101');
    expect(before.filter((line) => /state="(queued|running|awaiting_approval|approved|applying)"/.test(line))).toEqual([]);
  });
});

test('a Redis that is away is a figure, never a failed scrape', async () => {
  const lines = await scrape(() => {}, { redisReady: () => false, oldestMs: () => Promise.reject(new Error('Redis is away')) });
  expect(lines).toContain('bursting_redis_up 0');
  expect(lines).toContain('bursting_queue_oldest_seconds 0');
  expect(lines).toContain('bursting_approval_age_seconds 0');
});

test('what is counted before the metrics are loaded is in the first scrape, once', async () => {
  let made = 0;
  const metrics = new LateMetrics(async () => {
    made += 1;
    return new Metrics(HEALTHY);
  });
  metrics.acknowledged(0.012);
  metrics.published('shown', 300);
  expect(made).toBe(0);
  const [{ registry }] = await Promise.all([metrics.get(), metrics.get()]);
  metrics.acknowledged(0.012);
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toEqual(expect.arrayContaining(['bursting_ack_seconds_count 2', 'bursting_publish_total{outcome="shown"} 1']));
  expect(made).toBe(1);
});
