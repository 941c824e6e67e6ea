import { redact, redactJson } from '../src/core/redact.ts';
import type { Run } from '../src/runs/run.ts';
import type { Wish } from '../src/runs/wish.ts';
import type { Catalogue } from './catalogue.ts';
import { runDocument } from './document.ts';
import { en } from './en/index.ts';
import { planViewOf } from './index.ts';
import { message, type SlackMessage } from './kit.ts';
import { planFile } from './plan/file.ts';
import { shownRun } from './run.ts';
import type { ThreadFile, ThreadReply } from './view.ts';

/** One thing below a run's message, as it is posted: a reply, or a file. */
export type ThreadPart =
  | { readonly key: string; readonly kind: 'reply'; readonly message: Omit<SlackMessage, 'metadata'> }
  | { readonly key: string; readonly kind: 'file'; readonly filename: string; readonly content: string };

const reply = ({ key, text, parts }: ThreadReply): ThreadPart => {
  // Metadata belongs to the messages of runs.
  const { metadata: _, ...said } = message({ text, blocks: parts, metadata: { event_type: '', event_payload: {} } });
  return { key, kind: 'reply', message: said };
};
/** A file is shown as it is: what is in it was redacted when it was found, and is once more. */
const file = ({ key, filename, content }: ThreadFile): ThreadPart => ({ key, kind: 'file', filename, content: redact(content) });

const asJson = (run: Run): ThreadFile => ({
  key: `json-${run.rev}`,
  filename: `${run.id}.json`,
  content: `${JSON.stringify(redactJson(runDocument(run)), null, 2)}\n`,
});

const reminder = (run: Run, say: Catalogue): readonly ThreadReply[] => {
  const said = run.plan && planViewOf(run.command).reminder?.(run, run.plan, say);
  return said ? [{ key: 'reminder', ...said }] : [];
};

/** Everything that belongs below the run's message as the run is now, in order. Pure; whoever posts it knows what is there already. */
export function renderThread(run: Run, wishes: readonly Wish[], say: Catalogue = en): readonly ThreadPart[] {
  const { replies = [], files = [] } = shownRun(run, say);
  const tooLong = planFile(run, say);
  return [
    ...[...replies, ...(wishes.includes('reminder') ? reminder(run, say) : [])].map(reply),
    ...[...(tooLong ? [tooLong] : []), ...files, ...(wishes.includes('json') ? [asJson(run)] : [])].map(file),
  ];
}
