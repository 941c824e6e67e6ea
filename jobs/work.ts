import { actionOf } from '../src/actions/index.ts';
import { isGuided } from '../src/core/action.ts';
import { type ApplyDeps, apply } from './apply.ts';
import { execute } from './execute.ts';
import type { FormFiller } from './form-filler.ts';
import { guide } from './guide.ts';
import type { HomePublisher } from './home-publisher.ts';
import { executePayload, publishPayload } from './payloads.ts';
import type { Publisher } from './publish.ts';

export interface WorkDeps extends ApplyDeps {
  readonly publisher: Publisher;
  readonly homes: Pick<HomePublisher, 'publish'>;
  readonly forms: Pick<FormFiller, 'fill'>;
}

/** What the jobs of the queues come to. */
export interface Work {
  execute(data: unknown, shutdown: AbortSignal): Promise<void>;
  show(data: unknown): Promise<void>;
  /** Nothing is put off any more: another worker shows what is left. */
  stopShowing(): void;
}

export const openWork = (deps: WorkDeps): Work => ({
  execute: (data, shutdown) => work(deps, data, shutdown),
  show: (data) => show(deps, data),
  stopShowing: () => deps.publisher.stop(),
});

/** A job is only a hint: what there is to do, the run says. */
async function work(deps: WorkDeps, data: unknown, shutdown: AbortSignal): Promise<void> {
  const job = executePayload.parse(data);
  if ('form' in job) return deps.forms.fill(job.form);
  const found = await deps.store.get(job.run);
  if (found?.work !== job.work) return;
  const { state, command } = found.run;
  const action = actionOf(command);
  if (action && isGuided(action)) return guide(deps, action, found, shutdown);
  if (state === 'queued' || state === 'running') await execute(deps, found, job.work, shutdown);
  else await apply(deps, found, job.work, shutdown);
}

function show({ publisher, homes, forms }: WorkDeps, data: unknown): Promise<void> {
  const job = publishPayload.parse(data);
  if ('form' in job) return forms.fill(job.form);
  return 'home' in job ? homes.publish(job.home) : publisher.publish(job.run);
}
