import type { Browser, Locator, Page } from 'playwright-core';
import { Auditor } from '../accessibility/auditor.js';
import { launchBrowser } from '../harness/browser.js';
import { BoardSite } from './board-site.js';

/** 200 partners on 300 provisions, and where each partner stands in all. */
const ROWS = 202;
const COLUMNS = 301;

let site: BoardSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([BoardSite.build(), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  await site.remove();
});

const cellAt = (page: Page, row: number, column: number): Locator =>
  page.locator(`[data-at="${String(row)}-${String(column)}"]`);

/** Where the focus is, as row and column of the grid. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-at') ?? null);

/** Whether the focused cell is whole in sight: not beyond an edge of the board or of the screen, and not under names, heads or results. */
const inSight = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const cell = document.activeElement;
    const board = document.querySelector('.board-scroll');
    const [name] = document.querySelectorAll('.board-heads > *');
    const [heads, results] = ['.board-heads', '.board-results'].map((part) => document.querySelector(part));
    if (!cell || !board || !name || !heads || !results) throw new Error('no board');
    const at = cell.getBoundingClientRect();
    const stays = cell.parentElement === heads || cell.parentElement === results;
    const { left, top } = board.getBoundingClientRect();
    const from = { left: left + name.clientWidth, top: stays ? top : heads.getBoundingClientRect().bottom };
    const until = {
      right: left + board.clientWidth,
      bottom: stays ? top + board.clientHeight : results.getBoundingClientRect().top,
    };
    const within =
      at.left >= from.left - 1 &&
      at.top >= from.top - 1 &&
      at.right <= until.right + 1 &&
      at.bottom <= until.bottom + 1;
    return within && at.left >= 0 && at.right <= window.innerWidth;
  });

/** Goes into the grid by Tab, as somebody without a pointer does. */
async function enter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Positions of partners' }).focus();
  await page.keyboard.press('Tab');
}

