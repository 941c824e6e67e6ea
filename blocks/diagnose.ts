import type { DiagnoseResult } from '../src/actions/diagnose/result.ts';
import { actionOf } from '../src/actions/index.ts';
import { comesByItself } from '../src/actions/led.ts';
import type { Diagnosis, Severity } from '../src/core/diagnosis.ts';
import type { Finding } from '../src/core/finding.ts';
import type { Run } from '../src/runs/run.ts';
import { type Catalogue, evidenceLines, explain } from './catalogue.ts';
import { runDocument } from './document.ts';
import { clip, code, context, type Listing, type Part, preformatted, SIGNS, type Sign, section, sentence } from './kit.ts';
import { commandFor, findingList, headline, nameOf, type ThreadFile, type ThreadReply, type View } from './view.ts';

const SEVERITY_SIGNS: Readonly<Record<Severity, Sign>> = { critical: 'problem', warning: 'warning', info: 'waiting' };

const foundIn = ({ code: what, facts }: Diagnosis): Finding => ({ code: what, facts }) as Finding;

/** What comes next for one cause; only commands that this bot has are named, and none that the guided run above brings about itself. */
const nextFor = ({ next }: Diagnosis, run: Run): string | null =>
  next && actionOf(next.command) && !(run.guided && comesByItself(next.command)) ? commandFor(next.command, run, next.params) : null;

/** Each cause in a line, the first with what to do: the rest is in the thread. */
const causes = (findings: readonly Diagnosis[], say: Catalogue): Listing => ({
  items: findings.map((one, i) => {
    const { message, remedy } = explain(foundIn(one), say);
    const line = `${SIGNS[SEVERITY_SIGNS[one.severity]]} ${findings.length === 1 ? '' : `*${i + 1}.* `}${sentence(message, 500)}`;
    return section(i === 0 ? `${line}\n${say.lead(say.run.todo)} ${sentence(remedy, 500)}` : line);
  }),
  atMost: 8,
  more: say.diagnose.more.causes,
});

const signOf = ({ findings, warnings, handoff }: DiagnoseResult): Sign => {
  if (findings.some(({ severity }) => severity === 'critical')) return 'problem';
  if (findings.some(({ severity }) => severity === 'warning')) return 'warning';
  if (warnings.length > 0 || handoff !== null) return 'warning';
  return findings.length > 0 ? 'waiting' : 'ok';
};

/** One sentence: how it stands. */
const verdictOf = ({ findings, warnings, handoff, unexplained_pods: pods }: DiagnoseResult, run: Run, say: Catalogue): string => {
  const name = nameOf(run.target);
  const [first] = findings;
  if (first) {
    return findings.every(({ severity }) => severity === 'info') ? say.diagnose.settling(name) : say.diagnose.found(name, findings.length);
  }
  const [pod, ...others] = pods;
  if (pod !== undefined) return say.diagnose.elsewhere(name, clip(pod, 80), others.length);
  if (handoff !== null) return say.diagnose.outside(name);
  return warnings.length > 0 ? say.diagnose.blind(name, warnings.length) : say.diagnose.nothing(name);
};

const step = ({ findings, warnings, handoff }: DiagnoseResult, run: Run, say: Catalogue): string => {
  const { steps } = say.diagnose;
  const [first] = findings;
  if (run.guided) {
    const command = first ? nextFor(first, run) : null;
    if (command !== null) return steps.commandThenContinue(command);
    return first || handoff !== null || warnings.length > 0 ? steps.todoThenContinue : steps.continue;
  }
  if (first) {
    const command = nextFor(first, run);
    if (command === null) return steps.todo;
    return first.next?.command === 'verify' ? steps.wait(command) : steps.command(command);
  }
  const again = commandFor('diagnose', run, run.params);
  if (handoff !== null) return steps.outside(again);
  if (warnings.length > 0) return steps.again(again);
  return actionOf('verify') ? steps.verify(commandFor('verify', run, run.params)) : steps.nothing;
};

