// One history from near, as the engine tells it (classroom/wasm/close_up.hpp).

// A collective as the engine names it (classroom/wasm/collective_name.hpp).
export interface Named {
  id: string;
  name: string;
  pattern: string; // it was founded by, within the simulation; "": history knows it
  place: string; // region it comes from
}

export interface CollectiveStory extends Named {
  plan: number;
  region: number;
  site: number; // -1: never got one
  sector: number;
  kind: string;
  start: number;
  members: number[];
  waiting: number[];
  fund: number[];
  stages: [number, string][];
  trains: [number, number, number, number, number][]; // departed, arrives, adults, children, deaths
  works: [number, string][]; // finished, id
  votes: [number, number, number, number, string][];
  totals: Record<string, number>;
}

export interface CloseUp {
  months: number;
  soviet_unemployed: number[];
  queue: number[];
  places: number[];
  unemployment: Record<string, number[]>;
  collectives: CollectiveStory[];
}

export const readCloseUp = (text: string): CloseUp => JSON.parse(text) as CloseUp;

export interface Flow {
  region: number;
  site: number;
  persons: number;
}

// Persons who have left by a month, from where to where, the largest first.
export function flowsUntil(story: CloseUp, month: number): Flow[] {
  const sums = new Map<string, Flow>();
  for (const collective of story.collectives) {
    if (collective.site < 0) continue;
    for (const [departed, , adults, children] of collective.trains) {
      if (departed < 0 || departed > month) continue;
      const key = `${collective.region}/${collective.site}`;
      const flow = sums.get(key) ?? { region: collective.region, site: collective.site, persons: 0 };
      flow.persons += adults + children;
      sums.set(key, flow);
    }
  }
  return [...sums.values()].sort((a, b) => b.persons - a.persons);
}

export interface Standing {
  story: CollectiveStory;
  stage: string;
  members: number;
  waiting: number;
  fund: number;
  left: number; // persons, in all trains so far
  trains: number;
  works: number;
}

// Where each collective stands in a month; those not founded yet are left out.
export function standings(story: CloseUp, month: number): Standing[] {
  return story.collectives
    .filter((collective) => collective.start <= month)
    .map((collective) => {
      const at = month - collective.start;
      const trains = collective.trains.filter(([departed]) => departed >= 0 && departed <= month);
      const stages = collective.stages.filter(([when]) => when <= month);
      return {
        story: collective,
        stage: stages[stages.length - 1]?.[1] ?? 'initiative',
        members: collective.members[at] ?? 0,
        waiting: collective.waiting[at] ?? 0,
        fund: collective.fund[at] ?? 0,
        left: trains.reduce((sum, [, , adults, children]) => sum + adults + children, 0),
        trains: trains.length,
        works: collective.works.filter(([when]) => when <= month).length,
      };
    });
}

export type Entry =
  | { month: number; kind: 'stage'; stage: string }
  | { month: number; kind: 'train'; ordinal: number; train: CollectiveStory['trains'][number] }
  | { month: number; kind: 'work'; id: string }
  | { month: number; kind: 'vote'; vote: CollectiveStory['votes'][number] };

// What happened to a collective until a month, in order.
export function chronicle(story: CollectiveStory, until: number): Entry[] {
  const entries: Entry[] = [
    ...story.stages.map(([month, stage]) => ({ month, kind: 'stage' as const, stage })),
    ...story.votes.map((vote) => ({ month: vote[0], kind: 'vote' as const, vote })),
    ...story.trains.map((train, i) => ({ month: train[0], kind: 'train' as const, ordinal: i + 1, train })),
    ...story.works.map(([month, id]) => ({ month, kind: 'work' as const, id })),
  ];
  return entries.filter((entry) => entry.month <= until).sort((a, b) => a.month - b.month);
}

export interface PersonLine {
  key: [number, number, number];
  sex: string;
  born: string;
  region?: string;
  branch?: string;
  stratum?: string;
  different: boolean;
  ends: [string, string];
  journeys: [string, string];
}

export interface PersonList {
  known: number;
  different: number;
  persons: PersonLine[];
}

export interface LifeStep {
  month: string;
  event: string;
  from: string;
  cause: string;
  collective: Named | null;
  role: string;
  age: number;
  charge: string;
}

export interface TwoLives {
  worlds: [LifeStep[], LifeStep[]];
}

// Steps of both worlds in one list of months.
export function sideBySide(lives: TwoLives): { month: string; steps: [LifeStep[], LifeStep[]] }[] {
  const months = new Set<string>();
  for (const world of lives.worlds) for (const step of world) months.add(step.month);
  return [...months].sort().map((month) => ({
    month,
    steps: [
      lives.worlds[0].filter((step) => step.month === month),
      lives.worlds[1].filter((step) => step.month === month),
    ],
  }));
}
