// How smoothly the page plays. It measures time, so the daily check leaves it out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { open, settled, simulated, start, type Opened } from './open';

let browser: Browser;
beforeAll(async () => {
  browser = await start();
});
afterAll(async () => {
  await browser?.close();
});

describe('speed', () => {
  interface Round {
    long: number[]; // milliseconds of tasks over 50
    frame: number; // the middle one
  }
  const watched = (page: Opened['page'], milliseconds: number): Promise<Round> =>
    page.evaluate(async (time) => {
      const long: number[] = [];
      const frames: number[] = [];
      const watch = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) long.push(Math.round(entry.duration));
      });
      watch.observe({ entryTypes: ['longtask'] });
      const end = performance.now() + time;
      for (let last = performance.now(); last < end; ) {
        const now = await new Promise<number>((frame) => requestAnimationFrame(frame));
        frames.push(now - last);
        last = now;
      }
      watch.disconnect();
      return { long, frame: frames.sort((a, b) => a - b)[Math.floor(frames.length / 2)] ?? 0 };
    }, milliseconds);
  const smooth = (round: Round): boolean => round.long.length === 0 && round.frame < 18;

  // Others may use the machine. So a round that is not smooth is followed by a look while nothing plays:
  // where even that is not smooth, the round says nothing. One smooth round shows that the page can; three that
  // are not, on a machine that could, show that it cannot.
  it('plays every view at 60 frames a second, without a long task', async () => {
    const it = await open(browser, '#if=prague_helps');
    await simulated(it.page);
    for (const panel of ['course', 'map', 'collectives', 'gate']) {
      await it.page.click(`#show-${panel}`);
      await settled(it.page);
      const failed: Round[] = [];
      for (let round = 0; round < 8 && failed.length < 3; ++round) {
        await it.page.click('#play');
        await it.page.waitForTimeout(100);
        const playing = await watched(it.page, 2000);
        await it.page.click('#play');
        if (smooth(playing)) break;
        if (smooth(await watched(it.page, 700))) failed.push(playing);
      }
      expect([panel, failed.length < 3 ? 'smooth' : failed]).toEqual([panel, 'smooth']);
    }
    await it.close();
  });
});
