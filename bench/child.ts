import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Usage } from './probe.ts';

const PROBE = path.join(import.meta.dirname, 'probe.ts');
/** As in the image: what is measured is not the compiler. Of baselines as well. */
const COMPILED = path.join(import.meta.dirname, '../node_modules/.cache/compiled-for-bench');

/** A process under measurement. Its output is kept for the case that it fails. */
export class Child {
  readonly #child: ChildProcess;
  readonly ended: Promise<void>;
  #out = '';

  constructor(
    args: readonly string[],
    options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> } = {},
  ) {
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
    const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: COMPILED, ...options.env };
    this.#child = spawn(process.execPath, ['--import', PROBE, ...args], { ...options, env, stdio: [...stdio] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#out = (this.#out + data.toString()).slice(-200_000);
        this.#look?.();
      });
    }
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }
  #look: (() => void) | null = null;

  /** A number that it has written: `port`, where it answers health checks, and Slack in HTTP mode. */
  told(name: string): number {
    return Number(new RegExp(`"${name}":([\\d.]+)`).exec(this.#out)?.[1]);
  }

  /** Resolves when it has written this. */
  async says(what: string, withinMs = 30_000): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`it did not say ${what}: ${this.#out.slice(-2_000)}`)), withinMs);
      this.#look = () => {
        if (!this.#out.includes(what)) return;
        clearTimeout(timer);
        this.#look = null;
        resolve();
      };
      this.#look();
    });
  }

  usage(): Promise<Usage> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (usage) => resolve(usage as Usage));
      this.#child.send('usage', (error) => error && reject(error));
    });
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
