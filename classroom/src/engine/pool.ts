// A few workers, each with an engine of its own. Requests wait here, not in the workers, so that
// what nobody wants any more is never begun. A history under way that nobody wants any more, or that
// can wait while another cannot, is broken off. A worker that dies is replaced and its request is
// asked once more.

import type { Answer, Ask, Order } from './protocol';

export interface Job {
  ask: Ask | (() => Ask); // a function: made up when it begins
  urgency: number; // the lower, the sooner
  changes: string; // the interventions the changed world must have; "" = does not matter
  wanted: () => boolean; // asked just before it begins, and when the answer is there
  done: (answer: Answer) => void;
}

interface WorkerLike {
  postMessage(message: Order): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Place {
  worker: WorkerLike;
  loaded: boolean;
  changes: string; // it has been given
  job: Job | undefined;
  ask: Ask | undefined; // of the job, once it is made up
  asked: Ask | undefined; // the request under way: perhaps one that must come first
  id: number; // of that request
  abandoning: boolean;
  attempts: number;
}

const mostAttempts = 2;
export const patient = 1000; // urgency from which on a job lets others pass
export const nothingChanged = '[]';

export class Pool {
  readonly size: number;
  private readonly places: Place[] = [];
  private waiting: Job[] = [];
  private resting = false;
  private document = '';
  private nextId = 1;
  private deaths = 0;

  constructor(
    private readonly make: () => WorkerLike,
    size: number,
    private readonly trouble: (problem: string) => void,
  ) {
    this.size = size;
    for (let i = 0; i < size; ++i) this.places.push(this.open());
  }

  // All engines load this scenario before they do anything else.
  load(document: string, described: (description: string) => void): void {
    this.document = document;
    this.waiting = [];
    let told = false;
    for (const place of this.places) {
      place.loaded = false;
      place.changes = nothingChanged;
    }
    this.waiting.push({
      ask: { kind: 'load', document },
      urgency: -1,
      changes: '',
      wanted: () => this.document === document,
      done: (answer) => {
        if (told) return;
        told = true;
        if (answer.problem !== undefined) this.trouble(answer.problem);
        else described(answer.text ?? '{}');
      },
    });
    this.go();
  }

  add(job: Job): void {
    const at = this.waiting.findIndex((other) => other.urgency > job.urgency);
    if (at < 0) this.waiting.push(job);
    else this.waiting.splice(at, 0, job);
    this.go();
    if (job.urgency < patient && this.waiting.includes(job)) this.breakOff((under) => under.urgency >= patient);
  }

  // What can wait rests: the processors are wanted for something else.
  rest(resting: boolean): void {
    this.resting = resting;
    if (resting) this.breakOff((under) => under.urgency >= patient);
    else this.go();
  }

  // Forgets what is waiting and not wanted.
  tidy(): void {
    this.waiting = this.waiting.filter((job) => job.wanted());
    this.breakOff((under) => !under.wanted());
    this.go();
  }

  get idle(): boolean {
    return this.waiting.length === 0 && this.places.every((place) => !place.job);
  }

  close(): void {
    for (const place of this.places) place.worker.terminate();
    this.waiting = [];
  }

  private open(): Place {
    const place: Place = {
      worker: this.make(),
      loaded: false,
      changes: nothingChanged,
      job: undefined,
      ask: undefined,
      asked: undefined,
      id: 0,
      abandoning: false,
      attempts: 0,
    };
    this.listen(place);
    return place;
  }

  private listen(place: Place): void {
    place.worker.onmessage = (event) => this.answered(place, event.data);
    place.worker.onerror = (event) => {
      event.preventDefault?.();
      this.died(place, event.message || 'a worker stopped');
    };
  }

  private go(): void {
    for (const place of this.places) if (!place.job) this.begin(place);
  }

  private begin(place: Place): void {
    let job = this.waiting.shift();
    while (job && !job.wanted()) job = this.waiting.shift();
    if (job && this.resting && job.urgency >= patient) {
      this.waiting.unshift(job);
      return;
    }
    if (!job) return;
    place.job = job;
    place.ask = undefined;
    place.attempts = 0;
    this.next(place);
  }

  // A job is up to three requests: load, change, and what was asked.
  private next(place: Place): void {
    const job = place.job;
    if (!job) return;
    if (!place.loaded) place.asked = { kind: 'load', document: this.document };
    else if (job.changes && place.changes !== job.changes)
      place.asked = { kind: 'change', interventions: job.changes };
    else place.asked = place.ask ??= typeof job.ask === 'function' ? job.ask() : job.ask;
    place.id = this.nextId++;
    place.abandoning = false;
    place.worker.postMessage({ id: place.id, ask: place.asked });
  }

  private breakOff(which: (job: Job) => boolean): void {
    for (const place of this.places) {
      if (place.abandoning || place.asked?.kind !== 'run' || !place.job || !which(place.job)) continue;
      place.abandoning = true;
      place.worker.postMessage({ abandon: place.id });
    }
  }

  private answered(place: Place, answer: Answer): void {
    const { job, asked } = place;
    if (!job || !asked) return;
    if (answer.abandoned) {
      place.job = undefined;
      place.asked = undefined;
      if (job.wanted()) this.add(job);
      this.go();
      return;
    }
    const isFirst = asked !== place.ask && !(typeof job.ask === 'object' && job.ask.kind === 'load');
    if (isFirst && answer.problem === undefined) {
      if (asked.kind === 'load') {
        place.loaded = asked.document === this.document;
        place.changes = nothingChanged;
      } else place.changes = job.changes;
      if (job.wanted()) return this.next(place);
    } else {
      if (asked.kind === 'load' && answer.problem === undefined)
        place.loaded = asked.document === this.document;
      if (job.wanted()) job.done(answer);
    }
    place.job = undefined;
    place.asked = undefined;
    this.begin(place);
  }

  private died(place: Place, problem: string): void {
    place.worker.terminate();
    place.worker = this.make();
    place.loaded = false;
    place.changes = nothingChanged;
    this.listen(place);
    this.deaths += 1;
    const job = place.job;
    if (job && place.attempts + 1 < mostAttempts && this.deaths < 20) {
      place.attempts += 1;
      this.next(place);
      return;
    }
    place.job = undefined;
    place.asked = undefined;
    if (job?.wanted()) job.done({ id: 0, problem, milliseconds: 0 });
    else this.trouble(problem);
    if (this.deaths < 20) this.begin(place);
  }
}
