import { describe, expect, it, vi } from 'vitest';
import { collectivesOf, curveOf, monthsOf, readCourse } from '../../src/model/course';
import type { Lever, Scenario } from '../../src/model/data';
import { csv, courseTable, scenarioYaml } from '../../src/model/exports';
import { readFragment, usual, writeFragment } from '../../src/model/fragment';
import { fitted, interventionsFor, interventionsOf, isSwitch } from '../../src/model/levers';
import { dateOf, monthName, monthNumber } from '../../src/model/months';
import { differences, dots, fanOf, frequencies, quantile } from '../../src/model/spread';
import { Words } from '../../src/model/text';
import { chronicle, flowsUntil, sideBySide, standings, type CloseUp } from '../../src/model/close_up';
import { Ensemble } from '../../src/model/ensemble';
import { Pool } from '../../src/engine/pool';
import type { Answer, Order } from '../../src/engine/protocol';

const lever: Lever = {
  id: 'speech', name: 'Speech', unit: '%', smallest: 0, largest: 200, step: 10, history: 100,
  informed: false, about: '', from: '1922-01',
  changes: [{ parameter: 'a.b', how: 'scale', plus: 0, times: 0.01 }],
};
const door: Lever = {
  ...lever, id: 'door', smallest: 0, largest: 1, step: 1, history: 1,
  changes: [{ parameter: 'c.d', how: 'set', plus: 1000, times: 0 }],
};
const scenario = {
  name: 'town', title: 'Town', from: '1921-01', months: 276, levers: [lever, door],
  whatIfs: [{ name: 'no', title: 'No', summary: '', caption: '', informed: true,
    interventions: [{ change: 'e.f', set: true, from: '1923-01' }] }],
} as unknown as Scenario;

describe('levers', () => {
  it('stand on their steps and inside their range', () => {
    expect(fitted(lever, 14)).toBe(10);
    expect(fitted(lever, -3)).toBe(0);
    expect(fitted(lever, 1e9)).toBe(200);
    expect(fitted(lever, Number.NaN)).toBe(100);
    expect(isSwitch(door)).toBe(true);
    expect(isSwitch(lever)).toBe(false);
  });
  it('mean nothing at history, and an intervention elsewhere', () => {
    expect(interventionsOf(lever, 100)).toEqual([]);
    expect(interventionsOf(lever, 50)).toEqual([
      { change: 'a.b', scale: 0.5, from: '1922-01', because: 'lever speech at 50' },
    ]);
    expect(interventionsOf(door, 0)[0]).toMatchObject({ change: 'c.d', set: 1000 });
  });
  it('follow the what-if', () => {
    const list = interventionsFor(scenario, { whatIf: scenario.whatIfs[0], positions: { door: 0 } });
    expect(list.map((i) => i.change)).toEqual(['e.f', 'c.d']);
  });
});

describe('a link', () => {
  it('says only what is not as usual, and is read back the same', () => {
    const state = {
      ...usual(), whatIf: 'no', positions: { speech: 50, door: 0 }, seed: 17, history: 3, month: 40,
      panel: 'gate' as const, variable: 'admitted', lesson: 'l1', step: 2, language: 'cs' as const,
      locked: ['door'], hidden: ['speech'], version: '0.1.0',
    };
    const text = writeFragment(state, '0.1.0');
    expect(text).toBe('#v=0.1.0&if=no&speech=50&door=0&seed=17&history=3&month=40&panel=gate' +
      '&show=admitted&lesson=l1&step=2&lang=cs&lock=door&hide=speech');
    expect(readFragment(text, [scenario], ['l1'])).toEqual({ state, unread: [] });
    expect(writeFragment(usual(), '0.1.0')).toBe('#v=0.1.0');
  });
  it('that is broken or foreign is read as far as it means something', () => {
    const { state, unread } = readFragment(
      '#utm_source=x&speech=abc&speech=70&if=%E0%A4%A&panel=..&seed=99999999999&lock=door,nothing&lang=xx&&=',
      [scenario], []);
    expect(state).toEqual({ ...usual(), positions: { speech: 70 }, locked: ['door'] });
    expect(unread).toHaveLength(7);
    expect(readFragment('#' + 'x'.repeat(100000), [scenario], []).state).toEqual(usual());
  });
});

