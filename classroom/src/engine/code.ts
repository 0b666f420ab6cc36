// The engine in the page, compiled once for all workers.

import type { Given } from './protocol';

interface Receiver {
  postMessage(message: Given): void;
}

export async function compileEngine(base64: string): Promise<WebAssembly.Module> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = text.charCodeAt(i);
  return WebAssembly.compile(bytes);
}

// Hands the engine to a worker as soon as it is compiled.
export function give<W extends Receiver>(worker: W, code: Promise<WebAssembly.Module>): W {
  code.then(
    (engine) => worker.postMessage({ engine }),
    () => undefined, // told by whoever began to compile
  );
  return worker;
}
