// Opens the single file in Debian's Chromium, offline, and holds every fault of the page against it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

export const file = process.env['KOMUNA_CLASSROOM_PAGE'] ?? '../build/classroom/komuna-classroom.html';
export const pageAddress = (fragment = ''): string => pathToFileURL(file).href + fragment;
export const pictures = process.env['KOMUNA_CLASSROOM_PICTURES'] ?? '';

const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export interface Opened {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  faults: string[];
  requests: string[];
  close: () => Promise<void>;
}

export async function start(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args });
}

export async function open(
  browser: Browser,
  fragment = '',
  options: { width?: number; height?: number; calm?: boolean; address?: string; script?: string } = {},
): Promise<Opened> {
  const downloads = mkdtempSync(join(tmpdir(), 'komuna-classroom-'));
  const context = await browser.newContext({
    offline: true,
    acceptDownloads: true,
    locale: 'en-GB',
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    reducedMotion: options.calm ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  if (options.script) await page.addInitScript(options.script);
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(options.address ?? pageAddress(fragment));
  return {
    browser, context, page, faults, requests,
    close: async () => {
      await context.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}

// The page with other data: a file beside it, made for one test.
export function altered(name: string, change: (data: PageText) => void): string {
  const page = readFileSync(file, 'utf8');
  const begin = page.indexOf('>', page.indexOf('id="komuna-data"')) + 1;
  const end = page.indexOf('</script>', begin);
  const data = JSON.parse(page.slice(begin, end)) as PageText;
  change(data);
  const place = join(mkdtempSync(join(tmpdir(), 'komuna-classroom-')), name);
  writeFileSync(place, page.slice(0, begin) + JSON.stringify(data).replace(/</g, '\\u003c') + page.slice(end));
  return pathToFileURL(place).href;
}

interface Tree {
  [key: string]: Tree | string;
}
export interface PageText {
  scenarios: { resolved: Tree; what_ifs: Tree[] }[];
}

// Before each text that stands in the scenario: where it is read on the page, it was not translated.
export const mark = '§';
export function markTexts(data: PageText): void {
  const each = (place: Tree | string | undefined, keys: string[]): void => {
    if (typeof place !== 'object') return;
    for (const [key, value] of Object.entries(place))
      if (typeof value === 'object') each(value, keys);
      else if (keys.includes(key) && value) place[key] = mark + value;
  };
  for (const { resolved, what_ifs } of data.scenarios) {
    for (const key of ['title', 'summary', 'caption']) resolved[key] = mark + String(resolved[key]);
    for (const table of ['levers', 'events', 'sites', 'origins', 'collectives', 'templates'])
      each(resolved[table], ['name', 'unit', 'about', 'text', 'note']);
    for (const whatIf of what_ifs) each(whatIf, ['title', 'summary', 'caption']);
  }
}

// Until so many histories stand behind the chart.
export async function simulated(page: Page, n = 25): Promise<void> {
  await page.waitForFunction(
    (least) => {
      const text = document.querySelector('.controls .quiet')?.textContent ?? '';
      return Number(/\d+/.exec(text)?.[0] ?? 0) >= least;
    },
    n,
    { timeout: 240000 },
  );
}

// Until the open view stands.
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.panel .busy'), null, { timeout: 120000 });
}

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

// Everything axe knows of WCAG 2.2 AA and its best practices.
export async function accessible(page: Page, what: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
    const { violations } = await run.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 160)} ${v.nodes[0]?.failureSummary.slice(0, 300)}`);
  });
  expect(found, what).toEqual([]);
}
