import { defineConfig } from 'vitest/config';

/** Replaces a module, so it needs modules of its own. */
const ALONE = 'test/jobs/thread-parts.test.ts';

const shared = {
  globalSetup: ['test/setup/redis.ts'],
  // As Node imports CommonJS: what is tested is what runs.
  deps: { interopDefault: false },
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    // Flows wait more than they compute: two for each core.
    maxWorkers: 4,
    projects: [
      // Files share the modules that a worker has loaded; no test leaves anything behind in them.
      { test: { ...shared, name: 'all', include: ['test/**/*.test.ts'], exclude: [ALONE], isolate: false } },
      { test: { ...shared, name: 'alone', include: [ALONE] } },
    ],
  },
});
