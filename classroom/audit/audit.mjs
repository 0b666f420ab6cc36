// Lighthouse on the classroom page: accessibility and best practices, every view, desktop and phone.
//
//   node classroom/audit/audit.mjs PAGE.html
//
// Serves the file on this machine alone and opens it in Debian's Chromium. Prints a score of 100 for
// each view, and what keeps it from that. Ends with 1 when anything is below 100.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import * as launcher from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const file = process.argv[2];
if (!file) {
  console.log('audit.mjs PAGE.html');
  process.exit(64);
}
const page = readFileSync(file);
const views = [
  ['what if', '#if=prague_prohibits'],
  ['map, in Czech', '#if=prague_prohibits&panel=map&lang=cs'],
  ['collectives, in Slovak', '#panel=collectives&lang=sk'],
  ['lives', '#if=no_terror&panel=lives'],
  ['gate', '#panel=gate'],
  ['sources', '#panel=sources'],
  ['lesson', '#lesson=2_the_gate&step=0'],
];
const categories = ['accessibility', 'best-practices'];

const server = createServer((request, answer) => {
  const found = request.url === '/';
  answer.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  answer.end(found ? page : '');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const address = `http://127.0.0.1:${server.address().port}/`;
const chrome = await launcher.launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
let below = 0;
try {
  for (const [name, fragment] of views)
    for (const device of ['desktop', 'mobile']) {
      const result = await lighthouse(
        address + fragment,
        { port: chrome.port, onlyCategories: categories, logLevel: 'error', output: 'json' },
        device === 'desktop' ? desktopConfig : undefined,
      );
      if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message);
      const { lhr } = result;
      const scores = categories.map((category) => Math.round(100 * (lhr.categories[category]?.score ?? 0)));
      console.log(`${name}, ${device}: accessibility ${scores[0]}, best practices ${scores[1]}`);
      if (scores.every((score) => score === 100)) continue;
      below += 1;
      for (const category of categories)
        for (const { id, weight } of lhr.categories[category].auditRefs) {
          const audit = lhr.audits[id];
          if (weight === 0 || audit.score === null || audit.score === 1) continue;
          console.log(`  ${id}: ${audit.title}`);
          for (const item of (audit.details?.items ?? []).slice(0, 5))
            console.log(`    ${item.node?.snippet ?? item.description ?? JSON.stringify(item).slice(0, 300)}`);
        }
    }
} finally {
  chrome.kill();
  server.close();
}
console.log(below === 0 ? `${2 * views.length} of 100 each` : `${below} below 100`);
process.exit(below === 0 ? 0 : 1);
