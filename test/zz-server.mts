import { createServer } from 'node:https';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { issueAuthority } from '/work/main/sandbox/cluster/certificates.ts';
import { pod } from '/tmp/k8sbench/gen.mjs';
const ca = await issueAuthority('ca'); const s = await ca.server(['127.0.0.1']); const u = await ca.client('x');
const b64 = (t: string) => Buffer.from(t).toString('base64');
const PODS = 50_000, NODES = 5_000;
const items: Buffer[] = []; for (let i = 0; i < 500; i++) items.push(Buffer.from(JSON.stringify(pod(i))));
const nodeJson = (i: number) => JSON.stringify({ metadata: { name: `192.168.${i >> 8}.${i % 256}`, labels: Object.fromEntries(Array.from({ length: 20 }, (_, l) => [`label-${l}`, 'value-' + l])), annotations: { a: 'x'.repeat(2000) }, managedFields: [{ fieldsV1: 'y'.repeat(4000) }] }, spec: {}, status: { allocatable: { cpu: '3920m', memory: '6413152Ki', pods: '110' }, conditions: [{ type: 'Ready', status: 'True', message: 'm'.repeat(200) }], nodeInfo: { architecture: 'amd64' }, images: Array.from({ length: 50 }, (_, n) => ({ names: ['swr/img@sha256:' + 'a'.repeat(64) + n, 'swr/img:v' + n], sizeBytes: 12345 })) } });
const cache = new Map<string, Buffer>();
const page = (kind: string, from: number, total: number) => {
  const end = Math.min(total, from + 500); const next = end < total ? String(end) : '';
  const body = kind === 'pods' ? items.map((b, k) => b.toString().replace(/"name":"payments-api-7d9f8c6b5-\d+"/, `"name":"p-${from + k}"`).replace(/"nodeName":"[^"]+"/, `"nodeName":"192.168.${((from + k) % 5000) >> 8}.${((from + k) % 5000) % 256}"`)).join(',') : Array.from({ length: end - from }, (_, k) => nodeJson(from + k)).join(',');
  return Buffer.from(`{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"${next ? `,"continue":"${next}"` : ''}},"items":[${body}]}\n`);
};
let bytes = 0;
const server = createServer({ cert: s.certPem, key: s.keyPem, ca: ca.certPem, requestCert: true }, (q, r) => {
  const url = new URL(q.url!, 'https://x'); const kind = url.pathname.split('/').at(-1)!; const from = Number(url.searchParams.get('continue') ?? 0);
  let b = page(kind, from, kind === 'pods' ? PODS : NODES); bytes += b.length;
  if (process.argv[2] === 'gzip') { b = gzipSync(b, { level: 1 }); r.setHeader('content-encoding', 'gzip'); }
  r.end(b);
}).listen(0, '127.0.0.1', () => { writeFileSync('/tmp/k8sbench/kc.json', JSON.stringify({ clusters: [{ name: 'c', cluster: { server: `https://127.0.0.1:${(server.address() as any).port}`, 'certificate-authority-data': b64(ca.certPem) } }], users: [{ user: { 'client-certificate-data': b64(u.certPem), 'client-key-data': b64(u.keyPem) } }], contexts: [] })); console.log('ready'); });
process.on('SIGTERM', () => { console.log('MB sent', bytes / 1e6); process.exit(); });
