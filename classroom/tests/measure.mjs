// What a class waits for, in Chromium: measure.mjs PAGE.html TIMES
//
// One line of JSON each time, in milliseconds: from the opening of the file to the first paint, the
// first history and the fan of 25 on the screen; from the turn of a lever to the first history of the
// changed world and to its fan of 25 (the lever is turned four times, each two seconds after the last
// fan, when more histories are being simulated; the median). The browser has been open for a while,
// as in a lesson.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [file, times] = process.argv.slice(2);
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

// Runs in the page: notes when so many histories are on the screen. Looking at every change of the
// text costs the page less than looking in every frame.
function watch() {
  const seen = {};
  window.seen = seen;
  const note = (name) => {
    if (name in seen) return;
    seen[name] = 0;
    requestAnimationFrame(() => setTimeout(() => (seen[name] = performance.now())));
  };
  new MutationObserver(() => {
    const text = document.querySelector('.controls .quiet')?.textContent ?? '';
    const n = Number(/\d+/.exec(text)?.[0] ?? 0);
    if (n >= 1) note('first');
    if (n >= 25) note('fan');
    // A new question begins with no history at all.
    if (seen.waiting && n === 0) seen.waiting = false;
    if (seen.waiting !== false) return;
    if (n >= 1) note('redrawn');
    if (n >= 25) note('refan');
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
for (let i = 0; i < Number(times); ++i) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.waitForTimeout(2500); // the browser opens its own windows first
  await page.goto(pathToFileURL(file).href);
  const until = (name) => page.waitForFunction((key) => window.seen[key] > 0, name, { timeout: 90000, polling: 100 });
  await until('fan');
  const redrawn = [];
  const refan = [];
  for (const position of [50, 150, 80, 120]) {
    await page.waitForTimeout(2000);
    const turned = await page.evaluate((at) => {
      delete window.seen.redrawn;
      delete window.seen.refan;
      window.seen.waiting = true;
      const lever = document.querySelector('#lever-home_unemployment');
      lever.value = String(at);
      const now = performance.now();
      lever.dispatchEvent(new Event('input', { bubbles: true }));
      return now;
    }, position);
    await until('refan');
    const { seen } = await page.evaluate(() => ({ seen: window.seen }));
    redrawn.push(seen.redrawn - turned);
    refan.push(seen.refan - turned);
  }
  const { seen, paint, workers } = await page.evaluate(() => ({
    seen: window.seen,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    workers: Math.min(4, navigator.hardwareConcurrency),
  }));
  const times = {
    paint, first: seen.first, fan: seen.fan, redrawn: middle(redrawn), refan: middle(refan),
  };
  for (const name of Object.keys(times)) times[name] = Math.round(times[name]);
  console.log(JSON.stringify({ ...times, workers }));
  await context.close();
}
await browser.close();
