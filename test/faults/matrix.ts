import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { idOf } from './case.ts';
import { boundariesIn, casesAt, randomFrom, realOf } from './cases.ts';
import { Crew, type Played, playAll } from './crew.ts';
import { SUBJECTS, type Subject } from './subject.ts';
import { matrixText, type Told } from './table.ts';

/**
 * Plays every fault at every boundary of every command that writes; exit code 1 if one ends otherwise than without it. What came of a command
 * is kept in node_modules/.cache, and docs/crash-matrix.md is written once something is kept of each. FAULTS_SEED: the order of the cases, and what is
 * drawn. FAULTS_MINUTES: when to stop. FAULTS_RIGS: how many play at once. FAULTS_COMMAND: only this command. FAULTS_ONLY: only the case of
 * this name, or those whose name contains it; nothing is kept or written then.
 */
const { env } = process;
const seed = Number(env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const only = env.FAULTS_ONLY ?? null;
const subjects = [...SUBJECTS].filter(([command]) => command === (env.FAULTS_COMMAND ?? command));
if (subjects.length === 0) throw new Error(`FAULTS_COMMAND is one of ${[...SUBJECTS.keys()].join(', ')}`);
const endAt = performance.now() + Number(env.FAULTS_MINUTES ?? 90) * 60_000;
const rigs = Number(env.FAULTS_RIGS ?? 4);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
say(`FAULTS_SEED=${seed}`);
const revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const cache = fileURLToPath(new URL('../../node_modules/.cache/faults/', import.meta.url));
const kept = (command: string): string => `${cache}${command}.json`;
const told: Told[] = [];
for (const [i, [command, subject]] of subjects.entries()) {
  const now = performance.now();
  const each = await play(command, subject, now + (endAt - now) / (subjects.length - i));
  told.push(each);
  if (only !== null) continue;
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept(command), JSON.stringify(each));
  const names = [...SUBJECTS.keys()];
  const missing = names.filter((name) => !existsSync(kept(name)));
  if (missing.length > 0) {
    // Or the page would lose what another clone has found out about them.
    say(`docs/crash-matrix.md is left as it is: nothing is kept of ${missing.join(', ')}`);
    continue;
  }
  const text = matrixText(names.map((name) => JSON.parse(readFileSync(kept(name), 'utf8')) as Told));
  writeFileSync(fileURLToPath(new URL('../../docs/crash-matrix.md', import.meta.url)), text);
}
const all = told.flatMap(({ played, real }) => [...played, ...real]);
const broken = all.filter(({ outcome }) => outcome.problems.length > 0).length;
say(`${all.length} cases, ${broken} broken`);
// Calls that were never answered may still be open.
process.exit(broken > 0 ? 1 : 0);

/** Records the command's story without a fault, then plays its cases until they or the time are over. */
async function play(command: string, subject: Subject, until: number): Promise<Told> {
  const recorder = new Crew({ tempo: 'fast', workers: 1, subject });
  const recorded = [];
  for (let i = 0; i < 3; i += 1) recorded.push(await recorder.play(null));
  await recorder.stop();
  const wrong = recorded.flatMap(({ problems }) => problems);
  if (wrong.length > 0) throw new Error(`${command} without any fault: ${wrong.join('; ')}`);

  const every = casesAt(boundariesIn(recorded.map(({ counts }) => counts)), randomFrom(seed), subject);
  const named = every.filter((each) => only === null || idOf(each) === only);
  const cases = named.length > 0 ? named : every.filter((each) => idOf(each).includes(only ?? ''));
  const inReal = only === null ? realOf(subject) : [];
  const played: Played[] = [];
  const real: Played[] = [];
  const tell = (into: Played[], of: number, each: Played): void => {
    into.push({ ...each, outcome: { ...each.outcome, log: [] } });
    const { problems, met, recoveryMs, run, log } = each.outcome;
    const verdict = problems.length > 0 ? 'BROKEN' : met ? 'as without' : 'not met';
    say(
      `${command} ${into === real ? 'real ' : ''}${into.length}/${of} ${verdict} ${(recoveryMs / 1_000).toFixed(1)} s  ${idOf(each.played)}`,
    );
    if (problems.length > 0) {
      const again = `FAULTS_SEED=${seed} FAULTS_COMMAND=${command} FAULTS_ONLY='${idOf(each.played)}'`;
      say([again, `${run}`, ...problems, ...log].join('\n  '));
    }
  };
  await Promise.all([
    playAll(cases, { tempo: 'fast', subject, rigs, endAt: until, told: (each) => tell(played, cases.length, each) }),
    playAll(inReal, { tempo: 'real', subject, rigs: 2, endAt: until, told: (each) => tell(real, inReal.length, each) }),
  ]);
  return {
    command,
    before: subject.before,
    after: subject.after,
    seed,
    revision,
    undisturbedMs: Math.max(...recorded.map(({ totalMs }) => totalMs)),
    cases: cases.length,
    played,
    real,
  };
}
