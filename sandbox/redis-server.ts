import { execFileSync } from 'node:child_process';

const runs = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** The Redis server of this machine: Redis, or Valkey, which speaks the same. Null when there is none. */
const find = (): string | null => ['redis-server', 'valkey-server'].find((binary) => runs(binary, '--version')) ?? null;

/**
 * The demo and the tests need a real Redis server. Where it is missing and can be installed without a question (Debian as root,
 * Homebrew) it is; elsewhere the error says exactly what to install. `say` gets one line before a slow step.
 */
export function ensureRedisServer(say: (line: string) => void): string {
  const found = find();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && runs('apt-get', '--version')) {
    say('installing redis-server with apt-get (once)');
    // RUNLEVEL=1 keeps the package from starting a system-wide server on port 6379.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env, stdio: 'ignore' });
  } else if (process.platform === 'darwin' && runs('brew', '--version')) {
    say('installing redis with Homebrew (once)');
    execFileSync('brew', ['install', '--quiet', 'redis'], { stdio: 'ignore' });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(
    'redis-server is missing. Install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis) and try again.',
  );
}
