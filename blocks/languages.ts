import type { Language } from '../src/config/config.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';

/** A language without a catalogue is English. */
const CATALOGUES: Readonly<Partial<Record<Language, Catalogue>>> = { en };

export const catalogueOf = (language: Language | null): Catalogue => CATALOGUES[language ?? 'en'] ?? en;

/** A person's language by their locale in Slack (`zh-CN`). Whoever reads Traditional Chinese is not given Simplified. */
export const languageOf = (locale: string | null): Language => (locale !== null && /^zh(?:-cn|-hans\b.*)?$/i.test(locale) ? 'zh' : 'en');
