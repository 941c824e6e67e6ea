import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Names and units are part of the contract with dashboards: seconds, totals. */
export class Metrics {
  readonly registry = new Registry();
  readonly ack: Histogram;
  readonly runs: Counter<'command' | 'state'>;
  readonly publishLag: Histogram;
  readonly published: Counter<'outcome'>;
  readonly cloudRequests: Counter<'service' | 'operation' | 'code'>;

  /** `redisReady` and `oldestQueuedMs` are asked when somebody scrapes. */
  constructor(source: { redisReady(): boolean; oldestQueuedMs(): Promise<number> }) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.ack = new Histogram({
      name: 'bursting_ack_seconds',
      help: 'From a command’s arrival to its acknowledgement.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3],
      registers,
    });
    this.runs = new Counter({
      name: 'bursting_runs_total',
      help: 'Runs that ended, by command and final state.',
      labelNames: ['command', 'state'],
      registers,
    });
    this.publishLag = new Histogram({
      name: 'bursting_publish_lag_seconds',
      help: 'From a run’s change to Slack showing it.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
      registers,
    });
    this.published = new Counter({
      name: 'bursting_publish_total',
      help: 'Attempts to show a run in Slack, by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    this.cloudRequests = new Counter({
      name: 'bursting_cloud_requests_total',
      help: 'Requests to Huawei Cloud and clusters, by HTTP status (or none).',
      labelNames: ['service', 'operation', 'code'],
      registers,
    });
    new Gauge({
      name: 'bursting_redis_up',
      help: 'Whether Redis answers.',
      registers,
      collect() {
        this.set(source.redisReady() ? 1 : 0);
      },
    });
    new Gauge({
      name: 'bursting_queue_oldest_seconds',
      help: 'Age of the oldest run that waits for a worker.',
      registers,
      async collect() {
        this.set((await source.oldestQueuedMs().catch(() => 0)) / 1_000);
      },
    });
  }
}
