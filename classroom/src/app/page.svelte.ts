// The state of the page: what is asked, what has been simulated, what is shown. Views read it and
// call its functions; it reads no element of the document.

import { Pool } from '../engine/pool';
import type { PageData, Scenario, WhatIf } from '../model/data';
import { readCloseUp, type CloseUp, type Named } from '../model/close_up';
import { collectivesOf, curveOf } from '../model/course';
import { atOnce, Ensemble } from '../model/ensemble';
import {
  usual,
  writeFragment,
  type Language,
  type Panel,
  type Shared,
} from '../model/fragment';
import { readLesson, type Lesson, type Step } from '../model/lesson';
import { fitted, interventionsFor, positionOf } from '../model/levers';
import { differences, fanOf, type Fan } from '../model/spread';
import { dateOf, monthName, monthNumber } from '../model/months';
import { wordsIn } from './languages';
import { Notebook } from './notebook.svelte';

export interface Variable {
  name: string;
  unit: string;
  help: string;
  stock: boolean;
}

interface Description {
  variables: Variable[];
  columns: string[];
  stages: string[];
  regions: { origin: string; id: string; name: string; longitude: number; latitude: number }[];
  levers: { id: string; parameters: { path: string; unit: string; help: string }[] }[];
}

export interface Curves {
  n: number; // histories of which both worlds are there
  history: Float64Array[]; // those; all that are known, while there is none of the other world
  changed: Float64Array[];
  historyFan: Fan;
  changedFan: Fan | undefined;
  differenceFan: Fan | undefined;
  differences: Float64Array[];
}

const seldom = 400; // milliseconds between drawings

const nothing: Description = { variables: [], columns: [], stages: [], regions: [], levers: [] };

export class Page {
  readonly data: PageData;
  readonly lessons: Lesson[];
  readonly notebook = new Notebook();

  scenario: Scenario = $state.raw(undefined as unknown as Scenario);
  shared: Shared = $state(usual());
  language: Language = $state('en');
  description: Description = $state.raw(nothing);
  tick = $state(0); // grows when something has been simulated
  canSimulate = $state(true); // the browser can run the engine
  trouble = $state(''); // a plain sentence, shown until the next success
  notice = $state(''); // about the link
  stories: (CloseUp | undefined)[] = $state.raw([undefined, undefined]); // history, changed
  world: 0 | 1 = $state(0); // of which one is looked at from near
  playing = $state(false);

  readonly words = $derived.by(() => wordsIn(this.language));
  readonly whatIf: WhatIf | undefined = $derived.by(() =>
    this.scenario.whatIfs.find((w) => w.name === this.shared.whatIf),
  );
  readonly interventions = $derived.by(() =>
    interventionsFor(this.scenario, { whatIf: this.whatIf, positions: this.shared.positions }),
  );
  readonly asked = $derived(this.interventions.length > 0);
  readonly lesson: Lesson | undefined = $derived.by(() =>
    this.lessons.find((lesson) => lesson.id === this.shared.lesson),
  );
  readonly step: Step | undefined = $derived.by(() => this.lesson?.steps[this.shared.step]);
  readonly month = $derived.by(() =>
    this.shared.month < 0 ? this.scenario.months - 1 : this.shared.month,
  );
  readonly variable: Variable | undefined = $derived.by(
    () =>
      this.description.variables.find((v) => v.name === this.shared.variable) ??
      this.description.variables.find((v) => v.name === 'departed'),
  );
  // A guess that is due hides what it asks about.
  readonly guessDue = $derived.by(() => {
    const key = this.guessKey;
    return this.step?.guess !== undefined && key !== '' && !this.notebook.revealed(key);
  });
  readonly showHistory = $derived(!this.guessDue || this.asked);
  readonly showChanged = $derived(this.asked && !this.guessDue);
  readonly nearWorld: 0 | 1 = $derived(this.showChanged ? this.world : 0);
  readonly story: CloseUp | undefined = $derived(this.stories[this.nearWorld]);

