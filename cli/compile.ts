import './compile-cache.js';

/** Fills the compile cache with all that starting and the first calls load. For images, whose file system is read-only when it runs. */
await Promise.all([
  import('./start.ts'),
  import('../handlers/slack-app.ts'),
  import('./gateway-role.ts'),
  import('./worker-role.ts'),
  import('../src/clients/huawei/cloud.ts'),
  import('../src/clients/kubernetes/cluster.ts'),
]);
process.exit(0);
