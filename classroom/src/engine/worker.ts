// One engine in one worker: answers one request after the other.

import KomunaEngine from '@engine';
import type { Answer, Ask, Request } from './protocol';

const ready = KomunaEngine().then((module) => ({ module, engine: module._komuna_new() }));

type Parts = Awaited<typeof ready>;

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

self.onmessage = async (event: MessageEvent<Request>) => {
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
