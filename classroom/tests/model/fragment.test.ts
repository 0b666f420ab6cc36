// Links as anybody may have written them: twenty thousand at random, from pieces that mean something
// and from anything else.

import { describe, expect, it } from 'vitest';
import type { Lever, Scenario } from '../../src/model/data';
import { languages, largestSeed, panels, readFragment, writeFragment } from '../../src/model/fragment';

const lever = (id: string, smallest: number, largest: number, step: number): Lever => ({
  id, name: id, unit: '', smallest, largest, step, history: smallest, informed: false, about: '',
  from: '1922-01', changes: [],
});
const town = {
  name: 'town', title: 'Town', from: '1921-01', months: 276,
  levers: [lever('speech', 0, 200, 10), lever('door', 0, 1, 1), lever('share', -0.5, 0.5, 0.05)],
  whatIfs: [{ name: 'no', title: 'No', summary: '', caption: '', informed: true, interventions: [] }],
} as unknown as Scenario;
const scenarios = [town, { ...town, name: 'village', levers: [], whatIfs: [], months: 12 }];
const lessons = ['the_gate', 'letters'];

// Numbers at random, the same at every run (mulberry32).
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const keys = ['v', 'sc', 'if', 'seed', 'history', 'month', 'panel', 'show', 'lesson', 'step', 'lang',
  'lock', 'hide', 'speech', 'door', 'share', '__proto__', 'constructor', 'toString', ''];
const values = ['town', 'village', 'no', 'map', 'gate', 'cs', 'the_gate', 'letters', 'speech,door',
  'departed', '0', '7', '-1', '55', '0.3', '-0.45', '4294967295', '4294967296', '9999999999', '1e9',
  'NaN', 'Infinity', '-0', '007', ' 5', '%', '%00', '%E0%A4%A', '%F0%9F%8C%BE', '<img src=x onerror=1>',
  '=1+1', 'javascript:alert(1)', '\u{1f33e}', '\ud800', '', 'x'.repeat(5000)];
const marks = ['&', '=', '#', '%', ',', '?', '+', ';', '\0', '\n', '"', "'", '<', '\u202e', 'é', 'a', '1'];

function randomFragment(random: () => number): string {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let text = random() < 0.9 ? '#' : '';
  for (let pieces = Math.floor(random() * 9); pieces > 0; --pieces) {
    text += random() < 0.75 ? `${one(keys)}=${one(values)}` : one(values);
    for (let more = random() < 0.2 ? Math.floor(random() * 6) : 0; more > 0; --more) text += one(marks);
    text += random() < 0.95 ? '&' : '';
  }
  return text;
}

describe('a link at random', () => {
  it('is read without a fault, into a state that the page can show', () => {
    const random = chance(1921);
    let understood = 0;
    for (let k = 0; k < 20000; ++k) {
      const text = randomFragment(random);
      const { state, unread } = readFragment(text, scenarios, lessons);
      const scenario = scenarios.find((s) => s.name === (state.scenario || 'town'))!;
      const shown = JSON.stringify(text.slice(0, 300));
      const holds = (what: boolean, promise: string): void => {
        if (!what) expect.fail(`${promise}: ${shown}`);
      };
      const isWhole = (n: number, least: number, most: number): boolean =>
        Number.isInteger(n) && n >= least && n <= most;
      holds(scenario !== undefined, 'a known scenario');
      holds(isWhole(state.seed, 0, largestSeed), 'a seed');
      holds(isWhole(state.history, 0, 9999), 'a history');
      holds(isWhole(state.month, -1, scenario.months - 1), 'a month of the scenario');
      holds(isWhole(state.step, 0, 99), 'a step');
      holds(panels.includes(state.panel), 'a known panel');
      holds(state.language === '' || languages.includes(state.language), 'a known language');
      holds(state.whatIf === '' || scenario.whatIfs.some((w) => w.name === state.whatIf), 'a what-if');
      holds(state.lesson === '' || lessons.includes(state.lesson), 'a lesson');
      holds(/^[a-z_]{1,40}$/.test(state.variable), 'a name of a variable');
      for (const [id, position] of Object.entries(state.positions)) {
        const known = scenario.levers.find((l) => l.id === id);
        holds(known !== undefined && position >= known.smallest && position <= known.largest,
          'positions of known levers within their range');
      }
      for (const id of [...state.locked, ...state.hidden])
        holds(scenario.levers.some((l) => l.id === id), 'known levers');
      holds(unread.every((piece) => piece.length <= 60), 'short notes of what is not understood');
      // What it writes of that state reads back as the same, and nothing is left over.
      const again = readFragment(writeFragment(state, '1.2'), scenarios, lessons);
      expect(again.state, shown).toEqual({
        ...state, version: '1.2', step: state.lesson ? state.step : 0,
      });
      expect(again.unread, shown).toEqual([]);
      if (unread.length === 0 && text.length > 4) ++understood;
    }
    expect(understood).toBeGreaterThan(200); // not all of it is nonsense
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
