// Lessons: steps with text, locked levers, a guess before what happened is shown, questions.
// Files: scenarios/lessons/*.yaml. Every text stands in all languages.

import { languages, panels, type Language, type Panel } from './fragment';
import type { Scenario } from './data';

export type Text = Readonly<Record<Language, string>>;

export interface Guess {
  kind: 'number' | 'draw' | 'choice';
  question: Text;
  choices: Text[];
}

export interface Step {
  title: Text;
  text: Text;
  panel: Panel;
  variable: string;
  whatIf: string;
  positions: Record<string, number>;
  levers: string[]; // may be turned; all others are locked
  guess: Guess | undefined;
  reveal: Text | undefined; // said once the guess is made
  questions: Text[];
}

export interface Lesson {
  id: string;
  title: Text;
  minutes: number;
  about: Text;
  steps: Step[];
  teacher: { aims: Text[]; timing: Text; answers: Text[]; sources: string[] };
}

// A number is not parted at the end of a line.
const unbroken = (words: string): string => words.replace(/(\d) (?=\d{3})/g, '$1\u00a0');

class Reader {
  readonly problems: string[] = [];
  constructor(private readonly lesson: string) {}

  complain(where: string, what: string): void {
    this.problems.push(`${this.lesson}: ${where}: ${what}`);
  }

  map(value: unknown, where: string): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    this.complain(where, 'is not a map');
    return {};
  }

  list(value: unknown, where: string): unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.complain(where, 'is not a list');
    return [];
  }

  text(value: unknown, where: string): Text {
    const map = this.map(value, where);
    const found: Record<string, string> = {};
    for (const language of languages) {
      const words = map[language];
      if (typeof words === 'string' && words.trim()) found[language] = unbroken(words.trim());
      else {
        this.complain(where, `has no text in ${language}`);
        found[language] = '';
      }
    }
    return found as Text;
  }

  texts(value: unknown, where: string): Text[] {
    return this.list(value, where).map((item, i) => this.text(item, `${where} ${i + 1}`));
  }
}

function readGuess(value: unknown, where: string, reader: Reader): Guess | undefined {
  if (value === undefined || value === null) return undefined;
  const map = reader.map(value, where);
  const kind = map['kind'];
  if (kind !== 'number' && kind !== 'draw' && kind !== 'choice') {
    reader.complain(where, 'kind must be number, draw or choice');
    return undefined;
  }
  const choices = reader.texts(map['choices'], `${where}.choices`);
  if (kind === 'choice' && choices.length < 2) reader.complain(where, 'needs two choices or more');
  return { kind, question: reader.text(map['question'], `${where}.question`), choices };
}

function readStep(value: unknown, where: string, reader: Reader): Step {
  const map = reader.map(value, where);
  const panel = map['panel'] ?? 'course';
  if (!(panels as readonly unknown[]).includes(panel)) reader.complain(where, 'unknown panel');
  const positions: Record<string, number> = {};
  if (map['positions'])
    for (const [lever, at] of Object.entries(reader.map(map['positions'], where)))
      if (typeof at === 'number') positions[lever] = at;
      else reader.complain(where, `position of ${lever} is not a number`);
  return {
    title: reader.text(map['title'], `${where}.title`),
    text: reader.text(map['text'], `${where}.text`),
    panel: panel as Panel,
    variable: typeof map['variable'] === 'string' ? map['variable'] : 'departed',
    whatIf: typeof map['what_if'] === 'string' ? map['what_if'] : '',
    positions,
    levers: reader.list(map['levers'], where).map(String),
    guess: readGuess(map['guess'], `${where}.guess`, reader),
    reveal: map['reveal'] ? reader.text(map['reveal'], `${where}.reveal`) : undefined,
    questions: reader.texts(map['questions'], `${where}.questions`),
  };
}

export function readLesson(value: unknown): { lesson: Lesson; problems: string[] } {
  const id = (value as { id?: unknown } | null)?.id;
  const reader = new Reader(typeof id === 'string' ? id : 'a lesson');
  const map = reader.map(value, 'the file');
  const teacher = reader.map(map['teacher'], 'teacher');
  const steps = reader.list(map['steps'], 'steps');
  if (steps.length === 0) reader.complain('steps', 'there are none');
  return {
    lesson: {
      id: String(map['id'] ?? ''),
      title: reader.text(map['title'], 'title'),
      minutes: typeof map['minutes'] === 'number' ? map['minutes'] : 20,
      about: reader.text(map['about'], 'about'),
      steps: steps.map((step, i) => readStep(step, `step ${i + 1}`, reader)),
      teacher: {
        aims: reader.texts(teacher['aims'], 'teacher.aims'),
        timing: reader.text(teacher['timing'], 'teacher.timing'),
        answers: reader.texts(teacher['answers'], 'teacher.answers'),
        sources: reader.list(teacher['sources'], 'teacher.sources').map(String),
      },
    },
    problems: reader.problems,
  };
}

// What a lesson asks of a scenario and the scenario has not.
export function misfits(lesson: Lesson, scenario: Scenario): string[] {
  const levers = new Set(scenario.levers.map((lever) => lever.id));
  const whatIfs = new Set(scenario.whatIfs.map((whatIf) => whatIf.name));
  const missing: string[] = [];
  lesson.steps.forEach((step, i) => {
    for (const lever of [...step.levers, ...Object.keys(step.positions)])
      if (!levers.has(lever)) missing.push(`step ${i + 1}: lever ${lever}`);
    if (step.whatIf && !whatIfs.has(step.whatIf)) missing.push(`step ${i + 1}: what-if ${step.whatIf}`);
  });
  for (const source of lesson.teacher.sources)
    if (!scenario.sources.has(source)) missing.push(`source ${source}`);
  return missing;
}