describe('spreads', () => {
  it('have the quantiles of type 7', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 12);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
  it('of many curves are taken month by month', () => {
    const curves = [3, 1, 2].map((k) => Float64Array.from([k, 10 * k]));
    const fan = fanOf(curves);
    expect(fan[3]).toEqual(Float64Array.from([2, 20]));
    expect(fan[0]?.[0]).toBeCloseTo(1.05, 12);
    expect(differences(curves, curves.slice().reverse()).map((d) => d[0])).toEqual([-1, 0, 1]);
  });
  it('show twenty dots, each a twentieth', () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    const shown = dots(values);
    expect(shown).toHaveLength(20);
    expect(shown[0]).toBeCloseTo(0.025 * 199, 9);
    expect(dots([])).toEqual([]);
  });
  it('are told in natural frequencies that add up', () => {
    expect(frequencies([1, 1, -1, 0])).toEqual({ more: 2, fewer: 1, same: 1, of: 4 });
    const many = Array.from({ length: 200 }, (_, i) => (i < 175 ? -1 : 1));
    const f = frequencies(many);
    expect(f.of).toBe(100);
    expect(f.more + f.fewer + f.same).toBe(100);
    expect(f.fewer).toBe(87);
  });
});

describe('a course', () => {
  const numbers = Int32Array.from([2, 3, 1, 2, /* a */ 1, 2, 3, /* b */ 5, 5, 5, /* row */ -1, 9]);
  it('is read by its layout', () => {
    const course = readCourse(numbers);
    expect([...monthsOf(course, 1)]).toEqual([5, 5, 5]);
    expect([...curveOf(course, 0, true)]).toEqual([1, 3, 6]);
    expect([...curveOf(course, 0, false)]).toEqual([1, 2, 3]);
    expect(collectivesOf(course, ['plan', 'departed'])).toEqual([{ plan: -1, departed: 9 }]);
  });
  it('of another form is refused', () => {
    expect(() => readCourse(numbers.slice(0, 11))).toThrow(/form/);
  });
});

describe('exports', () => {
  it('quote what needs it', () => {
    expect(csv([['a', 'b "c"', 'd,e'], [1, -2.5, '']])).toBe('a,"b ""c""","d,e"\r\n1,-2.5,\r\n');
  });
  it('have one row a month and the columns of what is shown', () => {
    const fan = fanOf([Float64Array.from([1, 2])]);
    const rows = courseTable('1921-01', 'departed', fan, fan, undefined);
    expect(rows).toHaveLength(3);
    expect(rows[0]?.[2]).toBe('history_q2_5');
    expect(rows[0]).toHaveLength(2 + 14);
    expect(rows[1]?.[0]).toBe('1921-01');
  });
  it('write a scenario', () => {
    const text = scenarioYaml(scenario, interventionsOf(lever, 50), 'A "title"', '#v=1\nx');
    expect(text).toContain('extends: "town"\ntitle: "A \\"title\\""\ninterventions:\n  - change: a.b\n    scale: 0.5\n    from: "1922-01"');
    expect(text.split('\n')[0]).not.toContain('\n');
  });
});

it('months are counted from the first', () => {
  expect(monthName('1921-01', 13)).toBe('1922-02');
  expect(monthNumber('1921-01', '1922-02')).toBe(13);
  expect(dateOf('1921-01', 0).toISOString().slice(0, 10)).toBe('1921-01-01');
});

