// The page's data as `komuna classroom --data` writes it; tests/classroom/data.py makes the file.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPageData } from '../../src/model/data';
import { languages } from '../../src/model/fragment';
import { misfits, readLesson } from '../../src/model/lesson';
import { interventionsOf } from '../../src/model/levers';
import cs from '../../src/messages/cs.json';
import en from '../../src/messages/en.json';
import namesCs from '../../src/messages/names.cs.json';
import namesSk from '../../src/messages/names.sk.json';
import sk from '../../src/messages/sk.json';

const text = readFileSync(process.env['KOMUNA_CLASSROOM_DATA'] ?? '../build/classroom/data.json', 'utf8');
const data = readPageData(text);
const scenario = data.scenarios[0];
if (!scenario) throw new Error('no scenario');

describe('the shipped scenario', () => {
  it('has the levers of the lessons, each with history inside its range and with changes', () => {
    expect(scenario.levers.map((lever) => lever.id)).toEqual([
      'soviet_agitation', 'collections', 'home_unemployment', 'home_obstacles', 'home_prohibition',
      'gate_places', 'gate_conditions', 'soviet_unemployment', 'us_quota_acts', 'terror',
    ]);
    for (const lever of scenario.levers) {
      expect(lever.history).toBeGreaterThanOrEqual(lever.smallest);
      expect(lever.history).toBeLessThanOrEqual(lever.largest);
      expect(interventionsOf(lever, lever.smallest === lever.history ? lever.largest : lever.smallest))
        .toHaveLength(lever.changes.length);
      expect(lever.about.length).toBeGreaterThan(40);
    }
  });

  it('offers nothing that raises the Terror', () => {
    const terror = scenario.levers.find((lever) => lever.id === 'terror');
    expect(terror?.largest).toBe(terror?.history);
    expect(scenario.whatIfs.map((whatIf) => whatIf.name)).not.toContain('repression_1930');
    for (const whatIf of scenario.whatIfs)
      for (const change of whatIf.interventions)
        if (change.change.startsWith('repression')) expect(change.set).toBe(0);
  });

  it('says of every what-if that is not informed what is not known', () => {
    for (const whatIf of scenario.whatIfs.filter((w) => !w.informed))
      expect(whatIf.caption.length).toBeGreaterThan(20);
  });

  it('knows the source or the assumption of every parameter a lever changes', () => {
    for (const lever of scenario.levers)
      for (const change of lever.changes) {
        for (const found of scenario.statementsOf(change.parameter)) expect(['sourced', 'calibrated', 'assumption', 'default']).toContain(found.how);
      }
  });
});

describe('languages', () => {
  it('have the same messages', () => {
    const keys = Object.keys(en).sort();
    expect(Object.keys(cs).sort()).toEqual(keys);
    expect(Object.keys(sk).sort()).toEqual(keys);
    expect(Object.keys(namesCs).sort()).toEqual(Object.keys(namesSk).sort());
  });

  it('keep the places to be filled in', () => {
    const places = (words: string): string[] => (words.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, words] of Object.entries(en))
      for (const other of [cs, sk])
        expect([key, ...places((other as Record<string, string>)[key] ?? '')]).toEqual([key, ...places(words)]);
  });

  it('name everything of the shipped scenario', () => {
    const wanted = [
      `scenario.${scenario.name}.title`, `scenario.${scenario.name}.summary`, `scenario.${scenario.name}.caption`,
      ...scenario.levers.flatMap((l) => ['name', 'unit', 'about'].map((part) => `lever.${l.id}.${part}`)),
      ...scenario.collectives.flatMap((c) => [
        `collective.${c.id}.name`, ...(c.note ? [`collective.${c.id}.note`] : []),
      ]),
      ...[...scenario.patterns.keys()].map((id) => `pattern.${id}.name`),
      ...[...scenario.works.keys()].map((id) => `work.${id}`),
      ...scenario.charges.filter((c) => !c.startsWith('none')).map((c) => `charge.${c}`),
      ...scenario.sites.map((site) => `site.${site.id}`),
      ...['bohemia', 'moravia', 'silesia', 'slovakia', 'subcarpathian_rus'].map((r) => `region.${r}`),
      ...scenario.events.map((event) => `event.${event.id}`),
      ...scenario.whatIfs.flatMap((w) => [
        `whatif.${w.name}.title`, `whatif.${w.name}.summary`,
        ...(w.caption ? [`whatif.${w.name}.caption`] : []),
      ]),
    ];
    for (const key of wanted) expect(Object.keys(namesCs)).toContain(key);
  });
});

describe('lessons', () => {
  const lessons = data.lessons.map(readLesson);
  it('are five, without a problem, and fit the scenario', () => {
    expect(lessons).toHaveLength(5);
    for (const { lesson, problems } of lessons) {
      expect(problems).toEqual([]);
      expect(misfits(lesson, scenario)).toEqual([]);
      expect(lesson.minutes).toBeGreaterThanOrEqual(15);
      expect(lesson.minutes).toBeLessThanOrEqual(20);
      expect(lesson.steps.some((step) => step.guess !== undefined)).toBe(true);
      expect(lesson.teacher.answers.length).toBeGreaterThan(1);
      expect(lesson.teacher.sources.length).toBeGreaterThan(1);
    }
  });

  it('that lack a text are refused with its place', () => {
    const broken = structuredClone(data.lessons[0]) as { title: Record<string, string>; steps: unknown[] };
    delete broken.title['sk'];
    broken.steps.push({ title: { en: 'x', cs: 'x', sk: 'x' }, guess: { kind: 'drawing' } });
    const { problems } = readLesson(broken);
    expect(problems).toContain('1_why_did_they_leave: title: has no text in sk');
    expect(problems.some((problem) => problem.includes('kind must be'))).toBe(true);
    for (const language of languages)
      expect(problems.some((p) => p.endsWith(`step 4.text: has no text in ${language}`))).toBe(true);
  });
});

it('a page without a scenario says so', () => {
  expect(() => readPageData('null')).toThrow(/no scenario/);
  expect(() => readPageData('{"scenarios": []}')).toThrow(/no scenario/);
  expect(() => readPageData('{')).toThrow(/cannot be read/);
});
