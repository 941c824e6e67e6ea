import { z } from 'zod';
import type { Run } from '../src/runs/run.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { clip, code, plainText, section, sentence } from './kit.ts';
import { type Modal, modal, unmarked } from './modal.ts';
import { nameOf } from './view.ts';

export const REASON_CALLBACK = 'plan_reject_reason';
/** Both the block and the element in it. */
const REASON = 'reason';
/** As long as the plan's message can show. */
const LONGEST = 1_000;

/** What was clicked: a message, or a view that says it is somebody's Home. */
type Place = { readonly channel: string; readonly ts: string } | { readonly home: string };

/** Asks why. Which run, and the message that was clicked, travel with it; nothing of that is believed when it comes back. */
export const reasonView = (run: Run, place: Place, say: Catalogue = en): Modal => {
  const words = say.plan.reject;
  return modal(
    words,
    [
      section(`${code(clip(run.id, 40))}  ·  ${sentence(words.intro(run.command, nameOf(run.target)), 300)}`),
      {
        type: 'input',
        block_id: REASON,
        label: plainText(words.label, 100),
        hint: plainText(words.hint, 200),
        element: {
          type: 'plain_text_input',
          action_id: REASON,
          multiline: true,
          min_length: 1,
          max_length: LONGEST,
          placeholder: plainText(words.placeholder, 150),
          focus_on_load: true,
        },
      },
    ],
    { callback_id: REASON_CALLBACK, private_metadata: JSON.stringify({ run: run.id, ...place }) },
  );
};

const Metadata = z.union([
  z.strictObject({ run: z.string(), channel: z.string(), ts: z.string() }),
  z.strictObject({ run: z.string(), home: z.string() }),
]);
const State = z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) });

/** What came back: the reason as it was typed, possibly empty. Null: it is not a view that was made here. */
export function readReason(view: {
  readonly private_metadata: string;
  readonly state?: unknown;
}): { readonly run: string; readonly place: Place; readonly reason: string } | null {
  const about = Metadata.safeParse(parsed(view.private_metadata));
  const state = State.safeParse(view.state);
  if (!about.success || !state.success) return null;
  const { run, ...place } = about.data;
  return { run, place, reason: state.data.values[REASON]?.[REASON]?.value ?? '' };
}

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

/** `errors` of the acknowledgement: what is wrong, at the field. `text` may be a refusal's mrkdwn: the field shows plain text. */
export const reasonError = (text?: string, say: Catalogue = en): Record<string, string> => ({
  [REASON]: text === undefined ? say.plan.reject.empty : clip(unmarked(text), 500),
});
