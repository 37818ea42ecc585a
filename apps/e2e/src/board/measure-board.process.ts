import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { busyMs, drawingMs, scrollingMs } from './board-in-page.js';
import { BoardSite } from './board-site.js';

/** 200 partners on 300 provisions (issue 4, *Speed*). */
const SIZE = 'partners=200&provisions=300';
const DESK = { viewport: { width: 1_440, height: 900 } };
const WAYS = [
  { name: 'downwards', down: 20, across: 0 },
  { name: 'sideways', down: 0, across: 20 },
  { name: 'both ways', down: 20, across: 20 },
] as const;

/** One measurement of `npm run bench -- --only consensus`, in a process of its own; prints what it found as one line of JSON. */
async function measured(
  browser: Browser,
  site: BoardSite,
  { drawings, frames, seed }: { readonly drawings: number; readonly frames: number; readonly seed: number },
): Promise<object> {
  const drawn: { whole: number; busy: number }[] = [];
  // The first does not count: the browser has just started.
  for (let index = -1; index < drawings; index += 1) {
    const page = await site.open(browser, `${SIZE}&seed=${String(seed + index)}`, DESK);
    const { answer, busy } = await busyMs(page, () => drawingMs(page));
    await page.context().close();
    if (index >= 0) drawn.push({ whole: answer, busy });
  }
  const page = await site.open(browser, `${SIZE}&seed=${String(seed)}`, DESK);
  await drawingMs(page);
  const scrolled = [];
  for (const { name, ...step } of WAYS) {
    const { answer, busy } = await busyMs(page, () => scrollingMs(page, { ...step, frames }));
    scrolled.push({ name, times: answer, busy: busy / frames });
  }
  return { drawn, scrolled };
}

const { values } = parseArgs({
  options: { drawings: { type: 'string' }, frames: { type: 'string' }, seed: { type: 'string' } },
});
const [site, browser] = await Promise.all([BoardSite.build(), launchBrowser()]);
try {
  const asked = {
    drawings: Number(values.drawings ?? 15),
    frames: Number(values.frames ?? 1_200),
    seed: Number(values.seed ?? 1),
  };
  process.stdout.write(`${JSON.stringify(await measured(browser, site, asked))}\n`);
} finally {
  await browser.close();
  await site.remove();
}
