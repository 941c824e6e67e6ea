import { APPLY_TIMING } from '../jobs/apply-steps.ts';
import { startAuditPoster } from '../jobs/audit-poster.ts';
import { FormFiller } from '../jobs/form-filler.ts';
import { HomePublisher } from '../jobs/home-publisher.ts';
import { LEASE_TIMING, Leases } from '../jobs/leases.ts';
import { startNotifier } from '../jobs/notifier.ts';
import { Publisher } from '../jobs/publish.ts';
import { sayIn, speakTo } from '../jobs/speak.ts';
import { startWatchClock } from '../jobs/watch-clock.ts';
import { openWork, type Work } from '../jobs/work.ts';
import { World } from '../jobs/world.ts';
import type { Tempo } from './bot.ts';
import { giveBackMemory } from './give-back.ts';
import type { Parts } from './parts.ts';
import type { SlackParts } from './slack-parts.ts';

const TEMPO: Tempo = { lease: LEASE_TIMING, apply: APPLY_TIMING };
const TRIM_EVERY_MS = 3_600_000;

export interface WorkerParts {
  readonly work: Work;
  /** Stops what runs by the clock. */
  stopClocks(): void;
  /** Breaks off calls under way. */
  close(): Promise<void>;
}

/** What a worker works with, beyond what every process has: whatever it needs is loaded from here. */
export function openWorkerParts(
  parts: Parts,
  { slack, fetch, directory, rights, rightsNow, workspace }: SlackParts,
  tempo: Tempo | null,
): WorkerParts {
  const { config, log, redis, hints, store, freezes, trail, metrics, signingKeys, homes, forms, watches, onRedisError } = parts;
  const { rules } = config;
  const speak = speakTo(directory);
  let allLoaded = false;
  const world = new World(config, (call) => {
    metrics.called(call);
    if (allLoaded || call.service !== 'Kubernetes') return;
    // What a cluster is called with is the last that a first run loads.
    allLoaded = true;
    void giveBackMemory('first run');
  });
  const publisher = new Publisher({
    redis,
    store,
    hints,
    slack,
    workspace,
    say: (channel) => sayIn(rules, channel),
    ...(fetch ? { fetch } : {}),
    log,
    onOutcome: metrics.published,
  });
  const work = openWork({
    publisher,
    homes: new HomePublisher({ redis, homes, speak, store, freezes, rights, rules, workspace, slack, log }),
    forms: new FormFiller({ forms, hints, speak, world, rights, rules, group: config.workerGroup, slack, log }),
    store,
    world,
    leases: new Leases(redis, store.clock, (tempo ?? TEMPO).lease),
    freezes,
    rights,
    watches,
    rightsNow,
    rules,
    signingKeys,
    timing: (tempo ?? TEMPO).apply,
    log,
    onBegin: metrics.applyBegan,
    onTwice: (step, run, resources) => {
      log.error({ run: run.id, resource: step.resource, resources }, 'the bot made a resource more than once: delete all but one by hand');
      metrics.madeTwice(resources);
    },
  });
  const clock = startWatchClock({ store, watches, rules, log, onError: onRedisError });
  const notifier = startNotifier({ redis, store, rules, speak, slack, log });
  const poster = rules.auditChannel ? startAuditPoster({ redis, trail, signingKeys, slack, channel: rules.auditChannel, log }) : null;
  const trimming = setInterval(() => trail.trim(signingKeys, rules.retention.auditMs, Date.now()).catch(onRedisError), TRIM_EVERY_MS);
  return {
    work,
    stopClocks() {
      clearInterval(trimming);
      poster?.stop();
      notifier.stop();
      clock.stop();
    },
    close: () => world.close(),
  };
}
