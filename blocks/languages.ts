import type { Language } from '../src/config/config.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/index.ts';
import { zh } from './zh/index.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, zh };

/** Where no language is said, it is English. */
export const catalogueOf = (language: Language | null): Catalogue => CATALOGUES[language ?? 'en'];

/** A person's language by their locale in Slack (`zh-CN`). Whoever reads Traditional Chinese is not given Simplified. */
export const languageOf = (locale: string | null): Language => (locale !== null && /^zh(?:-cn|-hans\b.*)?$/i.test(locale) ? 'zh' : 'en');
