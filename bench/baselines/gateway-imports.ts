/** The libraries of a gateway, and nothing else. */
await Promise.all(['@slack/bolt', 'bullmq', 'ioredis', 'zod', 'pino', 'prom-client', 'yaml'].map((name) => import(name)));
process.stdout.write('"started"\n');
setInterval(() => {}, 60_000);
