import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('./bot.ts', import.meta.url));
const LINES_KEPT = 400;
const MOST_STARTS = 5;

/** One bot's place: the process in it can be killed, stopped and replaced; environment and ports stay. */
export class Child {
  readonly name: string;
  readonly role: 'gateway' | 'worker';
  readonly #env: Readonly<Record<string, string | undefined>>;
  #process: ChildProcess | null = null;
  #ready: Promise<void> = Promise.resolve();
  /** Whether a dead process is replaced at once, as a supervisor would. */
  supervised = true;
  /** Writes to the cloud that the present process has sent: its limiter lets ten a minute through. */
  writes = 0;
  readonly log: string[] = [];

  constructor(name: string, role: Child['role'], env: Readonly<Record<string, string | undefined>>) {
    this.name = name;
    this.role = role;
    this.#env = env;
  }

  get alive(): boolean {
    return this.#process !== null;
  }

  /** Resolves when the present process works; rejects if it ended before that. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  start(): void {
    if (this.#process) return;
    const child = fork(ENTRY, [], {
      env: { ...this.#env, PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#process = child;
    this.writes = 0;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => this.#keep(data.toString()));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.once('message', () => resolve());
    child.once('exit', (code, signal) => {
      this.#keep(`--- ${this.name} ended: ${signal ?? code}`);
      reject(new Error(`${this.name} ended: ${signal ?? code}`));
      if (this.#process !== child) return;
      this.#process = null;
      if (this.supervised) this.start();
    });
    promise.catch(() => {});
    this.#ready = promise;
  }

  /** Dead when this returns; a supervised one comes back. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  /** Kills the present process and waits until another is in its place. */
  async replace(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  continue(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Waits until whatever process is in this place works. */
  async working(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      this.start();
      const waited = this.#ready;
      const ok = await waited.then(
        () => true,
        () => false,
      );
      if (ok && waited === this.#ready) return;
      if (attempt === MOST_STARTS) throw new Error(`${this.name} does not start:\n${this.log.slice(-15).join('\n')}`);
    }
  }

  async stop(): Promise<void> {
    this.supervised = false;
    const child = this.#process;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  #keep(text: string): void {
    this.log.push(...text.split('\n').filter(Boolean));
    this.log.splice(0, this.log.length - LINES_KEPT);
  }
}
