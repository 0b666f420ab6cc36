// What `komuna classroom` puts into the page. Nothing here touches the document.

export interface Intervention {
  change: string;
  set?: number | boolean | string;
  scale?: number;
  add?: number;
  from?: string;
  until?: string;
  because?: string;
}

export interface WhatIf {
  name: string;
  title: string;
  summary: string;
  caption: string;
  informed: boolean;
  interventions: Intervention[];
}

export interface LeverChange {
  parameter: string;
  how?: 'set' | 'scale' | 'add';
  plus?: number;
  times?: number;
}

export interface Lever {
  id: string;
  name: string;
  unit: string;
  smallest: number;
  largest: number;
  step: number;
  history: number;
  from?: string;
  until?: string;
  informed: boolean;
  about: string;
  changes: LeverChange[];
}

export interface Statement {
  how: string;
  sources?: string[];
  confidence?: string;
  text?: string;
  note?: string;
}

export interface Source {
  id: string;
  title: string;
  author: string;
  year: string;
  address: string;
}

export interface DatedEvent {
  id: string;
  date: string;
  text: string;
}

export interface Site {
  id: string;
  name: string;
  longitude: number;
  latitude: number;
}

export interface Scenario {
  name: string;
  title: string;
  summary: string;
  caption: string;
  from: string;
  months: number;
  levers: Lever[];
  events: DatedEvent[];
  sites: Site[];
  collectives: { id: string; name: string; note: string }[];
  patterns: Map<string, string>; // names of what is founded within the simulation, by id
  works: Map<string, string>; // names of what collectives build, by id
  charges: string[]; // what people were falsely accused of
  whatIfs: WhatIf[];
  document: string; // what the engine loads
  // Of a number, or, for a path that ends with a point, of all numbers below it.
  statementsOf: (path: string) => Statement[];
  sources: Map<string, Source>;
}

export interface PageData {
  version: string;
  commit: string;
  scenarios: Scenario[];
  lessons: unknown[];
}

type Json = Record<string, unknown>;

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mapOf = (value: unknown): Json => (isMap(value) ? value : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

// A table of the scenario: a map of ids to entries.
const entriesOf = (value: unknown): [string, Json][] =>
  Object.entries(mapOf(value)).map(([id, entry]) => [id, mapOf(entry)]);

export function monthIndex(month: string): number {
  const match = /^(\d{4})-(\d{2})/.exec(month);
  if (!match) return 0;
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

function readLever(id: string, entry: Json): Lever {
  const from = textOf(entry['from']);
  const until = textOf(entry['until']);
  return {
    id,
    name: textOf(entry['name']),
    unit: textOf(entry['unit']),
    smallest: numberOf(entry['smallest'], 0),
    largest: numberOf(entry['largest'], 1),
    step: numberOf(entry['step'], 1),
    history: numberOf(entry['history'], 1),
    ...(from && monthIndex(from) > 1001 * 12 ? { from } : {}),
    ...(until && monthIndex(until) < 2999 * 12 ? { until } : {}),
    informed: entry['informed'] === true,
    about: textOf(entry['about']),
    changes: entriesOf(entry['changes']).map(([, change]) => ({
      parameter: textOf(change['parameter']),
      how: (textOf(change['how']) || 'scale') as 'set' | 'scale' | 'add',
      plus: numberOf(change['plus'], 0),
      times: numberOf(change['times'], 1),
    })),
  };
}

function readStatements(provenance: Json): (path: string) => Statement[] {
  const statements = listOf(provenance['statements']).map((entry) => mapOf(entry));
  const numbers = mapOf(provenance['numbers']);
  const statement = (path: string): Statement[] => {
    const place = numbers[path];
    const entry = typeof place === 'number' ? statements[place] : undefined;
    if (!entry) return [];
    return [
      {
        how: textOf(entry['how']),
        sources: listOf(entry['sources']).map(textOf),
        confidence: textOf(entry['confidence']),
        text: textOf(entry['text']),
        note: textOf(entry['note']),
      },
    ];
  };
  return (path) =>
    path.endsWith('.')
      ? Object.keys(numbers).filter((key) => key.startsWith(path)).flatMap(statement)
      : statement(path);
}

function readScenario(value: unknown): Scenario {
  const entry = mapOf(value);
  const resolved = mapOf(entry['resolved']);
  const from = textOf(resolved['from']);
  const sources = new Map<string, Source>();
  for (const [id, source] of entriesOf(entry['sources']))
    sources.set(id, {
      id,
      title: textOf(source['title']),
      author: textOf(source['author']),
      year: textOf(source['year']),
      address: textOf(source['address']),
    });
  return {
    name: textOf(entry['name']),
    title: textOf(resolved['title']),
    summary: textOf(resolved['summary']),
    caption: textOf(resolved['caption']),
    from,
    months: monthIndex(textOf(resolved['until'])) - monthIndex(from) + 1,
    levers: entriesOf(resolved['levers']).map(([id, lever]) => readLever(id, lever)),
    events: entriesOf(resolved['events'])
      .map(([id, event]) => ({ id, date: textOf(event['date']), text: textOf(event['text']) }))
      .sort((a, b) => monthIndex(a.date) - monthIndex(b.date)),
    sites: entriesOf(resolved['sites']).map(([id, site]) => ({
      id,
      name: textOf(site['name']),
      longitude: numberOf(site['longitude'], 0),
      latitude: numberOf(site['latitude'], 0),
    })),
    collectives: entriesOf(resolved['collectives']).map(([id, plan]) => ({
      id,
      name: textOf(plan['name']),
      note: textOf(plan['note']),
    })),
    patterns: new Map(entriesOf(resolved['templates']).map(([id, plan]) => [id, textOf(plan['name'])])),
    works: new Map(
      [...entriesOf(resolved['collectives']), ...entriesOf(resolved['templates'])].flatMap(([, plan]) =>
        entriesOf(plan['works']).map(([id, work]): [string, string] => [id, textOf(work['name'])]),
      ),
    ),
    charges: entriesOf(mapOf(resolved['repression'])['waves']).map(([, wave]) => textOf(wave['charge'])),
    whatIfs: listOf(entry['what_ifs']).map((item) => {
      const whatIf = mapOf(item);
      return {
        name: textOf(whatIf['name']),
        title: textOf(whatIf['title']),
        summary: textOf(whatIf['summary']),
        caption: textOf(whatIf['caption']),
        informed: whatIf['informed'] !== false,
        interventions: listOf(whatIf['interventions']) as Intervention[],
      };
    }),
    document: JSON.stringify({
      name: entry['name'],
      resolved,
      sources: entry['sources'] ?? {},
    }),
    statementsOf: readStatements(mapOf(entry['provenance'])),
    sources,
  };
}

// Errors: a sentence when the page holds no scenario.
export function readPageData(text: string): PageData {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error('the data in this page cannot be read');
  }
  const map = mapOf(data);
  const scenarios = listOf(map['scenarios']).map(readScenario);
  if (scenarios.length === 0) throw new Error('there is no scenario in this page');
  const komuna = mapOf(map['komuna']);
  return {
    version: textOf(komuna['version']),
    commit: textOf(komuna['commit']),
    scenarios,
    lessons: listOf(map['lessons']),
  };
}
