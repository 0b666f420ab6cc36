// The single file in Debian's Firefox: puppeteer over WebDriver BiDi, since nothing else drives it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { expect, it } from 'vitest';
import { pageAddress, pictures } from './open';

const firefox = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

it.skipIf(!existsSync(firefox))('works in Firefox from a file', async () => {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(pageAddress('#if=prague_prohibits&lang=cs'));
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
