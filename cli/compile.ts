import './compile-cache.js';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Fills the compile cache with all that starting and the first calls load. For images, whose file system is read-only when it runs. */
await Promise.all([
  import('./start.ts'),
  import('../handlers/slack-app.ts'),
  import('./gateway-role.ts'),
  import('./gateway-parts.ts'),
  import('./worker-role.ts'),
  import('./worker-parts.ts'),
  import('./parts.ts'),
  import('./slack-parts.ts'),
  import('../jobs/metrics.ts'),
  import('../src/actions/diagnose/read.ts'),
  import('../src/actions/diagnose/result.ts'),
  import('../src/clients/huawei/cloud.ts'),
  import('../src/clients/kubernetes/cluster.ts'),
  import('../src/clients/kubernetes/connection.ts').then(({ loadPools }) => loadPools()),
]);
// The program's first file cannot be imported without running it. Left out, it alone would load Node's type stripper: 50 ms and 20 MiB of every start.
spawnSync(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), '--help'], { stdio: 'ignore' });
process.exit(0);
