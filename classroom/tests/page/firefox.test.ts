// The single file in Debian's Firefox: puppeteer over WebDriver BiDi, since nothing else drives it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { pageAddress, pictures } from './open';

const firefox = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

const patience = 45000;
const attempts = 4;

interface Shown {
  browser: Browser;
  page: Page;
  faults: string[];
}

// Nothing if Firefox does not answer the command to open the address: on a busy machine it forgets that
// once in twenty times, before the page has done anything, and would never answer.
async function tryToShow(address: string): Promise<Shown | undefined> {
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: firefox, headless: true, protocolTimeout: 250000,
  });
  let told: NodeJS.Timeout | undefined;
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.setViewport({ width: 1280, height: 900 });
    const came = page.goto(address, { timeout: 0 }).then(() => true);
    const waited = new Promise<false>((resolve) => (told = setTimeout(() => resolve(false), patience)));
    if (await Promise.race([came, waited])) return { browser, page, faults };
    came.catch(() => undefined); // ends when Firefox does
    await browser.close();
    return undefined;
  } catch (error) {
    await browser.close();
    throw error;
  } finally {
    clearTimeout(told);
  }
}

async function show(address: string): Promise<Shown> {
  for (let attempt = 1; attempt <= attempts; ++attempt) {
    const shown = await tryToShow(address);
    if (shown) return shown;
    console.log(`Firefox has not answered for ${patience / 1000} s; attempt ${attempt} of ${attempts}`);
  }
  throw new Error(`Firefox does not open ${address}`);
}

it.skipIf(!existsSync(firefox))('works in Firefox from a file', async () => {
  const { browser, page, faults } = await show(pageAddress('#if=prague_prohibits&lang=cs'));
  try {
    await page.waitForFunction(
      () => Number(/\d+/.exec(document.querySelector('.controls .quiet')?.textContent ?? '')?.[0] ?? 0) >= 25,
      { timeout: 240000 },
    );
    const sentence = await page.$eval('#sentence', (element) => element.textContent ?? '');
    expect(sentence).toContain('Odešli do Sovětského svazu');
    await page.click('#show-map');
    await page.waitForSelector('#map-list', { timeout: 120000 });
    await page.click('#show-lives');
    await page.waitForSelector('table.lives', { timeout: 120000 });
    await page.focus('#month');
    await page.keyboard.press('Home');
    expect(await page.$eval('.timebar output', (element) => element.textContent)).toBe('leden 1921');
    if (pictures) await page.screenshot({ path: join(pictures, 'firefox.png') as `${string}.png` });
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
