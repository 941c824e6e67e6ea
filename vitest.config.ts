import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/redis.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Flows keep real deadlines (an answer within 1.5 s, rights within 0.4 s) on whatever machine runs them: a second look at a busy one.
    retry: process.env.CI ? 2 : 0,
  },
});