  readonly curves: Curves | undefined = $derived.by(() => {
    void this.tick;
    const place = this.description.variables.findIndex((v) => v.name === this.variable?.name);
    const numbers = this.ensemble?.complete() ?? [];
    const known = this.ensemble?.known() ?? [];
    const variable = this.variable;
    if (place < 0 || known.length === 0 || !variable || !this.ensemble) return undefined;
    const summed = !variable.stock;
    const pick = (list: Ensemble['history'], of: readonly number[]): Float64Array[] =>
      of.flatMap((r) => {
        const course = list[r];
        return course ? [curveOf(course, place, summed)] : [];
      });
    const history = pick(this.ensemble.history, numbers.length ? numbers : known);
    const changed = this.ensemble.hasQuestion ? pick(this.ensemble.changed, numbers) : [];
    const paired = changed.length === history.length ? differences(history, changed) : [];
    return {
      n: numbers.length,
      history,
      changed,
      historyFan: this.baseline(`${place}/${known.join()}`, () => pick(this.ensemble?.history ?? [], known)),
      changedFan: changed.length ? fanOf(changed) : undefined,
      differenceFan: paired.length ? fanOf(paired) : undefined,
      differences: paired,
    };
  });

  // The fan of history stands still while the other world is simulated anew.
  private baselineOf = '';
  private baselineFan: Fan = [];
  private baseline(key: string, curves: () => Float64Array[]): Fan {
    const whole = `${this.scenario.name}/${this.shared.seed}/${key}`;
    if (whole !== this.baselineOf) {
      this.baselineFan = fanOf(curves());
      this.baselineOf = whole;
    }
    return this.baselineFan;
  }

  // The values of the month shown; apart from the curves, which do not change while time plays.
  readonly ends = $derived.by(() => {
    const at = (list: readonly Float64Array[] | undefined): number[] =>
      (list ?? []).map((curve) => curve[this.month] ?? 0);
    const curves = this.curves;
    return {
      history: at(curves?.history),
      changed: at(curves?.changed),
      differences: at(curves?.differences),
    };
  });

  // Fans of any variable, for panels that show several.
  fansOf(name: string): { history: Fan | undefined; changed: Fan | undefined } {
    void this.tick;
    const ensemble = this.ensemble;
    const place = this.description.variables.findIndex((v) => v.name === name);
    const numbers = ensemble?.complete() ?? [];
    if (!ensemble || place < 0 || numbers.length === 0) return { history: undefined, changed: undefined };
    const summed = !this.description.variables[place]?.stock;
    const fan = (list: Ensemble['history']): Fan =>
      fanOf(
        numbers.flatMap((r) => {
          const course = list[r];
          return course ? [curveOf(course, place, summed)] : [];
        }),
      );
    return {
      history: fan(ensemble.history),
      changed: ensemble.hasQuestion ? fan(ensemble.changed) : undefined,
    };
  }

  // Named collectives over all histories: in how many they left, with how many persons.
  readonly fates = $derived.by(() => {
    void this.tick;
    const ensemble = this.ensemble;
    const columns = this.description.columns;
    if (!ensemble || columns.length === 0) return [];
    const numbers = ensemble.complete();
    const rowsOf = (list: Ensemble['history']) =>
      numbers.flatMap((r) => {
        const course = list[r];
        return course ? [collectivesOf(course, columns)] : [];
      });
    const worlds = [rowsOf(ensemble.history), ensemble.hasQuestion ? rowsOf(ensemble.changed) : []];
    return this.scenario.collectives.map((plan, index) => ({
      plan,
      worlds: worlds.map((histories) => {
        const rows = histories.flatMap((rowsOfOne) => rowsOfOne.filter((row) => row['plan'] === index));
        const left = rows.filter((row) => (row['departed'] ?? 0) > 0);
        const sum = (name: string) => rows.reduce((total, row) => total + Math.max(0, row[name] ?? 0), 0);
        const n = Math.max(1, histories.length);
        return {
          of: histories.length,
          left: left.length,
          departed: sum('departed') / n,
          returned: sum('returned') / n,
          died: sum('died') / n,
          arrested: sum('arrested') / n,
          executed: sum('executed') / n,
          works: sum('works') / n,
        };
      }),
    }));
  });

