// The script that classroom/wasm/build.py makes.
declare module '@engine' {
  export interface EngineModule {
    HEAP32: Int32Array;
    HEAPF64: Float64Array;
    _malloc(bytes: number): number;
    _free(at: number): void;
    UTF8ToString(at: number): string;
    stringToUTF8(text: string, at: number, bytes: number): void;
    lengthBytesUTF8(text: string): number;
    _komuna_new(): number;
    _komuna_text(engine: number): number;
    _komuna_numbers(engine: number): number;
    _komuna_count(engine: number): number;
    _komuna_hazards(engine: number): number;
    _komuna_hazard_count(engine: number): number;
    _komuna_know(engine: number, seed: number, replicate: number, hazards: number, count: number): number;
    _komuna_load(engine: number, document: number): number;
    _komuna_change(engine: number, interventions: number): number;
    _komuna_run(engine: number, world: number, seed: number, replicate: number): number;
    _komuna_begin(engine: number, world: number, seed: number, replicate: number): number;
    _komuna_advance(engine: number, months: number): number;
    _komuna_close_up(engine: number, world: number, seed: number, replicate: number): number;
    _komuna_persons(engine: number, seed: number, replicate: number, most: number): number;
    _komuna_life(
      engine: number,
      seed: number,
      replicate: number,
      entity: number,
      ordinal: number,
      partner: number,
    ): number;
  }
  interface EngineOptions {
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ): WebAssembly.Exports;
  }
  export default function KomunaEngine(options: EngineOptions): Promise<EngineModule>;
}
