import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { idOf } from './case.ts';
import { boundariesIn, casesAt, randomFrom, realOf } from './cases.ts';
import { Crew, type Played, playAll } from './crew.ts';
import { SUBJECTS, VPCEP } from './subject.ts';
import { matrixText } from './table.ts';

/**
 * Plays every fault at every boundary and writes docs/crash-matrix.md; exit code 1 if one ends otherwise than without it. FAULTS_SEED: the
 * order of the cases, and what is drawn. FAULTS_ONLY: only the case of this name, or those whose name contains it; nothing is written then.
 * FAULTS_COMMAND: with the plan of this command instead of vpcep's; nothing is written then either. FAULTS_MINUTES: when to stop. FAULTS_RIGS: how many play at once.
 */
const { env } = process;
const seed = Number(env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
const only = env.FAULTS_ONLY ?? null;
const subject = SUBJECTS.get(env.FAULTS_COMMAND ?? 'vpcep');
if (!subject) throw new Error(`FAULTS_COMMAND is one of ${[...SUBJECTS.keys()].join(', ')}`);
const REAL = realOf(subject);
const endAt = performance.now() + Number(env.FAULTS_MINUTES ?? 30) * 60_000;
const rigs = Number(env.FAULTS_RIGS ?? 4);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
say(`FAULTS_SEED=${seed}`);
const recorder = new Crew({ tempo: 'fast', workers: 1, subject });
const recorded = [];
for (let i = 0; i < 3; i += 1) recorded.push(await recorder.play(null));
await recorder.stop();
const wrong = recorded.flatMap(({ problems }) => problems);
if (wrong.length > 0) throw new Error(`without any fault: ${wrong.join('; ')}`);
const undisturbedMs = Math.max(...recorded.map(({ totalMs }) => totalMs));

const all = casesAt(boundariesIn(recorded.map(({ counts }) => counts)), randomFrom(seed), subject);
const named = all.filter((each) => only === null || idOf(each) === only);
const cases = named.length > 0 ? named : all.filter((each) => idOf(each).includes(only ?? ''));
const played: Played[] = [];
const real: Played[] = [];
const tell = (into: Played[], of: number, each: Played): void => {
  into.push(each);
  const { problems, met, recoveryMs, run, log } = each.outcome;
  const verdict = problems.length > 0 ? 'BROKEN' : met ? 'as without' : 'not met';
  say(`${into === real ? 'real ' : ''}${into.length}/${of} ${verdict} ${(recoveryMs / 1_000).toFixed(1)} s  ${idOf(each.played)}`);
  if (problems.length > 0) say([`FAULTS_SEED=${seed} FAULTS_ONLY='${idOf(each.played)}'`, `${run}`, ...problems, ...log].join('\n  '));
};
await Promise.all([
  playAll(cases, { tempo: 'fast', subject, rigs, endAt, told: (each) => tell(played, cases.length, each) }),
  only === null ? playAll(REAL, { tempo: 'real', subject, rigs: 2, endAt, told: (each) => tell(real, REAL.length, each) }) : null,
]);

const broken = [...played, ...real].filter(({ outcome }) => outcome.problems.length > 0).length;
say(`${played.length + real.length} cases, ${broken} broken`);
if (only === null && subject === VPCEP) {
  const report = matrixText({ seed, undisturbedMs, cases: cases.length, played, real });
  const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
  mkdirSync(docs, { recursive: true });
  writeFileSync(`${docs}crash-matrix.md`, report);
}
// Calls that were never answered may still be open.
process.exit(broken > 0 ? 1 : 0);
