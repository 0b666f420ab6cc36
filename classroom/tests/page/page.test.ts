import { readFileSync, writeFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import {
  accessible, altered, file, mark, markTexts, open, pageAddress, pictures, settled, simulated, start, type Opened,
} from './open';

let browser: Browser;
beforeAll(async () => {
  browser = await start();
});
afterAll(async () => {
  await browser?.close();
});

const panels = ['course', 'map', 'collectives', 'lives', 'gate', 'sources'];

describe('the single file', () => {
  it('is at most 3 MB and asks for nothing', async () => {
    expect(statSync(file).size).toBeLessThanOrEqual(3_000_000);
    const it = await open(browser);
    await simulated(it.page);
    expect(it.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    expect(it.requests.filter((url) => url.startsWith('file:'))).toHaveLength(1);
    expect(it.faults).toEqual([]);
    await it.close();
  });

  it('passes axe on every view, without and with a question', async () => {
    for (const question of ['', '&if=prague_prohibits']) {
      const it = await open(browser, '#v=0.1.0' + question);
      await simulated(it.page, 12);
      for (const panel of panels) {
        await it.page.click(`#show-${panel}`);
        await settled(it.page);
        await accessible(it.page, `${panel} ${question}`);
      }
      expect(it.faults).toEqual([]);
      await it.close();
    }
  });

  it('can be used on a phone and at 200 per cent without scrolling sideways', async () => {
    for (const [width, height] of [[360, 740], [640, 450]] as const) {
      const it = await open(browser, '#if=no_agitation', { width, height });
      await simulated(it.page, 2);
      for (const panel of panels) {
        await it.page.click(`#show-${panel}`);
        await settled(it.page);
        const sideways = await it.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([panel, width, sideways]).toEqual([panel, width, 0]);
      }
      await accessible(it.page, `phone ${width}`);
      await it.close();
    }
  });
});

describe('levers', () => {
  it('each move the other world, by keyboard, and say their unit', async () => {
    const it = await open(browser, '#v=0.1.0');
    await simulated(it.page, 2);
    const ids = await it.page.$$eval('.lever input[id^=lever-]', (inputs) => inputs.map((i) => i.id));
    expect(ids).toHaveLength(10);
    for (const id of ids) {
      const input = it.page.locator(`#${id}`);
      await input.focus();
      const kind = await input.getAttribute('type');
      if (kind === 'range') {
        expect(await input.getAttribute('aria-valuetext')).toMatch(/^100 per cent/);
        await it.page.keyboard.press('Home');
      } else await it.page.keyboard.press('Space');
      await it.page.waitForSelector('.changed .middle', { timeout: 120000 });
      expect(await it.page.locator('.lever.moved').count()).toBe(1);
      await it.page.waitForFunction((word) => location.hash.includes(word), id.replace('lever-', '') + '=');
      await it.page.click('#reset');
      await it.page.waitForSelector('.changed .middle', { state: 'detached' });
    }
    expect(it.faults).toEqual([]);
    await it.close();
  });

  it('can be dragged wildly for a minute and end in the last state', async () => {
    const it = await open(browser);
    await simulated(it.page, 2);
    await it.page.evaluate(async () => {
      const put = (id: string, value: number): void => {
        const input = document.querySelector<HTMLInputElement>(`#lever-${id}`);
        if (!input) throw new Error('no lever');
        input.value = String(value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      };
      const end = performance.now() + 60000;
      for (let i = 0; performance.now() < end; ++i) {
        put('gate_places', (i * 125) % 325);
        put('home_unemployment', (i * 70) % 210);
        if (i % 3 === 0) await new Promise((done) => setTimeout(done, 16));
      }
      put('home_unemployment', 100);
      put('gate_places', 25);
    });
    await simulated(it.page);
    expect(await it.page.locator('#sentence').textContent()).toMatch(/in \d+ fewer/);
    await it.page.waitForFunction(() => /fewer/.test(document.querySelector('#announced')?.textContent ?? ''));
    expect(it.page.url()).toContain('gate_places=25');
    expect(it.page.url()).not.toContain('home_unemployment');
    expect(it.faults).toEqual([]);
    await it.close();
  }, 600000);

  it('may be locked and hidden by a link', async () => {
    const it = await open(browser, '#lock=terror&hide=collections');
    expect(await it.page.locator('#lever-terror').isDisabled()).toBe(true);
    expect(await it.page.locator('#lever-collections').count()).toBe(0);
    await it.close();
  });
});

describe('a shared link', () => {
  it('restores the whole state', async () => {
    const fragment = '#v=0.1.0&if=no_letters&soviet_agitation=50&seed=7&history=3&month=60&panel=map&show=admitted&lang=cs';
    // Sentences by the number of histories behind them: more are added while nobody acts.
    const script = `window.said = {};
      setInterval(() => {
        const n = /\\d+/.exec(document.querySelector('.controls .quiet')?.textContent ?? '')?.[0];
        const words = document.querySelector('#sentence')?.textContent;
        if (n && words) window.said[n] = words;
      }, 20);`;
    const said = (page: typeof first.page): Promise<Record<string, string>> =>
      page.evaluate(() => (window as unknown as { said: Record<string, string> }).said);
    const first = await open(browser, fragment, { script });
    await first.page.waitForSelector('#map-list', { timeout: 120000 });
    const link = await first.page.inputValue('#link');
    expect(link.split('#')[1]).toBe(fragment.slice(1));
    await first.page.click('#show-course');
    await simulated(first.page);
    // Both go on to the same number of histories, and then say the same to the last word.
    const told = async (page: typeof first.page): Promise<string> => {
      await page.waitForFunction(() => '200' in (window as unknown as { said: object }).said, undefined, { timeout: 240000 });
      return (await said(page))['200']!;
    };
    const here = await told(first.page);
    expect(here).toContain('do ledna 1926');
    await first.close();
    const second = await open(browser, fragment.replace('panel=map', 'panel=course'), { script });
    await simulated(second.page);
    expect(await second.page.locator('#lever-soviet_agitation').inputValue()).toBe('50');
    expect(await second.page.locator('#preset').inputValue()).toBe('no_letters');
    expect(await second.page.locator('html').getAttribute('lang')).toBe('cs');
    expect(await told(second.page)).toBe(here);
    await second.close();
  }, 600000);

  it('that is broken or of another version is told, and the page works', async () => {
    const it = await open(browser, '#v=9.9.9&if=nonsense&soviet_agitation=%E0&x=<img src=x onerror=alert(1)>');
    await simulated(it.page, 1);
    expect(await it.page.locator('.notice').textContent()).toContain('9.9.9');
    expect(await it.page.locator('img').count()).toBe(0);
    expect(it.faults).toEqual([]);
    await it.close();
  });
});

describe('lessons', () => {
  it('each can be done to the end by keyboard alone', async () => {
    const it = await open(browser);
    const ids = await it.page.$$eval('[id^=lesson-]', (list) => list.map((e) => e.id).filter((id) => /^lesson-\d/.test(id)));
    expect(ids).toHaveLength(5);
    for (const id of ids) {
      await it.page.locator(`#${id}`).focus();
      await it.page.keyboard.press('Enter');
      await it.page.waitForSelector('.lesson');
      for (let step = 0; step < 8; ++step) {
        await accessible(it.page, `${id} step ${step}`);
        if (await it.page.locator('.guess-box:not([disabled])').count()) {
          expect(await it.page.locator('.panel .changed').count()).toBe(0);
          if (await it.page.locator('#guess').count()) {
            await it.page.locator('#guess').focus();
            await it.page.keyboard.type('1500');
          } else if (await it.page.locator('#guess-0').count()) {
            await it.page.locator('#guess-0').focus();
            for (const value of ['10', '50', '900', '1200', '1300', '1300']) {
              await it.page.keyboard.press('Control+A');
              await it.page.keyboard.type(value);
              await it.page.keyboard.press('Tab');
            }
            expect(await it.page.locator('.guess circle').count()).toBe(6);
          } else {
            await it.page.locator('.guess-box input[type=radio]').first().focus();
            await it.page.keyboard.press('Space');
          }
          await it.page.locator('#reveal').focus();
          await it.page.keyboard.press('Enter');
          await it.page.waitForSelector('.reveal');
        }
        if (await it.page.locator('#answer-0').count()) {
          await it.page.locator('#answer-0').focus();
          await it.page.keyboard.type('Because.');
        }
        if (await it.page.locator('#finish').count()) {
          await it.page.locator('#finish').focus();
          await it.page.keyboard.press('Enter');
          break;
        }
        await it.page.locator('#next').focus();
        await it.page.keyboard.press('Enter');
        expect(await it.page.evaluate(() => document.activeElement?.id)).toBe('lesson-title');
      }
      await it.page.waitForSelector('#lessons-title');
      expect(await it.page.locator('.lever').count()).toBe(10);
    }
    expect(it.faults).toEqual([]);
    await it.close();
  });

  it('keep what was guessed and typed over a reload', async () => {
    const it = await open(browser, '#lesson=1_why_did_they_leave&step=0');
    await it.page.fill('#guess', '777');
    await it.page.click('#reveal');
    await it.page.fill('#answer-0', 'From 1924 to 1926');
    await it.page.reload();
    await it.page.waitForSelector('.reveal');
    expect(await it.page.inputValue('#guess')).toBe('777');
    expect(await it.page.inputValue('#answer-0')).toBe('From 1924 to 1926');
    await simulated(it.page, 1);
    expect(await it.page.locator('.guess text').textContent()).toContain('777');
    await it.close();
  });

  it('have a teacher page and a worksheet for the printer', async () => {
    const it = await open(browser, '#lang=sk');
    await it.page.click('#teacher-4_what_they_built');
    await accessible(it.page, 'teacher');
    await it.page.evaluate(() => {
      window.print = () => undefined;
      document.body.classList.add('worksheet');
    });
    await it.page.emulateMedia({ media: 'print' });
    expect(await it.page.locator('.sheet h1').isVisible()).toBe(true);
    expect(await it.page.locator('.stage').isVisible()).toBe(false);
    if (pictures) await it.page.screenshot({ path: join(pictures, 'worksheet.png'), fullPage: true });
    await it.close();
  });
});

describe('exports', () => {
  it('open elsewhere; the scenario runs on the command line with the same counts', async () => {
    const it = await open(browser, '#if=no_agitation&gate_places=50&seed=5');
    await simulated(it.page);
    const save = async (id: string): Promise<Buffer> => {
      const [download] = await Promise.all([it.page.waitForEvent('download'), it.page.click(`#${id}`)]);
      return readFileSync(await download.path());
    };
    const table = (await save('save-csv')).toString();
    const lines = table.trim().split('\r\n');
    expect(lines).toHaveLength(277);
    expect(lines[0]).toMatch(/^month,variable,history_q2_5/);
    expect((await save('save-svg')).toString()).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect((await save('save-png')).subarray(1, 4).toString()).toBe('PNG');
    const yaml = await save('save-yaml');
    const komuna = process.env['KOMUNA'];
    if (komuna) {
      const place = join(process.env['KOMUNA_SCRATCH'] ?? '/tmp', `classroom-${process.pid}`);
      writeFileSync(`${place}.yaml`, yaml);
      execFileSync(komuna, ['run', `${place}.yaml`, '--replicates', '25', '--seed', '5', '--quiet', '--out', place]);
      const rows = readFileSync(join(place, 'timeseries.csv'), 'utf8').trim().split('\n');
      const head = rows[0]?.split(',') ?? [];
      const totals = new Map<string, number>();
      for (const row of rows.slice(1)) {
        const cells = row.split(',');
        const replicate = cells[head.indexOf('replicate')] ?? '';
        totals.set(replicate, (totals.get(replicate) ?? 0) + Number(cells[head.indexOf('departed')]));
      }
      const sorted = [...totals.values()].sort((a, b) => a - b);
      const columns = lines[0]?.split(',') ?? [];
      const last = lines[276]?.split(',') ?? [];
      expect(Number(last[columns.indexOf('what_if_q50')])).toBe(sorted[12]);
    }
    expect(it.faults).toEqual([]);
    await it.close();
  });
});

describe('languages', () => {
  // Everything that can be read in a view, and what is read out.
  const read = (page: Opened['page']): Promise<string> =>
    page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const told = [...document.querySelectorAll('[aria-label], [aria-valuetext], [title]')].map((e) =>
        ['aria-label', 'aria-valuetext', 'title'].map((name) => e.getAttribute(name) ?? '').join(' '));
      return [document.querySelector('#app')?.textContent ?? '', ...told].join('\n');
    });
  const around = (text: string): string[] =>
    [...text.matchAll(new RegExp(`.{0,20}${mark}.{0,60}`, 'g'))].map((found) => found[0]);

  it('leave no text of the scenario untranslated', async () => {
    const address = altered('marked.html', markTexts);
    for (const language of ['cs', 'sk'])
      for (const question of ['prague_helps', 'no_terror']) {
        const it = await open(browser, '', { address: `${address}#if=${question}&lang=${language}` });
        await simulated(it.page, 5);
        for (const panel of panels) {
          await it.page.click(`#show-${panel}`);
          await settled(it.page);
          if (panel === 'collectives' && question === 'prague_helps')
            for (const button of await it.page.locator('tbody button.link').all()) {
              await button.click();
              expect([language, panel, ...around(await read(it.page))]).toEqual([language, panel]);
            }
          if (panel === 'lives') await it.page.waitForSelector('table.lives', { timeout: 120000 });
          // All that the chosen view and what stands around it say.
          expect([language, panel, ...around(await read(it.page))]).toEqual([language, panel]);
        }
        await it.close();
      }
    // In English the scenario's own words stand there, mark and all.
    const it = await open(browser, '', { address: `${address}#if=no_terror&lang=en` });
    await simulated(it.page, 1);
    expect(around(await read(it.page)).length).toBeGreaterThan(50);
    await it.close();
  }, 600000);
});

describe('trouble', () => {
  it('a browser without WebAssembly gets a plain sentence', async () => {
    const it = await open(browser, '', { script: 'delete window.WebAssembly' });
    expect(await it.page.locator('#app').textContent()).toMatch(/WebAssembly/);
    await it.close();
  });
  it('so does one whose WebAssembly is too old for the engine', async () => {
    const it = await open(browser, '', { script: "WebAssembly.compile = () => Promise.reject(new Error('old'))" });
    await it.page.waitForSelector('[role=alert]');
    expect(await it.page.locator('[role=alert]').textContent()).toMatch(/WebAssembly/);
    expect(await it.page.locator('.lever').count()).toBe(10);
    expect(it.faults).toEqual([]);
    await it.close();
  });
  it('a scenario that does not validate is told with its place, and the page stands', async () => {
    const address = altered('wrong.html', (data) => {
      for (const { resolved } of data.scenarios) resolved['until'] = 'rubbish';
    });
    const it = await open(browser, '', { address });
    await it.page.waitForSelector('[role=alert]');
    expect(await it.page.locator('[role=alert]').textContent()).toMatch(/until.*rubbish/s);
    expect(await it.page.locator('.lever').count()).toBe(10);
    expect(await it.page.locator('#lessons-title').isVisible()).toBe(true);
    expect(it.faults).toEqual([]);
    await it.close();
  });
  it('a page without a scenario says so', async () => {
    const empty = process.env['KOMUNA_CLASSROOM_EMPTY'];
    if (!empty) return;
    const it = await open(browser, '', { address: pageAddress().replace(/[^/]*$/, empty) });
    expect(await it.page.locator('#app').textContent()).toMatch(/no scenario/);
    await it.close();
  });
  it('a worker that dies is replaced', async () => {
    // The first worker really ends, in the middle of its work; nothing more comes from it.
    const it = await open(browser, '', {
      script: `const Real = window.Worker; window.made = 0;
        window.Worker = class extends Real { constructor(...a) { super(...a); const me = this;
          if (window.made++ === 0) setTimeout(() => { me.terminate();
            me.onerror?.(new ErrorEvent('error', {message: 'gone', cancelable: true})); }, 400); } };`,
    });
    await simulated(it.page);
    expect(await it.page.evaluate(() => (window as unknown as { made: number }).made)).toBeGreaterThan(
      await it.page.evaluate(() => Math.min(4, navigator.hardwareConcurrency)),
    );
    expect(await it.page.locator('[role=alert]').count()).toBe(0);
    await it.close();
  });
  it('workers that all die are told of, and the page stands', async () => {
    const it = await open(browser, '', {
      script: `window.Worker = class { constructor() { setTimeout(() =>
        this.onerror?.(new ErrorEvent('error', {message: 'gone', cancelable: true})), 20); }
        postMessage() {} terminate() {} };`,
    });
    await it.page.waitForSelector('[role=alert]');
    expect(await it.page.locator('[role=alert]').textContent()).toContain('gone');
    expect(await it.page.locator('.lever').count()).toBe(10);
    expect(it.faults).toEqual([]);
    await it.close();
  });
});
