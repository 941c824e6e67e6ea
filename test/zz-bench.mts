import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openCluster } from '/work/main/src/clients/kubernetes/cluster.ts';
import { readCapacity } from '/work/main/src/actions/capacity.ts';
const kc = JSON.parse(readFileSync('/tmp/k8sbench/kc.json', 'utf8'));
const cluster = openCluster({ issue: async () => kc, proxy: { httpsProxy: null, httpProxy: null, noProxy: null }, timeoutMs: 30_000 });
if (process.argv[2] !== 'cold') { await import('@kubernetes/client-node'); await new Promise(r => setTimeout(r, 200)); }
const rss = () => process.memoryUsage().rss / 1e6;
for (let round = 0; round < 2; round++) {
  const idle = rss(); let peak = idle, max = 0, maxCpu = 0, last = performance.now(); let top = process.memoryUsage(), maxHeap = 0; let tc = process.threadCpuUsage();
  const h = monitorEventLoopDelay({ resolution: 5 }); h.enable();
  const timer = setInterval(() => { const n = performance.now(); max = Math.max(max, n - last - 2); last = n; const k = process.threadCpuUsage(); maxCpu = Math.max(maxCpu, k.user + k.system - tc.user - tc.system); tc = k; const m = process.memoryUsage(); maxHeap = Math.max(maxHeap, m.heapUsed); if (m.rss / 1e6 > peak) { peak = m.rss / 1e6; top = m; } }, 2);
  const t = performance.now(); const cpu = process.cpuUsage();
  const result = await readCapacity({ ports: cluster as any, signal: new AbortController().signal });
  const c = process.cpuUsage(cpu); clearInterval(timer); h.disable();
  console.log(`round ${round}: ${((performance.now() - t) / 1000).toFixed(1)} s, cpu ${((c.user + c.system) / 1e6).toFixed(1)} s, idle ${idle.toFixed(0)} MB, peak +${(peak - idle).toFixed(0)} MB, loop max ${max.toFixed(0)} ms, hist max ${(h.max / 1e6).toFixed(0)} p99 ${(h.percentile(99) / 1e6).toFixed(0)}; nodes ${result.nodes.length} ready ${result.ready}`, result.nodes[0]?.requested.pods, 'CPU between ticks ms', (maxCpu / 1000).toFixed(0), 'top', Object.entries(top).map(([k, v]) => k + ' ' + (v / 1e6).toFixed(0)).join(' '), 'maxHeapUsed', (maxHeap / 1e6).toFixed(0));
}
await cluster.close();