const handedOn = ({ handoff, findings, unexplained_pods: [pod] }: DiagnoseResult, say: Catalogue): readonly Part[] => {
  if (handoff === null) return [];
  // What a crashing pod printed is quoted by its finding.
  const hint = pod === undefined || findings.length > 0 ? '' : `\n${sentence(say.diagnose.unexplained(clip(pod, 80)), 200)}`;
  return [section(`${SIGNS.warning} ${sentence(say.diagnose.handoff(handoff), 200)}${hint}`)];
};

/** As much of a line as is read on a phone; all of it is in the file. */
const LONGEST_LINE = 400;

const evidence = ({ evidence: seen }: Diagnosis, say: Catalogue): readonly Part[] =>
  seen.length === 0
    ? []
    : [
        context(`*${say.diagnose.evidence}*`),
        {
          items: evidenceLines(seen, say).map(({ source, line }) => preformatted(clip(line, LONGEST_LINE), clip(source, 160))),
          atMost: 4,
          more: say.diagnose.more.evidence,
        },
      ];

const consequences = ({ consequences: found }: Diagnosis, say: Catalogue): readonly Part[] =>
  found.length === 0
    ? []
    : [
        section(`*${say.diagnose.follows}*`),
        {
          items: found.map((one) => section(`${SIGNS.untouched} ${sentence(explain(one, say).message, 400)}`)),
          atMost: 6,
          more: say.diagnose.more.consequences,
        },
      ];

/** One cause in full: what is wrong, why, what to do, what goes away with it, and what it was seen by. */
const reply = (one: Diagnosis, i: number, n: number, run: Run, say: Catalogue): ThreadReply => {
  const { message, cause, remedy } = explain(foundIn(one), say);
  const command = nextFor(one, run);
  const lines = [
    ...(cause ? [`${say.lead(say.diagnose.why)} ${sentence(cause, 700)}`] : []),
    `${say.lead(say.run.todo)} ${sentence(remedy, 700)}`,
    ...(command === null ? [] : [`${say.lead(say.diagnose.next)} ${command}`]),
  ];
  return {
    key: `finding-${i + 1}-${one.code}`,
    text: message,
    parts: [
      ...(n === 1 ? [] : [context(say.diagnose.cause(i + 1, n))]),
      headline(SEVERITY_SIGNS[one.severity], message),
      section(lines.join('\n')),
      ...consequences(one, say),
      ...evidence(one, say),
      context(code(one.code)),
    ],
  };
};

const logFile = ({ log_samples: logs }: DiagnoseResult, run: Run, say: Catalogue): ThreadFile => ({
  key: 'logs',
  filename: `${run.id}-logs.txt`,
  content: `${logs.map(({ pod, container, previous, lines }) => [`==> ${say.diagnose.logsTitle(pod, container, previous)} <==`, ...lines].join('\n')).join('\n\n')}\n`,
});

/** Verdict first; then the causes, first things first; all about each of them is in the thread. */
export const diagnose: View<DiagnoseResult> = (result, run, say) => {
  const { findings, warnings, handoff, log_samples: logs } = result;
  const sign = signOf(result);
  const verdict = verdictOf(result, run, say);
  const [first] = findings;
  const isTold = findings.length > 0 || handoff !== null;
  return {
    sign,
    // Notifications say at once what it is.
    verdict: first ? say.marks.sentences([verdict, explain(foundIn(first), say).message]) : verdict,
    parts: [
      headline(sign, verdict),
      causes(findings, say),
      ...handedOn(result, say),
      findingList('warning', warnings, run, say),
      section(`${say.lead(say.diagnose.next)} ${step(result, run, say)}`),
      ...(findings.length > 0 ? [context(say.diagnose.inThread(findings.length))] : []),
    ],
    replies: findings.map((one, i) => reply(one, i, findings.length, run, say)),
    files: [
      ...(isTold && logs.length > 0 ? [logFile(result, run, say)] : []),
      ...(isTold ? [{ key: 'result', filename: `${run.id}.json`, content: `${JSON.stringify(runDocument(run), null, 2)}\n` }] : []),
    ],
  };
};
