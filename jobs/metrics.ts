import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { commands } from '../src/actions/registry.ts';
import { isFinal, RUN_STATES, type Run, type RunState } from '../src/runs/run.ts';
import { OUTCOMES, type PublishOutcome } from './publish.ts';
import type { OutgoingCall } from './world.ts';

/** What is asked when somebody scrapes. */
export interface MetricsSource {
  redisReady(): boolean;
  /** For how long the run that came into a state first has been in it. */
  oldestMs(state: RunState): Promise<number>;
}

/** What a run may be of. `other` stands for a command that this version does not know: what is in Redis must not make labels. */
const OTHER = 'other';
const COMMANDS: readonly string[] = commands.names.filter((name) => commands.find(name)?.kind !== 'local');

/** Names, units and labels are part of the contract with dashboards and alerts (`deploy/`): seconds, totals. No label holds what people typed. */
export class Metrics {
  readonly registry = new Registry();
  readonly #ack: Histogram;
  readonly #runs: Counter<'command' | 'state'>;
  readonly #leaseWait: Histogram;
  readonly #duplicates: Counter;
  readonly #publishLag: Histogram;
  readonly #published: Counter<'outcome'>;
  readonly #cloudRequests: Counter<'service' | 'operation' | 'code'>;

  constructor(source: MetricsSource) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#ack = new Histogram({
      name: 'bursting_ack_seconds',
      help: 'From a command’s arrival to its acknowledgement.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3],
      registers,
    });
    this.#runs = new Counter({
      name: 'bursting_runs_total',
      help: 'Runs that ended, by command and final state; each is counted by the process that ended it.',
      labelNames: ['command', 'state'],
      registers,
    });
    this.#leaseWait = new Histogram({
      name: 'bursting_lease_wait_seconds',
      help: 'How long an apply stood in line for its cluster and VPC before it began.',
      buckets: [0.1, 1, 5, 15, 30, 60, 300, 900, 1_800],
      registers,
    });
    this.#duplicates = new Counter({
      name: 'bursting_duplicate_effects_total',
      help: 'Resources that an apply found to be made by the bot beyond the one that was meant.',
      registers,
    });
    this.#publishLag = new Histogram({
      name: 'bursting_publish_lag_seconds',
      help: 'From a run’s change to Slack showing it.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
      registers,
    });
    this.#published = new Counter({
      name: 'bursting_publish_total',
      help: 'Attempts to show a run in Slack, by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    this.#cloudRequests = new Counter({
      name: 'bursting_cloud_requests_total',
      help: 'Requests to Huawei Cloud and clusters, by HTTP status (or none).',
      labelNames: ['service', 'operation', 'code'],
      registers,
    });
    new Gauge({
      name: 'bursting_redis_up',
      help: 'Whether Redis answers this process.',
      registers,
      collect() {
        this.set(source.redisReady() ? 1 : 0);
      },
    });
    const ages = [
      ['bursting_queue_oldest_seconds', 'Age of the oldest run that waits for a worker.', 'queued'],
      ['bursting_approval_age_seconds', 'For how long the oldest waiting plan has waited for its next approval.', 'awaiting_approval'],
    ] as const;
    for (const [name, help, state] of ages)
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set((await source.oldestMs(state).catch(() => 0)) / 1_000);
        },
      });
    this.#begin();
  }

  readonly acknowledged = (seconds: number): void => this.#ack.observe(seconds);

  readonly ended = ({ command, state }: Pick<Run, 'command' | 'state'>): void =>
    this.#runs.inc({ command: COMMANDS.includes(command) ? command : OTHER, state });

  readonly applyBegan = (waitedMs: number): void => this.#leaseWait.observe(waitedMs / 1_000);

  /** `resources`: all that were made where one was meant. */
  readonly madeTwice = (resources: readonly string[]): void => this.#duplicates.inc(resources.length - 1);

  readonly published = (outcome: PublishOutcome, lagMs: number): void => {
    this.#published.inc({ outcome });
    if (outcome === 'shown') this.#publishLag.observe(lagMs / 1_000);
  };

  readonly called = ({ service, operation, status }: OutgoingCall): void =>
    this.#cloudRequests.inc({ service, operation, code: String(status ?? 'none') });

  /** Counters begin at 0, not with their first event: what comes from nowhere is no increase to Prometheus. */
  #begin(): void {
    for (const command of [...COMMANDS, OTHER]) for (const state of RUN_STATES.filter(isFinal)) this.#runs.inc({ command, state }, 0);
    for (const outcome of OUTCOMES) this.#published.inc({ outcome }, 0);
  }
}
