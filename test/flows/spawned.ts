import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StageOptions, stageSettings } from '../../sandbox/stage.ts';

const MAIN = path.resolve(import.meta.dirname, '../../cli/main.ts');

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program in a process and a directory of its own, configured as a bot of a stage. */
export class Spawned {
  out = '';
  err = '';
  readonly #child: ChildProcess;
  readonly #dir: string;
  readonly #ended: Promise<number | null>;

  constructor(args: readonly string[], stage: StageOptions) {
    const { env, yaml } = stageSettings(stage);
    this.#dir = mkdtempSync(path.join(tmpdir(), 'bursting-spawned-'));
    writeFileSync(path.join(this.#dir, 'bursting.yaml'), yaml);
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: this.#dir, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stdout.on('data', (data: Buffer) => {
      this.out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      this.err += data.toString();
    });
    this.#ended = new Promise((resolve) => child.once('close', resolve));
  }

  /** Resolves when it has ended by itself. */
  async end(): Promise<Said> {
    const code = await this.#ended;
    rmSync(this.#dir, { recursive: true, force: true });
    return { code, out: this.out, err: this.err };
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.end();
  }
}
