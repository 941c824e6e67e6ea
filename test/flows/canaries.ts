import type { SandboxCloud } from '../../sandbox/cloud/start.ts';
import type { FakeSlack } from '../../sandbox/slack/fake.ts';
import { everythingIn, everythingSaidIn, leaks } from './secret-scan.ts';

/** Who closes this long after Redis has gone has nothing to look at there. */
const REDIS_MS = 2_000;

/**
 * What every flow test does at its end, whatever it played: the keys with which its bots spoke to cloud and Slack, and those they signed
 * with, are in nothing that they logged, kept in Redis or said to Slack. Throws what was found where.
 */
export async function seekCanaries(
  { cloud, slack, redisUrl, log }: { cloud: SandboxCloud; slack: FakeSlack; redisUrl: string; log: string },
  signingKey: string,
): Promise<void> {
  const secrets = {
    AK: String(cloud.env.HUAWEI_AK),
    SK: String(cloud.env.HUAWEI_SK),
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingKey,
  };
  const gone = new Promise<string>((resolve) => setTimeout(resolve, REDIS_MS, '').unref());
  const redis = await Promise.race([everythingIn(redisUrl).catch(() => ''), gone]);
  const found = leaks(secrets, { log, redis, slack: everythingSaidIn(slack) });
  if (found.length > 0) throw new Error(`secrets have leaked: ${found.join(', ')}`);
}
