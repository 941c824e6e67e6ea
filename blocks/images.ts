import type { ImageRow, ImagesResult } from '../src/actions/images.ts';
import { actionOf } from '../src/actions/index.ts';
import { type Catalogue, explain } from './catalogue.ts';
import { clip, code, type Part, type Sign, section, sentence } from './kit.ts';
import { titled } from './lines.ts';
import { commandFor, findingList, headline, type Shown, type View } from './view.ts';

/** A screen of a phone. */
const LINES = 8;

const line = ({ image, public: isPublic, owner }: ImageRow, say: Catalogue): string =>
  `• ${say.marks.aside(
    code(clip(image, 160)),
    say.marks.facts([isPublic ? say.images.public : say.images.private, sentence(owner, 40)].filter((part) => part !== '')),
  )}`;

const verdictOf = ({ images, selected, success }: ImagesResult, region: string, say: Catalogue): readonly [Sign, string] => {
  if (selected) return ['ok', say.images.chosen(region, clip(selected.image, 160), images.length)];
  return success ? ['warning', say.images.none(region, images.length)] : ['problem', say.images.unreadable(region)];
};

/** Which image a smoke workload would run, and why; then the others. */
export const images: View<ImagesResult> = (result, run, say): Shown => {
  const { images: all, selected, selection_reason: reason, warnings } = result;
  const [found, verdict] = verdictOf(result, clip(run.target.region, 40), say);
  const sign = found === 'ok' && warnings.length > 0 ? 'warning' : found;
  const { message, remedy } = explain(reason, say);
  const rest = Math.max(0, all.length - LINES);
  const more = (count: number): string => say.images.more(count, code(`bursting runs show ${run.id}`));
  const lines = [...all.slice(0, LINES).map((image) => line(image, say)), ...(rest > 0 ? [more(rest)] : [])];
  const list: readonly Part[] = all.length === 0 ? [] : [titled(say.images.listed, lines, (left) => more(rest + left))];
  return {
    sign,
    verdict,
    parts: [
      headline(sign, verdict),
      section(
        selected
          ? `${say.lead(say.images.why)} ${sentence(message)}`
          : `${sentence(message)}\n${say.lead(say.run.todo)} ${sentence(remedy)}`,
      ),
      findingList('warning', warnings, run, say),
      ...list,
      ...(selected && !run.guided && actionOf('smoke')
        ? [section(`${say.lead(say.images.next)} ${say.images.smoke(commandFor('smoke', run))}`)]
        : []),
    ],
  };
};
