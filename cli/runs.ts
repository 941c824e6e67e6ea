import { runDocument } from '../blocks/document.ts';
import { isRunId } from '../src/core/ids.ts';
import { redactJson } from '../src/core/redact.ts';
import { RUN_STATES, type RunState } from '../src/runs/run.ts';
import { FailedError, SetupError } from './expected-errors.ts';
import { storeSettings } from './settings.ts';
import { withStoredRuns } from './stored-runs.ts';

/** `bursting runs [list | show <id>]`. Resolves with the exit code. */
export async function runs(words: readonly string[]): Promise<number> {
  const [what = 'list', ...rest] = words[0]?.includes('=') ? ['list', ...words] : words;
  if (what === 'show') {
    const [id, ...extra] = rest;
    if (id === undefined || extra.length > 0) throw new SetupError('usage: bursting runs show <id>');
    if (!isRunId(id)) throw new SetupError(`${id} is no run id: it looks like run_0123456789`);
    return withStoredRuns(storeSettings().redis, async (store) => {
      const found = await store.get(id);
      if (!found) throw new FailedError(`there is no run ${id}: finished runs are kept for retention.runs (30 days)`);
      process.stdout.write(`${JSON.stringify(redactJson(runDocument(found.run)), null, 2)}\n`);
      return 0;
    });
  }
  if (what !== 'list') throw new SetupError(`usage: bursting runs [list | show <id>], not ${what}`);
  const { cluster, state, limit } = filters(rest);
  return withStoredRuns(storeSettings().redis, async (store) => {
    const query = {
      limit,
      visible: (run: { target: { alias: string | null; clusterId: string } }) =>
        !cluster || run.target.alias === cluster || run.target.clusterId === cluster,
    };
    for (const run of await store.list({ ...query, ...(state ? { state } : {}) }))
      process.stdout.write(`${JSON.stringify(redactJson(runDocument(run)))}\n`);
    return 0;
  });
}

function filters(words: readonly string[]): { cluster?: string; state?: RunState; limit: number } {
  const given = new Map(words.map((word) => [word.split('=', 1)[0] ?? '', word.slice(word.indexOf('=') + 1)]));
  for (const name of given.keys())
    if (!['cluster', 'state', 'limit'].includes(name)) throw new SetupError(`${name} is none of cluster=, state=, limit=`);
  const state = RUN_STATES.find((each) => each === given.get('state'));
  if (given.has('state') && !state) throw new SetupError(`state is one of ${RUN_STATES.join(', ')}`);
  const limit = Number(given.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new SetupError('limit is a number from 1 to 1000');
  const cluster = given.get('cluster');
  return { limit, ...(cluster ? { cluster } : {}), ...(state ? { state } : {}) };
}
