// What the page asks of a worker, and what it gets.

export type Ask =
  | { kind: 'load'; document: string }
  | { kind: 'change'; interventions: string }
  | { kind: 'run'; world: 0 | 1; seed: number; replicate: number }
  | { kind: 'close_up'; world: 0 | 1; seed: number; replicate: number }
  | { kind: 'persons'; seed: number; replicate: number; most: number }
  | { kind: 'life'; seed: number; replicate: number; key: readonly [number, number, number] };

export interface Request {
  id: number;
  ask: Ask;
}

// What a worker is given: the compiled engine first, requests afterwards.
export type Given = { engine: WebAssembly.Module } | Request;

export interface Answer {
  id: number;
  problem?: string; // what is wrong; the rest is then missing
  text?: string;
  numbers?: Int32Array;
  milliseconds: number; // it took the worker
}
