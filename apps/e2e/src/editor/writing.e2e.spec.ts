import type { Browser, Page } from 'playwright-core';
import { buildPage, launch, openPage } from './chromium-page.js';
import type {} from './page/main.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const built = await buildPage();
  browser = await launch();
  page = await openPage(browser, built);
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

const PREAMBLE = 1;
const FREEZE = 2;
const LOCKED = 3;
const FORCE = 4;

beforeEach(async () => {
  await page.evaluate((locked) => {
    window.newHarness();
    window.harness.setup({ editors: 2, locked: [locked] });
  }, LOCKED);
});

const words = (section: number): Promise<string[]> =>
  page.evaluate((s) => window.harness.words(0, s), section);
const outline = (section: number): Promise<string> =>
  page.evaluate((s) => window.harness.outline(0, s), section);
const put = (find: string, offset: number, editor = 0): Promise<void> =>
  page.evaluate(
    ([e, f, o]) => {
      window.harness.selectWords(e, [f, o]);
    },
    [editor, find, offset] as const,
  );

afterEach(async () => {
  expect(await page.evaluate(() => window.harness.differences(0, true))).toEqual([]);
  expect(await page.evaluate(() => window.harness.ids(0))).toEqual({ missing: 0, repeated: [] });
});

it('[E14] Enter at the end of a heading goes into the empty provision that follows, and makes none', async () => {
  await put('Asset freeze', 12);
  await page.keyboard.press('Enter');
  const before = await outline(FREEZE);
  await put('Asset freeze', 12);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Anew.');
  expect(await outline(FREEZE)).toBe(before);
  expect((await words(FREEZE)).slice(0, 3)).toEqual([
    'Asset freeze',
    'Anew.',
    'All funds shall be frozen of:',
  ]);
});

it('[E15] Shift-Tab and Tab in the page give back the points that came after', async () => {
  const before = await outline(FREEZE);
  await put('persons;', 3);
  await page.keyboard.press('Tab');
  await put('public;', 3);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  expect(await outline(FREEZE)).toBe(before);
});

it('[E25] undo of fast typing around Enter never leaves half a word', async () => {
  await put('Measures should', 0);
  await page.keyboard.type('A new');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Second one');
  const seen: string[] = [];
  for (
    let step = 0;
    step < 12 && (await page.evaluate(() => window.harness.editor(0).canUndo()));
    step += 1
  ) {
    await page.keyboard.press('Control+z');
    seen.push((await words(PREAMBLE)).slice(2).join('|'));
  }
  expect(seen.at(-1)).toBe('Measures should be targeted.');
  for (const text of seen)
    expect(text).toMatch(/^(?:A |A new)?\|?(?:Second )?Measures should be targeted\.$/);
});

it('[E27] Enter and paste act where the browser has just put the caret, before it says so', async () => {
  await put('This act enters', 6);
  await page.evaluate(() => {
    getSelection()?.modify('move', 'forward', 'lineboundary');
    const { dom } = window.harness.editor(0).view;
    dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }),
    );
  });
  expect(await words(FORCE)).toEqual(['Entry into force', 'This act enters into force at once.', '']);
  await put('This act enters', 6);
  await page.evaluate(() => {
    getSelection()?.modify('move', 'forward', 'lineboundary');
    window.harness.paste(0, { text: ' Indeed.' });
  });
  expect((await words(FORCE))[1]).toBe('This act enters into force at once. Indeed.');
});

it('[E26] an empty block says what it waits for, where it may be written, and never in a copy', async () => {
  const shown = (): Promise<(string | null)[]> =>
    page
      .locator('#editor0 .entente-placeholder')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-placeholder')));
  await put('persons;', 8);
  await page.keyboard.press('Enter');
  await put('Measures should', 28);
  await page.keyboard.press('Enter');
  expect(await shown()).toEqual(['Text of the recital', 'Text of the point']);
  const empty = page.locator('#editor0 .entente-placeholder').first();
  expect(await empty.evaluate((one) => getComputedStyle(one, '::after').content)).toBe(
    '"Text of the recital"',
  );
  await page.evaluate(() => {
    window.harness.selectAll(0);
  });
  const copied = await page.evaluate(() => window.harness.clipboardAfter(0, 'copy'));
  expect(copied.text).not.toContain('Text of the');
  expect(copied.html).not.toContain('Text of the');
  await page.evaluate((section) => {
    window.harness.setAccess(0, section, 'read');
  }, FREEZE);
  expect(await shown()).toEqual(['Text of the recital']);
  await page.evaluate(() => {
    window.harness.focusProvision(0, 's3');
  });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('x');
  expect(await shown()).toEqual([]);
});

it("[E21] the flag of another's caret covers neither the letters above it nor those of its own line", async () => {
  await put('No funds', 0, 1);
  await page.keyboard.type('Agreed provisions jointly apply. '.repeat(6));
  await page.evaluate(() => {
    window.harness.deliverAll();
  });
  await put('No funds', 2, 1);
  await page.evaluate(() => {
    window.harness.showPeer(0, 1, 'NO');
  });
  const room = await page.locator('#editor0 .entente-caret').evaluate((caret) => {
    const block = caret.parentElement ?? caret;
    const range = document.createRange();
    range.selectNodeContents(block);
    const own = caret.getBoundingClientRect();
    const lines = [...range.getClientRects()].filter(({ width }) => width > 20);
    const above = lines.filter(({ bottom }) => bottom < own.bottom - 5).at(-1);
    const pen = document.createElement('canvas').getContext('2d');
    const flag = caret.querySelector('.entente-caret-flag')?.getBoundingClientRect();
    if (above === undefined || pen === null || flag === undefined) return null;
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(block);
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const ink = pen.measureText('Agjpyd');
    return {
      above: flag.top - (above.top + ink.fontBoundingBoxAscent + ink.actualBoundingBoxDescent),
      below: own.top + ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent - flag.bottom,
    };
  });
  expect(room?.above).toBeGreaterThan(-0.5);
  expect(room?.below).toBeGreaterThan(-1);
});
