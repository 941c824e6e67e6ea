import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { Watch } from '../../sandbox/slack/watch.ts';
import { type StageOptions, stageSettings } from '../../sandbox/stage.ts';

const MAIN = path.resolve(import.meta.dirname, '../../cli/main.ts');
/** Is in the environment of everything that a program starts, so that what it leaves behind is found. */
const MARK = 'BURSTING_TEST_PROGRAM';

/** A test that runs beside others must be named by whoever starts a program for it. */
type Ending = Pick<TestContext, 'onTestFinished'>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real program in a process of its own, with an environment and a directory of its own. Gone when the test is. */
export class Program {
  out = '';
  err = '';
  readonly pid: number;
  /** Its working directory, with `tmp` for its temporary files. */
  readonly dir: string;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #mark = randomUUID();
  readonly #watch = new Watch();
  #hasEnded = false;

  private constructor(
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    yaml: string | null,
    ending: Ending = { onTestFinished },
  ) {
    this.dir = mkdtempSync(path.join(tmpdir(), 'bursting-program-'));
    const temporary = mkdtempSync(path.join(this.dir, 'tmp-'));
    if (yaml !== null) writeFileSync(path.join(this.dir, 'bursting.yaml'), yaml);
    this.#child = spawn(process.execPath, [MAIN, ...args], {
      cwd: this.dir,
      env: { PATH: SYSTEM_PATH, TMPDIR: temporary, [MARK]: this.#mark, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.#child.pid ?? 0;
    this.#child.stdout?.on('data', (data: Buffer) => {
      this.out += data.toString();
      this.#watch.changed();
    });
    this.#child.stderr?.on('data', (data: Buffer) => {
      this.err += data.toString();
      this.#watch.changed();
    });
    this.ended = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => {
        this.#hasEnded = true;
        this.#watch.changed();
        resolve({ code, signal });
      });
    });
    ending.onTestFinished(async () => {
      this.kill('SIGKILL');
      await this.ended;
      for (const pid of this.children()) process.kill(pid, 'SIGKILL');
      rmSync(this.dir, { recursive: true, force: true });
    });
  }

  /** With nothing in its environment but `env`. */
  static start(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}, yaml: string | null = null): Program {
    return new Program(args, env, yaml);
  }

  /** Configured as a bot of a stage. */
  static onStage(args: readonly string[], stage: StageOptions, ending?: Ending): Program {
    const { env, yaml } = stageSettings(stage);
    return new Program(args, env, yaml, ending);
  }

  /** Resolves when it has written this; at once when it ended without. */
  async says(what: RegExp, timeoutMs = 20_000): Promise<string> {
    const look = (): string | null => what.exec(this.out + this.err)?.[0] ?? (this.#hasEnded ? '' : null);
    const said = await this.#watch.until(
      look,
      timeoutMs,
      () => `it did not say ${what}, but ${JSON.stringify((this.out + this.err).slice(-600))}`,
    );
    if (!said) throw new Error(`it ended without saying ${what}: ${(this.out + this.err).slice(-600)}`);
    return said;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Temporary files and directories it has made and not removed. */
  leftovers(): readonly string[] {
    const temporary = readdirSync(this.dir).find((name) => name.startsWith('tmp-')) ?? '';
    // Where Node keeps compiled code when it is told to: a cache of the machine.
    return readdirSync(path.join(this.dir, temporary)).filter((name) => name !== 'node-compile-cache');
  }

  /** Processes it has started, directly or not, and that are still there. Only where the system tells (`/proc`). */
  children(): readonly number[] {
    if (!existsSync('/proc/self/environ')) return [];
    return (
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && Number(name) !== this.pid)
        // redis-server writes its title over its environment.
        .filter(
          (name) =>
            readProcess(name, 'environ').includes(this.#mark) ||
            readProcess(name, 'stat').split(') ')[1]?.split(' ')[1] === String(this.pid),
        )
        .map(Number)
    );
  }

  /** What any user of the machine sees of it, and of what it has started. */
  arguments(): string {
    return [this.pid, ...this.children()].map((pid) => readProcess(String(pid), 'cmdline')).join('\n');
  }
}

/** Runs it to its end. */
export async function runProgram(...started: Parameters<typeof Program.start>): Promise<Program & Ended> {
  const program = Program.start(...started);
  return Object.assign(program, await program.ended);
}

function readProcess(pid: string, what: 'environ' | 'cmdline' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

/** Where `redis-server` is: nothing else of this process's environment is passed on. */
const SYSTEM_PATH = process.env.PATH;
