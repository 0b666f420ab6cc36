// Many histories of both worlds, asked for in order of need: first the ones a class waits for, then,
// when nobody turns anything, more of them.

import { patient, type Pool } from '../engine/pool';
import { readCourse, type Course } from './course';

export const atOnce = 25;
export const whenIdle = 200;
const quiet = 1200; // milliseconds without a change before more are asked for

export class Ensemble {
  history: (Course | undefined)[] = [];
  changed: (Course | undefined)[] = [];
  hazards: (Float64Array | undefined)[] = []; // what each history tells its changed world
  problem = '';
  private readonly ordered = new Set<number>(); // histories that are there or will come
  private question = 0; // grows with every change of the levers
  private seeded = 0; // grows with every change of the seed or scenario
  private changes = '[]';
  private aim = atOnce;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly updated: () => void,
    private readonly most: number = whenIdle,
  ) {}

  seed = 0;

  restart(seed: number): void {
    this.seed = seed;
    this.seeded += 1;
    this.history = [];
    this.hazards = [];
    this.ordered.clear();
    this.ask(this.changes);
  }

  // The levers have moved: what was simulated of the other question is stale.
  ask(changes: string): void {
    this.changes = changes;
    this.question += 1;
    this.changed = [];
    this.problem = '';
    this.aim = atOnce;
    this.pool.tidy();
    this.order(0, atOnce);
    this.updated();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refine(), quiet);
  }

  get hasQuestion(): boolean {
    return this.changes !== '[]';
  }

  // Replicates of which both worlds are there (one world, when nothing is changed).
  complete(): number[] {
    const numbers: number[] = [];
    for (let r = 0; r < this.history.length; ++r)
      if (this.history[r] && (!this.hasQuestion || this.changed[r])) numbers.push(r);
    return numbers;
  }

  known(): number[] {
    const numbers: number[] = [];
    for (let r = 0; r < this.history.length; ++r) if (this.history[r]) numbers.push(r);
    return numbers;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.seeded += 1;
    this.question += 1;
    this.pool.tidy();
  }

  private refine(): void {
    clearTimeout(this.timer);
    if (this.problem) return;
    if (this.complete().length < this.aim) {
      this.timer = setTimeout(() => this.refine(), quiet / 4);
      return;
    }
    if (this.aim >= this.most) return;
    const begin = this.aim;
    this.aim = Math.min(this.most, begin + atOnce);
    this.order(begin, this.aim);
    this.timer = setTimeout(() => this.refine(), quiet / 4);
  }

  private order(begin: number, end: number): void {
    const { question, seeded } = this;
    for (let replicate = begin; replicate < end; ++replicate) {
      if (!this.ordered.has(replicate)) this.run(0, replicate, () => this.seeded === seeded);
      if (this.hasQuestion)
        this.run(1, replicate, () => this.seeded === seeded && this.question === question);
    }
  }

  private run(world: 0 | 1, replicate: number, wanted: () => boolean): void {
    if (world === 0) this.ordered.add(replicate);
    this.pool.add({
      ask: () => ({
        kind: 'run', world, seed: this.seed, replicate,
        ...(world === 1 ? { hazards: this.hazards[replicate] } : {}),
      }),
      // A changed world waits until its history is likely to be known.
      urgency: (replicate < atOnce ? 0 : patient) + 2 * (replicate + world * (this.pool.size - 1)) + world,
      changes: world === 1 ? this.changes : '',
      wanted,
      done: (answer) => {
        if (answer.problem !== undefined || !answer.numbers) {
          this.problem = answer.problem ?? 'no answer';
          if (world === 0) this.ordered.delete(replicate);
        } else {
          const course = readCourse(answer.numbers);
          if (world === 0) {
            this.history[replicate] = course;
            this.hazards[replicate] = answer.hazards;
          } else this.changed[replicate] = course;
        }
        this.updated();
      },
    });
  }
}
