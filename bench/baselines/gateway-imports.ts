import { flushCompileCache } from 'node:module';

/** The libraries of a gateway, and nothing else. */
await Promise.all(['@slack/bolt', 'bullmq', 'ioredis', 'zod', 'pino', 'prom-client', 'yaml'].map((name) => import(name)));
flushCompileCache();
process.stdout.write('"started"\n');
setInterval(() => {}, 60_000);
