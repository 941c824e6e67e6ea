import type { Catalogue } from '../blocks/catalogue.ts';
import { catalogueOf, languageOf } from '../blocks/languages.ts';
import type { Rules } from '../src/config/config.ts';
import type { Directory } from './directory.ts';

/** Somebody waits for an answer: in another language is better than too late. */
const LOCALE_MS = 300;

/** The catalogue for one person: by their locale in Slack, as far as it is known in time. Never rejects. */
export type Speak = (user: string) => Promise<Catalogue>;

export const speakTo =
  (directory: Pick<Directory, 'locale'>): Speak =>
  async (user) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, LOCALE_MS, null);
    });
    const locale = await Promise.race([directory.locale(user).catch(() => null), late]);
    clearTimeout(timer);
    return catalogueOf(languageOf(locale));
  };

/** The catalogue for a channel: as `channels` says of it. */
export const sayIn = (rules: Pick<Rules, 'channels'>, channel: string): Catalogue =>
  catalogueOf(rules.channels.get(channel)?.language ?? null);
