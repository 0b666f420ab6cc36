// Counts of the engine as the page has it: engine_twin.mjs ENGINE DATA
//
// Prints what is asked ("ask document ...", "ask changes ...") for the twin on this machine, then a
// digest of twenty replicates of both worlds and of two texts; on the standard error milliseconds of
// processor time of each replicate of the unchanged world, those of compiling it in other threads
// included.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [enginePath, dataPath] = process.argv.slice(2);
// Given its compiled code, as a worker of the page is.
const code = new WebAssembly.Module(readFileSync(enginePath.replace(/cjs$/, 'wasm')));
const module = await createRequire(import.meta.url)(enginePath)({
  instantiateWasm: (imports, done) => {
    const instance = new WebAssembly.Instance(code, imports);
    done(instance);
    return instance.exports;
  },
});
const scenario = JSON.parse(readFileSync(dataPath, 'utf8')).scenarios[0];
const document = JSON.stringify({ name: scenario.name, resolved: scenario.resolved });
// The first what-if where there is one; else something every scenario has.
const whatIf = scenario.what_ifs.find((w) => w.name === 'no_agitation') ?? scenario.what_ifs[0];
const changes = JSON.stringify(
  whatIf?.interventions ?? [{ change: 'expectation.weight_representatives', set: 0 }],
);
console.log(`ask document ${document}`);
console.log(`ask changes ${changes}`);

const engine = module._komuna_new();
const text = () => module.UTF8ToString(module._komuna_text(engine));
function give(words, call) {
  const size = module.lengthBytesUTF8(words) + 1;
  const at = module._malloc(size);
  module.stringToUTF8(words, at, size);
  const code = call(at);
  module._free(at);
  if (code !== 0) throw new Error(text());
}
// FNV-1a over bytes.
function digest(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}
give(document, (at) => module._komuna_load(engine, at));
give(changes, (at) => module._komuna_change(engine, at));
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
for (const world of [0, 1])
  for (let replicate = 0; replicate < 20; ++replicate) {
    const began = processor();
    if (module._komuna_run(engine, world, 1921, replicate) !== 0) throw new Error(text());
    if (world === 0) console.error((processor() - began).toFixed(2));
    const at = module._komuna_numbers(engine);
    const bytes = module.HEAPU8.slice(at, at + 4 * module._komuna_count(engine));
    console.log(`${world} ${replicate} ${digest(bytes)}`);
  }
for (const world of [0, 1]) {
  if (module._komuna_close_up(engine, world, 1921, 0) !== 0) throw new Error(text());
  console.log(`text ${world} ${digest(new TextEncoder().encode(text()))}`);
}
