import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const START_WITHIN_MS = 15_000;

/** The binary for this machine, or null where there is none installed. */
export function localSlackBinary(): string | null {
  try {
    const at = createRequire(import.meta.url).resolve(`local-slack-${process.platform}-${process.arch}/package.json`);
    const binary = path.join(path.dirname(at), 'bin', 'local-slack');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

export interface LocalSlackProcess {
  /** Page, Web API and control API. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Resolves with its address when it says that it is up. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    const timer = setTimeout(() => reject(new Error(`local-slack did not start within ${START_WITHIN_MS / 1000} s`)), START_WITHIN_MS);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    const heard = (data: Buffer): void => {
      out += data.toString();
      const url = /Web UI:\s+(http:\/\/\S+)/.exec(out)?.[1];
      if (url) end(() => resolve(url));
    };
    child.stdout?.on('data', heard);
    child.stderr?.on('data', heard);
    child.once('error', (error) => end(() => reject(error)));
    child.once('exit', (code) => end(() => reject(new Error(`local-slack ended with code ${code}: ${out.trim().slice(-300)}`))));
  });
}

/**
 * Starts local-slack on a port that it finds free itself. `config` is its workspace file, kept in a directory of its own with all it
 * writes; `stop` ends the process by its pid and removes the directory.
 *
 * CAUTION: local-slack listens on ALL interfaces of this machine, whatever `--base-host` says, and takes any token. Who can reach the
 * port can act as anybody in the sandbox workspace. There is no option against it; on a shared network use a firewall or a container.
 */
export async function startProcess(config: unknown): Promise<LocalSlackProcess> {
  const binary = localSlackBinary();
  if (!binary)
    throw new Error(
      `local-slack is not installed for ${process.platform}-${process.arch}. Without its page: npm run demo -- --once. With it: "npm install --no-save local-slack-${process.platform}-${process.arch}" if your platform has that package, else try "npx local-slack" by itself to see whether it runs here.`,
    );
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-local-slack-'));
  const file = path.join(dir, 'workspace.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  const args = ['--config', file, '--port', '0', '--base-host', '127.0.0.1', '--files-dir', path.join(dir, 'files')];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  // A parent that ends without stop() must not leave the child behind.
  const kill = (): void => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    return { url: await ready(child), pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