  readonly pool: Pool;
  private ensemble: Ensemble | undefined;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private storyOf = '';

  constructor(data: PageData, makeWorker: () => Worker, workers: number) {
    this.data = data;
    const lessons = data.lessons.map((lesson) => readLesson(lesson));
    for (const { problems } of lessons) for (const problem of problems) console.warn(problem);
    this.lessons = lessons.filter(({ problems }) => problems.length === 0).map(({ lesson }) => lesson);
    this.pool = new Pool(makeWorker, workers, (problem) => {
      this.trouble = problem;
    });
  }

  readonly lessonIds = (): string[] => this.lessons.map((lesson) => lesson.id);

  // Takes a whole state, as from a link or from memory.
  begin(shared: Shared, unread: readonly string[]): void {
    const scenario =
      this.data.scenarios.find((s) => s.name === shared.scenario) ?? this.data.scenarios[0];
    if (!scenario) return;
    const isNew = scenario !== this.scenario;
    const reseed = isNew || shared.seed !== this.shared.seed;
    this.scenario = scenario;
    this.shared = shared;
    if (shared.language) this.language = shared.language;
    this.notice = unread.length ? this.words.say('link.unread', { pieces: unread.join(', ') }) : '';
    if (shared.version && shared.version !== this.data.version)
      this.notice = this.words.say('link.version', {
        theirs: shared.version,
        ours: this.data.version,
      });
    if (isNew) {
      this.ensemble?.stop();
      this.ensemble = new Ensemble(this.pool, () => this.schedule());
      this.pool.load(scenario.document, (text) => {
        this.description = JSON.parse(text) as Description;
      });
    }
    if (reseed) this.ensemble?.restart(shared.seed);
    this.askAgain();
  }

  openScenario(name: string): void {
    this.begin({ ...usual(), scenario: name, language: this.shared.language }, []);
  }

  turn(lever: string, position: number): void {
    const found = this.scenario.levers.find((l) => l.id === lever);
    if (!found || !this.mayTurn(lever)) return;
    const at = fitted(found, position);
    if (at === positionOf(found, this.shared.positions)) return;
    const positions = { ...this.shared.positions, [lever]: at };
    if (at === found.history) delete (positions as Record<string, number>)[lever];
    this.shared.positions = positions;
    this.askAgain();
  }

  mayTurn(lever: string): boolean {
    if (this.shared.locked.includes(lever)) return false;
    return this.step === undefined || (this.step.levers.includes(lever) && !this.guessDue);
  }

  ask(whatIf: string): void {
    this.shared.whatIf = whatIf;
    this.askAgain();
  }

  backToHistory(): void {
    this.shared.whatIf = this.step?.whatIf ?? '';
    this.shared.positions = { ...(this.step?.positions ?? {}) };
    this.askAgain();
  }

  reseed(seed: number): void {
    this.shared.seed = seed;
    this.ensemble?.restart(seed);
    this.storyOf = '';
  }

  anotherHistory(): void {
    const n = Math.max(1, this.curves?.n ?? 1);
    this.shared.history = (this.shared.history + 1) % n;
  }

  openLesson(id: string, step = 0): void {
    this.shared.lesson = id;
    this.goTo(step);
  }

  goTo(step: number): void {
    const lesson = this.lesson;
    if (!lesson) return;
    this.shared.step = Math.max(0, Math.min(lesson.steps.length - 1, step));
    const now = lesson.steps[this.shared.step];
    if (!now) return;
    this.shared.panel = now.panel;
    this.shared.variable = now.variable;
    this.shared.whatIf = now.whatIf;
    this.shared.positions = { ...now.positions };
    this.shared.month = -1;
    this.askAgain();
  }

