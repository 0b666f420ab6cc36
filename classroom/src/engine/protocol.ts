// What the page asks of a worker, and what it gets.

// One history. What its unchanged world told of the named foundings, where that is known already,
// saves half of its simulation.
interface Replicate {
  seed: number;
  replicate: number;
  hazards?: Float64Array | undefined;
}

export type Ask =
  | { kind: 'load'; document: string }
  | { kind: 'change'; interventions: string }
  | ({ kind: 'run'; world: 0 | 1 } & Replicate)
  | ({ kind: 'close_up'; world: 0 | 1 } & Replicate)
  | ({ kind: 'persons'; most: number } & Replicate)
  | ({ kind: 'life'; key: readonly [number, number, number] } & Replicate);

export interface Request {
  id: number;
  ask: Ask;
}

// What a worker is given: the compiled engine first, requests afterwards.
export type Given = { engine: WebAssembly.Module } | Order;
// A request, or: the run of that number is not wanted now.
export type Order = Request | { abandon: number };

export interface Answer {
  id: number;
  problem?: string; // what is wrong; the rest is then missing
  text?: string;
  numbers?: Int32Array;
  hazards?: Float64Array; // of the named foundings, when the unchanged world was run
  abandoned?: boolean;
  milliseconds: number; // it took the worker
}
