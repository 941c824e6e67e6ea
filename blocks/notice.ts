import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { section } from './kit.ts';
import { type Modal, modal } from './modal.ts';

/** A window that only tells something. `text` is mrkdwn. */
export const noticeView = (text: string, say: Catalogue = en): Modal => modal(say.notice, [section(text)]);