it('words are said in the language, with its numbers, or in English', () => {
  const words = new Words('cs', { a: '{n} osob' }, { a: '{n} persons', b: 'only English' }, { 'lever.x': 'Páka' });
  expect(words.say('a', { n: 12345 })).toBe('12\u00a0345 osob');
  expect(words.say('b')).toBe('only English');
  expect(words.name('lever.x', 'Lever')).toBe('Páka');
  expect(words.name('lever.y', 'Lever')).toBe('Lever');
  expect(words.word('cause', 'new_cause')).toBe('new cause');
  expect(words.month(new Date(Date.UTC(1925, 2, 1)))).toBe('březen 1925');
});

const story: CloseUp = {
  months: 10, soviet_unemployed: [], queue: [], places: [], unemployment: {},
  collectives: [
    { id: 'a', name: 'A', pattern: '', place: 'b', plan: 0, region: 1, site: 2, sector: 1, kind: 'artel', start: 2,
      members: [0, 0, 0, 30, 29], waiting: [5, 6, 0, 0, 0], fund: [1, 2, 3, 4, 5],
      stages: [[2, 'initiative'], [4, 'applied']], trains: [[4, 5, 20, 10, 0], [6, 7, 5, 0, 1]],
      works: [[5, 'mill']], votes: [], totals: {} },
  ],
};

describe('a history from near', () => {
  it('counts those who have left by a month', () => {
    expect(flowsUntil(story, 3)).toEqual([]);
    expect(flowsUntil(story, 4)).toEqual([{ region: 1, site: 2, persons: 30 }]);
    expect(flowsUntil(story, 9)[0]?.persons).toBe(35);
  });
  it('knows where a collective stands', () => {
    expect(standings(story, 1)).toEqual([]);
    expect(standings(story, 5)[0]).toMatchObject({ stage: 'applied', members: 30, left: 30, trains: 1, works: 1, fund: 4 });
  });
  it('tells what happened to a collective in order', () => {
    const first = story.collectives[0];
    expect(first && chronicle(first, 5).map((entry) => [entry.month, entry.kind])).toEqual([
      [2, 'stage'], [4, 'stage'], [4, 'train'], [5, 'work'],
    ]);
  });
  it('lays two lives side by side', () => {
    const step = (month: string) => ({ month, event: 'dead', from: '', cause: '', collective: null, role: '', age: 1, charge: '' });
    const rows = sideBySide({ worlds: [[step('1922-02')], [step('1921-03'), step('1922-02')]] });
    expect(rows.map((row) => [row.month, row.steps[0].length, row.steps[1].length])).toEqual([
      ['1921-03', 0, 1], ['1922-02', 1, 1],
    ]);
  });
});

// A worker that answers at once, or dies when it is told to.
class FakeWorker {
  onmessage: ((event: MessageEvent<Answer>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  constructor(
    private readonly log: string[],
    private readonly dies: () => boolean,
    private readonly takes = 1, // milliseconds
  ) {}
  private timer: ReturnType<typeof setTimeout> | undefined;
  postMessage(order: Order): void {
    if ('abandon' in order) {
      this.log.push('abandoned');
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.onmessage?.({ data: { id: order.abandon, milliseconds: 1, abandoned: true } } as MessageEvent<Answer>);
      });
      return;
    }
    const { id, ask } = order;
    this.log.push(ask.kind === 'run' ? `run ${ask.world}/${ask.replicate}` : ask.kind);
    this.timer = setTimeout(() => {
      if (ask.kind === 'run' && this.dies())
        return this.onerror?.({ message: 'out of memory' } as ErrorEvent);
      const numbers = Int32Array.from([1, 1, 0, 0, 7]);
      this.onmessage?.({ data: { id, milliseconds: 1, ...(ask.kind === 'run' ? { numbers } : { text: '{}' }) } } as MessageEvent<Answer>);
    }, this.takes);
  }
  terminate(): void {
    this.log.push('terminated');
  }
}

