import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** A BullMQ worker that does nothing: what no queue on BullMQ can be faster than. */
const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
const worker = new Worker('idle', async () => {}, { connection, prefix: '{bench}', concurrency: 10 });
await worker.waitUntilReady();
process.stdout.write('"started"\n');
