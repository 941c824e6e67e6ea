import { defineConfig } from 'vitest/config';

/** Replaces a module, so it needs modules of its own. */
const ALONE = 'test/jobs/thread-parts.test.ts';

const shared = {
  globalSetup: ['test/setup/redis.ts'],
  // As Node imports CommonJS: what is tested is what runs.
  deps: { interopDefault: false },
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Flows keep real deadlines (an answer within 1.5 s, rights within 0.4 s) on whatever machine runs them: a second look at a busy one.
  retry: process.env.CI ? 1 : 0,
};

export default defineConfig({
  test: {
    // Flows wait more than they compute.
    maxWorkers: 3,
    projects: [
      // Files share the modules that a worker has loaded; no test leaves anything behind in them.
      { test: { ...shared, name: 'all', include: ['test/**/*.test.ts'], exclude: [ALONE], isolate: false } },
      { test: { ...shared, name: 'alone', include: [ALONE] } },
    ],
  },
});
