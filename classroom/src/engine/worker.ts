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

function carryOut({ module, engine }: Parts, ask: Ask): number {
  switch (ask.kind) {
    case 'load':
      return withText(module, ask.document, (at) => module._komuna_load(engine, at));
    case 'change':
      return withText(module, ask.interventions, (at) => module._komuna_change(engine, at));
    case 'run':
      return module._komuna_run(engine, ask.world, ask.seed, ask.replicate);
    case 'close_up':
      return module._komuna_close_up(engine, ask.world, ask.seed, ask.replicate);
    case 'persons':
      return module._komuna_persons(engine, ask.seed, ask.replicate, ask.most);
    case 'life':
      return module._komuna_life(engine, ask.seed, ask.replicate, ...ask.key);
  }
}

self.onmessage = async (event: MessageEvent<Given>) => {
  if ('engine' in event.data) {
    take(event.data.engine);
    return;
  }
  const { id, ask } = event.data;
  const began = performance.now();
  const answer: Answer = { id, milliseconds: 0 };
  try {
    const parts = await ready;
    const code = carryOut(parts, ask);
    const { module, engine } = parts;
    const text = module.UTF8ToString(module._komuna_text(engine));
    if (code !== 0) answer.problem = text || 'unknown fault';
    else if (ask.kind === 'run') {
      const at = module._komuna_numbers(engine) >> 2;
      answer.numbers = module.HEAP32.slice(at, at + module._komuna_count(engine));
    } else answer.text = text;
  } catch (fault) {
    answer.problem = fault instanceof Error ? fault.message : String(fault);
  }
  answer.milliseconds = performance.now() - began;
  self.postMessage(answer, answer.numbers ? { transfer: [answer.numbers.buffer] } : {});
};