describe('the pool', () => {
  it('loads, changes and runs in that order, and drops what is stale', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const pool = new Pool(() => new FakeWorker(log, () => false), 1, () => undefined);
    pool.load('{}', () => log.push('described'));
    const ensemble = new Ensemble(pool, () => undefined, 25);
    ensemble.restart(1);
    ensemble.ask('[1]');
    await vi.advanceTimersByTimeAsync(4);
    ensemble.ask('[2]');
    await vi.advanceTimersByTimeAsync(500);
    expect(log.slice(0, 2)).toEqual(['load', 'described']);
    expect(log.filter((line) => line === 'change')).toHaveLength(2);
    expect(ensemble.complete()).toHaveLength(25);
    expect(log.filter((line) => line.startsWith('run 1/')).length).toBeLessThan(30);
    vi.useRealTimers();
  });
  it('simulates no history twice, however often it is asked for', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const pool = new Pool(() => new FakeWorker(log, () => false), 2, () => undefined);
    pool.load('{}', () => undefined);
    const ensemble = new Ensemble(pool, () => undefined, 25);
    ensemble.restart(1);
    for (let i = 0; i < 10; ++i) {
      ensemble.ask(`[${i}]`);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(500);
    const histories = log.filter((line) => line.startsWith('run 0/'));
    expect(histories).toHaveLength(25);
    expect(new Set(histories).size).toBe(25);
    vi.useRealTimers();
  });
  it('breaks off what nobody wants and what can wait, and takes the latter up again', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const pool = new Pool(() => new FakeWorker(log, () => false, 100), 2, () => undefined);
    pool.load('{}', () => undefined);
    const ensemble = new Ensemble(pool, () => undefined, 50);
    ensemble.restart(1);
    await vi.advanceTimersByTimeAsync(2020);
    expect(ensemble.complete().length).toBeGreaterThan(25); // it has begun to refine
    expect(log).not.toContain('abandoned');
    log.length = 0;
    ensemble.ask('[1]');
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['abandoned', 'abandoned', 'change', 'change']);
    await vi.advanceTimersByTimeAsync(150); // replicates 0 and 1 of the first question are under way
    log.length = 0;
    ensemble.ask('[2]');
    await vi.advanceTimersByTimeAsync(250);
    expect(log.filter((line) => line === 'abandoned')).toHaveLength(2);
    expect(ensemble.complete()).toContain(0);
    await vi.advanceTimersByTimeAsync(20000);
    expect(ensemble.complete()).toHaveLength(50);
    vi.useRealTimers();
  });
  it('lets what can wait rest while time plays', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const pool = new Pool(() => new FakeWorker(log, () => false, 100), 2, () => undefined);
    pool.load('{}', () => undefined);
    const ensemble = new Ensemble(pool, () => undefined, 50);
    ensemble.restart(1);
    await vi.advanceTimersByTimeAsync(2020);
    pool.rest(true);
    await vi.advanceTimersByTimeAsync(1);
    log.length = 0;
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toEqual([]);
    pool.rest(false);
    await vi.advanceTimersByTimeAsync(5000);
    expect(ensemble.complete()).toHaveLength(50);
    vi.useRealTimers();
  });
  it('replaces a worker that dies and asks again', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    let deaths = 1;
    const pool = new Pool(() => new FakeWorker(log, () => deaths-- > 0), 1, () => undefined);
    pool.load('{}', () => undefined);
    const ensemble = new Ensemble(pool, () => undefined, 25);
    ensemble.restart(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(log).toContain('terminated');
    expect(ensemble.complete()).toHaveLength(25);
    expect(ensemble.problem).toBe('');
    vi.useRealTimers();
  });
  it('gives up on a request that kills every worker, and says so', async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const pool = new Pool(() => new FakeWorker(log, () => true), 1, () => undefined);
    pool.load('{}', () => undefined);
    const ensemble = new Ensemble(pool, () => undefined, 25);
    ensemble.restart(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(ensemble.problem).toBe('out of memory');
    expect(log.length).toBeLessThan(100);
    vi.useRealTimers();
  });
});
