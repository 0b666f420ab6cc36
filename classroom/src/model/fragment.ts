// The state of the page as a readable piece of an address: everything that is not as usual.
//
//   #v=0.1.0&sc=classroom&if=prague_prohibits&home_unemployment=50&seed=7&lesson=the_gate&step=2
//
// It stands behind the #, so it reaches no server. What cannot be read is left out and named, never
// guessed.

import type { Scenario } from './data';
import { fitted, type Positions } from './levers';

export const panels = ['course', 'map', 'collectives', 'lives', 'gate', 'sources'] as const;
export type Panel = (typeof panels)[number];
export const languages = ['en', 'cs', 'sk'] as const;
export type Language = (typeof languages)[number];

export interface Shared {
  scenario: string;
  whatIf: string;
  positions: Positions;
  seed: number;
  history: number; // the highlighted replicate
  month: number; // shown, from the first
  panel: Panel;
  variable: string;
  lesson: string;
  step: number;
  language: Language | '';
  locked: string[]; // levers that are shown and cannot be turned
  hidden: string[];
  version: string; // of the model that made the link
}

export const usualSeed = 1921;
export const largestSeed = 4294967295;

export const usual = (): Shared => ({
  scenario: '',
  whatIf: '',
  positions: {},
  seed: usualSeed,
  history: 0,
  month: -1,
  panel: 'course',
  variable: 'departed',
  lesson: '',
  step: 0,
  language: '',
  locked: [],
  hidden: [],
  version: '',
});

export function writeFragment(state: Shared, version: string): string {
  const words: string[] = [];
  const add = (key: string, value: string | number): void => {
    words.push(`${key}=${encodeURIComponent(String(value)).replace(/%2C/g, ',')}`);
  };
  const common = usual();
  add('v', version);
  if (state.scenario) add('sc', state.scenario);
  if (state.whatIf) add('if', state.whatIf);
  for (const [lever, position] of Object.entries(state.positions)) add(lever, position);
  if (state.seed !== common.seed) add('seed', state.seed);
  if (state.history !== common.history) add('history', state.history);
  if (state.month >= 0) add('month', state.month);
  if (state.panel !== common.panel) add('panel', state.panel);
  if (state.variable !== common.variable) add('show', state.variable);
  if (state.lesson) {
    add('lesson', state.lesson);
    add('step', state.step);
  }
  if (state.language) add('lang', state.language);
  if (state.locked.length) add('lock', state.locked.join(','));
  if (state.hidden.length) add('hide', state.hidden.join(','));
  return '#' + words.join('&');
}

export interface ReadResult {
  state: Shared;
  unread: string[]; // pieces that mean nothing here
}

function wholeNumber(text: string, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export function readFragment(
  fragment: string,
  scenarios: readonly Scenario[],
  lessons: readonly string[],
): ReadResult {
  const state = usual();
  const unread: string[] = [];
  const pieces: [string, string][] = [];
  for (const piece of fragment.replace(/^#/, '').slice(0, 4000).split('&')) {
    if (!piece) continue;
    const at = piece.indexOf('=');
    const value = at < 0 ? undefined : decode(piece.slice(at + 1));
    if (value === undefined) unread.push(piece.slice(0, 60));
    else pieces.push([piece.slice(0, at), value]);
  }
  const asked = pieces.find(([key]) => key === 'sc')?.[1] ?? '';
  const scenario = scenarios.find((s) => s.name === asked) ?? scenarios[0];
  const leverIds = new Set(scenario?.levers.map((lever) => lever.id));
  const positions: Record<string, number> = {};
  const leverList = (value: string): string[] => value.split(',').filter((id) => leverIds.has(id));
  for (const [key, value] of pieces) {
    const number = wholeNumber(value, largestSeed);
    const lever = scenario?.levers.find((l) => l.id === key);
    let understood = true;
    if (key === 'v') state.version = value.slice(0, 40);
    else if (key === 'sc') understood = scenarios.some((s) => s.name === value);
    else if (key === 'if') {
      understood = scenario?.whatIfs.some((w) => w.name === value) ?? false;
      if (understood) state.whatIf = value;
    } else if (key === 'seed' && number !== undefined) state.seed = number;
    else if (key === 'history' && number !== undefined) state.history = Math.min(number, 9999);
    else if (key === 'month' && number !== undefined)
      state.month = Math.min(number, (scenario?.months ?? 1) - 1);
    else if (key === 'panel') {
      understood = (panels as readonly string[]).includes(value);
      if (understood) state.panel = value as Panel;
    } else if (key === 'show') {
      understood = /^[a-z_]{1,40}$/.test(value);
      if (understood) state.variable = value;
    } else if (key === 'lesson') {
      understood = lessons.includes(value);
      if (understood) state.lesson = value;
    } else if (key === 'step' && number !== undefined) state.step = Math.min(number, 99);
    else if (key === 'lang') {
      understood = (languages as readonly string[]).includes(value);
      if (understood) state.language = value as Language;
    } else if (key === 'lock') state.locked = leverList(value);
    else if (key === 'hide') state.hidden = leverList(value);
    else if (lever && /^-?\d{1,9}(\.\d{1,6})?$/.test(value)) {
      const position = fitted(lever, Number(value));
      if (position !== lever.history) positions[lever.id] = position;
    } else understood = false;
    if (!understood) unread.push(`${key}=${value}`.slice(0, 60));
  }
  state.positions = positions;
  if (scenario && scenarios.length > 1 && asked) state.scenario = scenario.name;
  return { state, unread };
}
