import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PrivateRedis, startRedis } from './redis.ts';

/** Put before the C library: the wall clock is as many seconds ahead as a file says at every look. The monotonic clock stays what it is. */
const SHIM = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static volatile long long *ahead;
__attribute__((constructor)) static void begin(void) {
  int file = open(getenv("CLOCK_AHEAD"), O_RDONLY);
  ahead = mmap(0, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
}
int clock_gettime(clockid_t clock, struct timespec *at) {
  long failed = syscall(SYS_clock_gettime, clock, at);
  if (!failed && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) at->tv_sec += *ahead;
  return failed;
}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}
time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
`;

export interface ClockedRedis extends PrivateRedis {
  /** From now on its clock is so many seconds ahead of this machine's. */
  setAhead(seconds: number): void;
}

/** A real Redis whose wall clock jumps while it runs; null where there is no C compiler, or no Linux, to make that with. */
export async function startClockedRedis(): Promise<ClockedRedis | null> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-clock-'));
  const [library, file] = [path.join(dir, 'clock.so'), path.join(dir, 'ahead')];
  const gone = (): void => rmSync(dir, { recursive: true, force: true });
  try {
    if (process.platform !== 'linux') throw new Error('LD_PRELOAD is of Linux');
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-x', 'c', '-o', library, '-'], { input: SHIM, stdio: ['pipe', 'ignore', 'pipe'] });
  } catch {
    gone();
    return null;
  }
  writeFileSync(file, Buffer.alloc(8));
  const redis = await startRedis([], undefined, { LD_PRELOAD: library, CLOCK_AHEAD: file });
  return {
    ...redis,
    setAhead(seconds) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(seconds));
      const open = openSync(file, 'r+');
      writeSync(open, bytes, 0, 8, 0);
      closeSync(open);
    },
    stop: (signal) => redis.stop(signal).finally(gone),
  };
}
