import http from 'node:http';

/** A client that only calls, one call after the other over one connection: what a call takes beside the time that its server waits. */
const agent = new http.Agent({ keepAlive: true });
const url = new URL('/v3/projects', process.env.HUAWEI_ENDPOINT_IAM);
const call = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const since = performance.now();
    const request = http.get(url, { agent }, (answer) => answer.resume().once('end', () => resolve(performance.now() - since)));
    request.once('error', reject);
  });
const took: number[] = [];
for (let made = 0; made < 21; made += 1) took.push(await call());
const middle = took.toSorted((a, b) => a - b)[10];
process.stdout.write(`{"callMs":${middle},"msg":"started"}\n`);
setInterval(() => {}, 60_000);
