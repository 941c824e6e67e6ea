import { expect, test } from 'vitest';
import { Metrics } from '../../jobs/metrics.ts';

const scrape = async (source: ConstructorParameters<typeof Metrics>[0], use: (metrics: Metrics) => void = () => {}): Promise<string> => {
  const metrics = new Metrics(source);
  use(metrics);
  return metrics.registry.metrics();
};
const HEALTHY = { redisReady: () => true, oldestQueuedMs: async () => 2_500 };

test('dashboards find what they look for: names, units and labels', async () => {
  const text = await scrape(HEALTHY, (metrics) => {
    metrics.ack.observe(0.012);
    metrics.runs.inc({ command: 'precheck', state: 'succeeded' });
    metrics.publishLag.observe(0.3);
    metrics.published.inc({ outcome: 'shown' });
    metrics.cloudRequests.inc({ service: 'CCE', operation: 'ShowCluster', code: '200' });
  });
  for (const line of [
    '# TYPE bursting_ack_seconds histogram',
    'bursting_ack_seconds_bucket{le="0.025"} 1',
    '# TYPE bursting_runs_total counter',
    'bursting_runs_total{command="precheck",state="succeeded"} 1',
    '# TYPE bursting_publish_lag_seconds histogram',
    'bursting_publish_total{outcome="shown"} 1',
    'bursting_cloud_requests_total{service="CCE",operation="ShowCluster",code="200"} 1',
    'bursting_redis_up 1',
    'bursting_queue_oldest_seconds 2.5',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toContain('process_cpu_seconds_total');
});

test('a Redis that is away is a figure, never a failed scrape', async () => {
  const text = await scrape({ redisReady: () => false, oldestQueuedMs: () => Promise.reject(new Error('Redis is away')) });
  expect(text).toContain('bursting_redis_up 0');
  expect(text).toContain('bursting_queue_oldest_seconds 0');
});
