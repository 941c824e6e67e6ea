import { startAuditPoster } from '../jobs/audit-poster.ts';
import { Directory } from '../jobs/directory.ts';
import { FormFiller } from '../jobs/form-filler.ts';
import { HomePublisher } from '../jobs/home-publisher.ts';
import { Leases } from '../jobs/leases.ts';
import { startNotifier } from '../jobs/notifier.ts';
import { Publisher } from '../jobs/publish.ts';
import { openRedis } from '../jobs/redis.ts';
import { Rights } from '../jobs/rights.ts';
import { sayIn, speakTo } from '../jobs/speak.ts';
import { startWatchClock } from '../jobs/watch-clock.ts';
import { startWorkers, type Workers } from '../jobs/worker.ts';
import { World } from '../jobs/world.ts';
import type { Tempo } from './bot.ts';
import type { Closing, Parts } from './parts.ts';

const TRIM_EVERY_MS = 3_600_000;

/** Takes work from the queues. Whatever a worker needs beyond what every process has is loaded from here. */
export function startWorkerRole(parts: Parts, tempo: Tempo, closing: Closing): Workers {
  const {
    config,
    log,
    redis,
    fetch,
    hints,
    store,
    freezes,
    trail,
    metrics,
    signingKeys,
    slack,
    directory,
    rights,
    homes,
    forms,
    watches,
    workspace,
    onRedisError,
  } = parts;
  const { rules } = config;
  const speak = speakTo(directory);
  const world = new World(config, metrics.called);
  closing.push(() => world.close());
  const patient = openRedis(config.redis, 'patient', onRedisError);
  closing.push(() => patient.disconnect());
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
  const workers = startWorkers({
    redis: patient,
    publisher,
    homes: new HomePublisher({ redis, homes, speak, store, freezes, rights, rules, workspace, slack, log }),
    forms: new FormFiller({ forms, hints, speak, world, rights, rules, group: config.workerGroup, slack, log }),
    group: config.workerGroup,
    store,
    world,
    leases: new Leases(redis, store.clock, tempo.lease),
    freezes,
    rights,
    watches,
    rightsNow: new Rights(new Directory({ slack, redis, teamId: () => workspace().teamId, log, fresh: true }), rules),
    rules,
    signingKeys,
    timing: tempo.apply,
    log,
    onBegin: metrics.applyBegan,
    onTwice: (step, run, resources) => {
      log.error({ run: run.id, resource: step.resource, resources }, 'the bot made a resource more than once: delete all but one by hand');
      metrics.madeTwice(resources);
    },
  });
  closing.push(() => workers.stop());
  const clock = startWatchClock({ store, watches, rules, log, onError: onRedisError });
  closing.push(() => clock.stop());
  const notifier = startNotifier({ redis, store, rules, speak, slack, log });
  closing.push(() => notifier.stop());
  if (rules.auditChannel) {
    const poster = startAuditPoster({ redis, trail, signingKeys, slack, channel: rules.auditChannel, log });
    closing.push(() => poster.stop());
  }
  const trimming = setInterval(() => trail.trim(signingKeys, rules.retention.auditMs, Date.now()).catch(onRedisError), TRIM_EVERY_MS);
  closing.push(() => clearInterval(trimming));
  return workers;
}