  leaveLesson(): void {
    this.shared.lesson = '';
    this.shared.step = 0;
  }

  get guessKey(): string {
    return this.shared.lesson ? `${this.shared.lesson}/${this.shared.step}` : '';
  }

  show(panel: Panel): void {
    this.shared.panel = panel;
  }

  setMonth(month: number): void {
    this.shared.month = Math.max(0, Math.min(this.scenario.months - 1, Math.round(month)));
  }

  fragment(): string {
    return writeFragment({ ...this.shared, language: this.language }, this.data.version);
  }

  nameOfMonth(month: number): string {
    return this.words.month(dateOf(this.scenario.from, month));
  }
  citation(source: string): string {
    const found = this.scenario.sources.get(source);
    return found ? [found.author, found.title, found.year].filter(Boolean).join(', ') : source;
  }
  // After "until".
  untilMonth(month: number): string {
    return this.words.untilMonth(dateOf(this.scenario.from, month));
  }
  nameOfDate(date: string): string {
    return this.nameOfMonth(monthNumber(this.scenario.from, date));
  }
  nameOfRegion(id: string): string {
    return this.words.name(`region.${id}`, this.description.regions.find((r) => r.id === id)?.name ?? '–');
  }
  nameOfWork(id: string): string {
    return this.words.name(`work.${id}`, this.scenario.works.get(id) ?? id);
  }
  // One that was founded within the simulation is called by its pattern, region and month.
  nameOfCollective(named: Named): string {
    if (!named.pattern) return this.words.name(`collective.${named.id}.name`, named.name);
    const founded = /\d{4}-\d{2}$/.exec(named.name)?.[0];
    const pattern = this.words.name(
      `pattern.${named.pattern}.name`,
      this.scenario.patterns.get(named.pattern) ?? named.name,
    );
    return `${pattern}, ${this.nameOfRegion(named.place)}${founded ? `, ${this.nameOfDate(founded)}` : ''}`;
  }
  isoMonth(month: number): string {
    return monthName(this.scenario.from, month);
  }

  // The highlighted history from near, for the panels that need it; asked again when it changes.
  loadStories(): void {
    const changes = JSON.stringify(this.interventions);
    const key = `${this.scenario.name}/${this.shared.seed}/${this.shared.history}/${changes}`;
    if (key === this.storyOf) return;
    this.storyOf = key;
    const wanted = (): boolean => this.storyOf === key;
    const worlds: (0 | 1)[] = this.asked ? [0, 1] : [0];
    const stories: (CloseUp | undefined)[] = [undefined, undefined];
    for (const world of worlds)
      this.pool.add({
        ask: () => ({ kind: 'close_up', world, ...this.highlighted }),
        urgency: 60,
        changes: world === 1 ? changes : '',
        wanted,
        done: (answer) => {
          if (answer.problem !== undefined || answer.text === undefined) {
            this.trouble = answer.problem ?? '';
            return;
          }
          stories[world] = readCloseUp(answer.text);
          this.stories = [...stories];
        },
      });
  }

  // The highlighted history, as workers are asked for it.
  get highlighted(): { seed: number; replicate: number; hazards: Float64Array | undefined } {
    const replicate = this.shared.history;
    return { seed: this.shared.seed, replicate, hazards: this.ensemble?.hazards[replicate] };
  }

  private askAgain(): void {
    this.ensemble?.ask(JSON.stringify(this.interventions));
  }

  // The first history and the first fan are drawn at once, what lies between and beyond them seldom:
  // on two cores every drawing takes time from the simulation.
  private schedule(): void {
    const n = this.ensemble?.complete().length ?? 0;
    const soon = n <= 1 || n === atOnce;
    if (this.drawing !== undefined && !soon) return;
    clearTimeout(this.drawing);
    this.drawing = setTimeout(
      () => {
        this.drawing = undefined;
        this.trouble = this.ensemble?.problem ?? '';
        this.tick += 1;
      },
      soon ? 0 : seldom,
    );
  }
}
