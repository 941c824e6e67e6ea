import type { Config } from '../src/config/config.ts';
import { loadConfig, type Sources } from '../src/config/load.ts';
import { redactor } from '../src/core/redact.ts';
import { Clocks } from './doctor/clock.ts';
import { cloudLines } from './doctor/cloud.ts';
import { fail, format, type Line, ok, skip, summary } from './doctor/line.ts';
import { peopleLines } from './doctor/people.ts';
import { redisLines } from './doctor/redis.ts';
import { slackLines } from './doctor/slack.ts';
import { secretsOf, sources } from './settings.ts';

/** `bursting doctor`: one line for each check, with what to do where it fails. Resolves with the exit code: 1 if one failed. */
export async function doctor(): Promise<number> {
  const lines: Line[] = [];
  for await (const line of examine(sources(), Date.now)) {
    lines.push(line);
    process.stdout.write(`${format(line)}\n`);
  }
  process.stdout.write(`${summary(lines)}\n`);
  return lines.some(({ sign }) => sign === 'FAIL') ? 1 : 0;
}

/** Every check of what this role needs, in the order of the way in. It only reads, and changes nothing anywhere. */
export async function* examine(from: Sources, now: () => number): AsyncIterable<Line> {
  const loaded = loadConfig(from);
  if ('mistakes' in loaded) {
    for (const { place, problem } of loaded.mistakes)
      yield fail('configuration', `${place} ${problem}.`, 'Mend it; the rest is looked at then.');
    return;
  }
  const { config } = loaded;
  const clusters = [...config.rules.clusters.values()];
  yield ok(
    'configuration',
    `role ${config.role}; ${clusters.length === 0 ? 'no clusters' : `clusters ${clusters.map(({ alias }) => alias).join(', ')}`}`,
  );
  const clocks = new Clocks(now);
  const clean = redactor(secretsOf(config));
  // All at once, told in order.
  const parts = [
    checked('redis', () => redisLines(config.redis)),
    checked('slack', () => slackPart(config, clocks)),
    checked('huawei cloud', () => cloudPart(config, clocks)),
  ];
  for (const part of parts) for (const line of await part) yield { ...line, says: clean(line.says) };
  yield clocks.line();
}

async function slackPart(config: Config, clocks: Clocks): Promise<readonly Line[]> {
  const { lines, workspace } = await slackLines(config, clocks);
  if (!workspace) return [...lines, skip('approvers', 'Slack cannot be asked')];
  return [...lines, ...(await peopleLines(workspace.client, workspace.teamId, config.rules))];
}

async function cloudPart(config: Config, clocks: Clocks): Promise<readonly Line[]> {
  if (config.role === 'gateway') return [skip('huawei cloud', 'a gateway holds no credential; ask where the workers run')];
  const served = [...config.rules.clusters.values()].filter(({ workers }) => workers === config.workerGroup);
  if (served.length === 0) return [skip('huawei cloud', 'no cluster is configured: there is nothing to try a key with')];
  return cloudLines(config, served, clocks);
}

/** A check that breaks is one more thing to report, not the end of the others. */
async function checked(about: string, check: () => Promise<readonly Line[]>): Promise<readonly Line[]> {
  try {
    return await check();
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : String(error);
    return [fail(about, `could not be looked at: ${why}.`, 'Try again; if it stays so, report it with this line.')];
  }
}
