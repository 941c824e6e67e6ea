import type { AuditRecord } from '../src/runs/audit.ts';
import type { RunState } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { clip, code, SIGNS, type Sign, sentence, slackDate } from './kit.ts';
import { STATE_SIGNS } from './signs.ts';

/** What is worth a line whatever the command is: decisions, and what people cannot undo by asking again. */
const DECISIVE: ReadonlySet<RunState> = new Set(['awaiting_approval', 'approved', 'applying', 'rejected', 'expired', 'stale', 'cancelled']);

/** Reads come and go; of plans each move counts, their ends too. */
const isTold = ({ to, fingerprint }: Extract<AuditRecord, { kind: 'move' }>): boolean => DECISIVE.has(to) || fingerprint !== null;

const told = (record: AuditRecord, say: Catalogue): readonly [Sign, string] | null => {
  const words = say.audit;
  // Ids, not mentions: a line in `text` would ping everybody who did something.
  const id = (value: string): string => code(clip(value, 60));
  switch (record.kind) {
    case 'move': {
      if (!isTold(record)) return null;
      const { run, command, cluster, from, to, by, fingerprint, error, reason } = record;
      return [
        STATE_SIGNS[to],
        say.marks.facts([
          say.marks.of(
            words.what(id(run), sentence(command, 40), id(cluster)),
            `${from === null ? '' : `${words.state(from)} → `}${words.state(to)}`,
          ),
          ...(by === null ? [] : [words.by(id(by))]),
          ...(fingerprint === null ? [] : [words.plan(id(fingerprint.slice(0, 12)))]),
          ...(error === null ? [] : [id(error)]),
          ...(reason === null ? [] : [words.reason(sentence(reason, 200))]),
        ]),
      ];
    }
    case 'superseded':
      return ['cancelled', words.superseded(id(record.run), id(record.by_run))];
    case 'click':
      if (record.refused === null) return null;
      return ['problem', words.click(id(record.by), sentence(record.verb, 20), id(record.run), id(record.refused), id(record.channel))];
    // The line would come every hour, and its own hash says the same.
    case 'anchor':
      return null;
    case 'unproven':
      return ['problem', words.unproven(id(record.entry))];
    case 'stop':
      return ['cancelled', words.stop(id(record.by), id(record.run))];
    case 'freeze':
    case 'unfreeze': {
      const line = words[record.kind](id(record.by), id(record.scope));
      return [
        record.kind === 'freeze' ? 'waiting' : 'ok',
        record.reason === null ? line : say.marks.facts([line, words.reason(sentence(record.reason, 200))]),
      ];
    }
  }
};

/** One line of the audit channel: when, what, who, which run, and the head of the chain. Null: not worth one. */
export function auditLine(
  { at, record, hash }: { readonly at: number; readonly record: AuditRecord; readonly hash: string },
  say: Catalogue = en,
): string | null {
  const line = told(record, say);
  if (line === null) return null;
  const [sign, text] = line;
  return `${SIGNS[sign]} ${slackDate(at)}  ${text}  ·  ${say.audit.chain(code(hash.slice(0, 12)))}`;
}
