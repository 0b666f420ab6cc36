// All languages of the page; adding one is its two files of messages and a line here.

import type { Language } from '../model/fragment';
import { Words, type Messages } from '../model/text';
import cs from '../messages/cs.json';
import en from '../messages/en.json';
import sk from '../messages/sk.json';
import namesCs from '../messages/names.cs.json';
import namesSk from '../messages/names.sk.json';

const messages: Record<Language, Messages> = { en, cs, sk };
const names: Record<Language, Messages> = { en: {}, cs: namesCs, sk: namesSk };

export const languageNames: Record<Language, string> = {
  en: 'English',
  cs: 'Čeština',
  sk: 'Slovenčina',
};

const known = new Map<Language, Words>();

export function wordsIn(language: Language): Words {
  const words = known.get(language) ?? new Words(language, messages[language], en, names[language]);
  known.set(language, words);
  return words;
}

// The first of the reader's languages that the page speaks.
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const short = tag.slice(0, 2).toLowerCase();
    if (short === 'en' || short === 'cs' || short === 'sk') return short;
  }
  return 'en';
}
