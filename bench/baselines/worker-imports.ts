import { flushCompileCache } from 'node:module';

/** The libraries that a worker starts with, and nothing else. */
await Promise.all(['@slack/web-api', 'bullmq', 'ioredis', 'zod', 'pino', 'prom-client', 'yaml'].map((name) => import(name)));
flushCompileCache();
process.stdout.write('"started"\n');
setInterval(() => {}, 60_000);