describe('a painted board by keyboard', () => {
  let page: Page;

  beforeAll(async () => {
    page = await site.drawn(browser, 'partners=200&provisions=300');
  });

  it('is one grid of all rows and columns, of which the page holds what is in sight', async () => {
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(ROWS));
    expect(await grid.getAttribute('aria-colcount')).toBe(String(COLUMNS + 1));
    expect(await grid.getByRole('gridcell').count()).toBeLessThan(4_000);
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1);
  });

  it.each([
    ['Tab', '1-0'],
    ['ArrowDown', '2-0'],
    ['ArrowRight', '2-1'],
    ['ArrowUp', '1-1'],
    ['ArrowLeft', '1-0'],
    ['ArrowLeft', '1-0'],
    ['End', `1-${String(COLUMNS - 1)}`],
    ['ArrowRight', `1-${String(COLUMNS - 1)}`],
    ['Control+End', `${String(ROWS - 1)}-${String(COLUMNS - 1)}`],
    ['ArrowUp', `${String(ROWS - 2)}-${String(COLUMNS - 1)}`],
    ['Home', `${String(ROWS - 2)}-0`],
    ['Control+Home', '0-0'],
    ['ArrowDown', '1-0'],
  ])('%s leads to %s, which is in sight with its focus to be seen', async (key, place) => {
    if (key === 'Tab') await enter(page);
    else await page.keyboard.press(key);
    expect(await focused(page)).toBe(place);
    expect(await inSight(page)).toBe(true);
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
    ).toBe('solid');
  });

  it('PageDown goes on by what is in sight, PageUp back, and neither leaves the grid', async () => {
    await page.keyboard.press('PageDown');
    const [row] = (await focused(page))?.split('-').map(Number) ?? [];
    expect(row).toBeGreaterThan(10);
    expect(await inSight(page)).toBe(true);
    await page.keyboard.press('PageUp');
    expect(await focused(page)).toBe('1-0');
    await page.keyboard.press('PageUp');
    expect(await focused(page)).toBe('0-0');
    for (let times = 0; times < 12; times += 1) await page.keyboard.press('PageDown');
    expect(await focused(page)).toBe(`${String(ROWS - 1)}-0`);
    expect(await inSight(page)).toBe(true);
  });

  it('keeps one stop of Tab in the page, wherever it was scrolled to', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.locator('.board-scroll').evaluate((board) => {
      board.scrollTo(3_000, 2_000);
    });
    await cellAt(page, 100, 120).waitFor({ state: 'attached' });
    expect(await page.locator('.board-plane [tabindex="0"]').count()).toBe(1);
    await enter(page);
    expect(await focused(page)).not.toBeNull();
    expect(await page.evaluate(() => document.activeElement?.getBoundingClientRect().width)).toBeGreaterThan(
      0,
    );
  });

  it('Enter opens what stands behind a cell, and closing it gives the focus back', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Suppose: Partner AA, Article 1' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-at') === '1-1');
  });

  it('a press opens the cell that is painted under it, wherever the board was scrolled to', async () => {
    await page.locator('.board-scroll').evaluate((board) => {
      board.scrollTo(26 * 40, 22 * 50);
    });
    const cell = cellAt(page, 55, 45);
    await cell.waitFor({ state: 'attached' });
    const named = await cell.getAttribute('aria-label');
    await cell.click();
    const [partner] = named?.split(':') ?? [];
    await page.getByRole('dialog', { name: `Suppose: ${String(partner)}` }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('what a painted board says', () => {
  it('a cell: partner, provision, letter and words, and whether it was given for other words', async () => {
    const page = await site.drawn(browser, 'partners=200&provisions=300');
    const names = await page
      .getByRole('gridcell')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    for (const name of names.filter((one) => !one.startsWith('Result'))) {
      expect(name).toMatch(
        /^Partner [A-Z]{2}, (Overall|Article \d+): (S|A|–|R|R!|O|·) [A-Z][a-z ]+(, given for other words)?$/,
      );
    }
    expect(names.some((name) => name.endsWith(', given for other words'))).toBe(true);
  });

  it('a result: what is seen under the column, then the tests of the rule', async () => {
    const page = await site.drawn(browser, 'partners=200&provisions=300');
    const name = await cellAt(page, ROWS - 1, 1).getAttribute('aria-label');
    expect(name).toMatch(/^Result, Article 1: \d+\/200[✓○✗] \d+ of 200 in favour\. .+: (not )?reached/);
  });

  it('of a provision that nobody has spoken on, that it rests with the silent: nothing stands against it', async () => {
    const page = await site.drawn(browser, 'partners=50&provisions=30&silent=5');
    const name = await cellAt(page, 51, 30).getAttribute('aria-label');
    expect(name).toContain('0/50○');
    expect(name).toContain('It rests with 50 partners that have said nothing.');
  });

  it('a chapter opens by its head; which are open stands in the address, and the address opens them', async () => {
    const page = await site.drawn(browser, 'partners=50&provisions=40&each=4');
    const head = page.getByRole('columnheader', { name: '2: expand Article 2' });
    expect(await head.getAttribute('aria-expanded')).toBe('false');
    await head.click();
    await page.getByRole('columnheader', { name: 'Article 2(2)' }).waitFor({ state: 'attached' });
    expect(new URL(page.url()).searchParams.get('open')).toBe('00000001');
    const search = new URL(page.url()).search.slice(1);
    const linked = await site.drawn(browser, search);
    await linked.getByRole('columnheader', { name: 'Article 2(4)' }).waitFor({ state: 'attached' });
  });
});

describe('a painted board for every reader', () => {
  it('passes axe at WCAG 2.2 AA, in light, in dark and narrow', async () => {
    const page = await site.drawn(browser, 'partners=200&provisions=300');
    expect(await new Auditor(browser, '').faults(page)).toEqual([]);
  });

  it('at 200 % zoom keeps the page as wide as the screen, its picture sharp and the focused cell in sight', async () => {
    const page = await site.drawn(browser, 'partners=200&provisions=300', {
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    const painted = await page.locator('.board-frame > canvas').evaluate((canvas) => ({
      dots: (canvas as HTMLCanvasElement).width,
      pixels: canvas.clientWidth,
    }));
    expect(painted.dots).toBe(painted.pixels * 2);
    await enter(page);
    for (const key of ['Control+End', 'ArrowUp', 'Home', 'PageUp', 'ArrowRight']) {
      await page.keyboard.press(key);
      expect(await inSight(page)).toBe(true);
    }
  });

  it('in forced colours has those of the reader’s system alone, and tells by letter and shape', async () => {
    const page = await site.drawn(browser, 'partners=200&provisions=300');
    const coloured = await coloursOf(page);
    expect(coloured).toContain('0,115,90');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.waitForFunction(() => matchMedia('(forced-colors: active)').matches);
    const forced = await coloursOf(page);
    expect(forced).not.toContain('0,115,90');
    expect(forced).not.toContain('177,70,0');
    const system = await page.evaluate(() =>
      ['Canvas', 'CanvasText'].map((name) => {
        const probe = document.createElement('i');
        probe.style.color = name;
        document.body.append(probe);
        return getComputedStyle(probe).color.replaceAll(/[^\d,]/g, '');
      }),
    );
    expect(forced).toEqual(expect.arrayContaining(system));
    await enter(page);
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle),
    ).toBe('solid');
  });
});

/** Colours that more than a hundred dots of the picture have. */
const coloursOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const canvas = document.querySelector<HTMLCanvasElement>('.board-frame > canvas');
    const dots = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const seen = new Map<string, number>();
    for (let at = 0; at < dots.length; at += 4) {
      const colour = `${String(dots[at])},${String(dots[at + 1])},${String(dots[at + 2])}`;
      seen.set(colour, (seen.get(colour) ?? 0) + 1);
    }
    return [...seen].filter(([, times]) => times > 100).map(([colour]) => colour);
  });
