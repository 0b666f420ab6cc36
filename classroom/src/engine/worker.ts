// One engine in one worker: answers one request after the other. The page compiles the engine once
// and gives it to every worker as its first message.

import KomunaEngine, { type EngineModule } from '@engine';
import type { Answer, Ask, Given } from './protocol';

interface Parts {
  module: EngineModule;
  engine: number;
}

let take: (code: WebAssembly.Module) => void;
const code = new Promise<WebAssembly.Module>((taken) => {
  take = taken;
});
const ready: Promise<Parts> = code
  .then((compiled) =>
    KomunaEngine({
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(compiled, imports);
        done(instance);
        return instance.exports;
      },
    }),
  )
  .then((module) => ({ module, engine: module._komuna_new() }));

function withText(module: Parts['module'], text: string, call: (at: number) => number): number {
  const size = module.lengthBytesUTF8(text) + 1;
  const at = module._malloc(size);
  module.stringToUTF8(text, at, size);
  const code = call(at);
  module._free(at);
  return code;
}

function know({ module, engine }: Parts, ask: Ask): void {
  if (!('hazards' in ask) || !ask.hazards) return;
  const at = module._malloc(ask.hazards.byteLength);
  module.HEAPF64.set(ask.hazards, at >> 3);
  module._komuna_know(engine, ask.seed, ask.replicate, at, ask.hazards.length);
  module._free(at);
}

function carryOut({ module, engine }: Parts, ask: Ask): number {
  switch (ask.kind) {
    case 'load':
      return withText(module, ask.document, (at) => module._komuna_load(engine, at));
    case 'change':
      return withText(module, ask.interventions, (at) => module._komuna_change(engine, at));
    case 'run':
      return module._komuna_begin(engine, ask.world, ask.seed, ask.replicate);
    case 'close_up':
      return module._komuna_close_up(engine, ask.world, ask.seed, ask.replicate);
    case 'persons':
      return module._komuna_persons(engine, ask.seed, ask.replicate, ask.most);
    case 'life':
      return module._komuna_life(engine, ask.seed, ask.replicate, ...ask.key);
  }
}

// A history in pieces of two years: between them the worker hears whether it is still wanted.
const piece = 24;
const goesOn = 2;
let abandoned = 0;
const { port1, port2 } = new MessageChannel();
const breath = (): Promise<void> =>
  new Promise((done) => {
    port1.onmessage = () => done();
    port2.postMessage(0);
  });

// Nothing: it was abandoned.
async function runToEnd({ module, engine }: Parts, id: number): Promise<number | undefined> {
  let code = module._komuna_advance(engine, piece);
  while (code === goesOn) {
    await breath();
    if (abandoned === id) return undefined;
    code = module._komuna_advance(engine, piece);
  }
  return code;
}

self.onmessage = async (event: MessageEvent<Given>) => {
  if ('engine' in event.data) {
    take(event.data.engine);
    return;
  }
  if ('abandon' in event.data) {
    abandoned = event.data.abandon;
    return;
  }
  const { id, ask } = event.data;
  const began = performance.now();
  const answer: Answer = { id, milliseconds: 0 };
  try {
    const parts = await ready;
    know(parts, ask);
    let code: number | undefined = carryOut(parts, ask);
    if (code === 0 && ask.kind === 'run') code = await runToEnd(parts, id);
    const { module, engine } = parts;
    const text = module.UTF8ToString(module._komuna_text(engine));
    if (code === undefined) answer.abandoned = true;
    else if (code !== 0) answer.problem = text || 'unknown fault';
    else if (ask.kind === 'run') {
      const at = module._komuna_numbers(engine) >> 2;
      answer.numbers = module.HEAP32.slice(at, at + module._komuna_count(engine));
      const told = module._komuna_hazards(engine) >> 3;
      const count = module._komuna_hazard_count(engine);
      if (count > 0) answer.hazards = module.HEAPF64.slice(told, told + count);
    } else answer.text = text;
  } catch (fault) {
    answer.problem = fault instanceof Error ? fault.message : String(fault);
  }
  answer.milliseconds = performance.now() - began;
  self.postMessage(answer, answer.numbers ? { transfer: [answer.numbers.buffer] } : {});
};
