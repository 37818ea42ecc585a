import { seededRandom, testSeed, type SeededRandom } from '@entente/testing';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { buildPage, launch, openPage } from './chromium-page.js';
import type {} from './page/main.js';

const EDITORS = 3;
const SECTIONS = 6;
const LOCKED = 3;
const RUNS = 4;
const STEPS = 220;

let browser: Browser;
let page: Page;
let cdp: CDPSession;

beforeAll(async () => {
  const built = await buildPage();
  browser = await launch();
  page = await openPage(browser, built);
  // A renderer that died answers nothing: closing the browser makes the step that waits for it fail.
  page.once('crash', () => {
    void browser.close();
  });
  cdp = await page.context().newCDPSession(page);
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

const COMMANDS = [
  'insertHeading',
  'insertCitation',
  'insertRecital',
  'insertParagraph',
  'insertSubparagraph',
  'insertPoint',
  'indent',
  'outdent',
  'moveUp',
  'moveDown',
  'remove',
] as const;
const KEYS = [
  'Enter',
  'Enter',
  'Shift+Enter',
  'Backspace',
  'Backspace',
  'Backspace',
  'Delete',
  'Delete',
  'Tab',
  'Shift+Tab',
  'Control+Backspace',
  'ArrowLeft',
  'ArrowDown',
  'Shift+ArrowRight',
  'Shift+ArrowUp',
];
const TYPED = ['a', 'funds ', 'shall be ', '(1)', 'é', '  ', 'x'];
const COMPOSED = ['に', 'にほ', 'にほん'];

type Act = (editor: number, random: SeededRandom) => Promise<void>;

const select: Act = async (editor, random) => {
  const anchor = random.fraction();
  // Most selections are carets, some stretch a little, some over several sections.
  const reach = random.pick([0, 0, 0, 0, 0.02, 0.1, 0.6]);
  const head = Math.min(0.999, anchor + reach * random.fraction());
  await page.evaluate(
    ([e, a, h]) => {
      window.harness.select(e, a, h);
    },
    [editor, anchor, head] as const,
  );
};

const type: Act = async (_editor, random) => {
  await page.keyboard.type(random.pick(TYPED));
};

const insertEmoji: Act = async () => {
  await page.keyboard.insertText('👍🏽𠀋');
};

const press: Act = async (editor, random) => {
  const key = random.pick(KEYS);
  await page.keyboard.press(key);
  // Tab may have left the editor, as it should.
  if (key.endsWith('Tab')) await page.evaluate((e) => window.harness.focus(e), editor);
};

const undo: Act = async (_editor, random) => {
  await page.keyboard.press(random.pick(['Control+z', 'Control+z', 'Control+y']));
};

const command: Act = async (editor, random) => {
  await page.evaluate(([e, name]) => window.harness.run(e, name), [editor, random.pick(COMMANDS)] as const);
};

const paste: Act = async (editor, random) => {
  const from = random.fraction();
  const to = Math.min(1, from + random.pick([0.02, 0.05, 0.3]));
  await page.evaluate(
    ([e, other, f, t, plain]) => {
      const clipboard = window.harness.copied(other, f, t);
      window.harness.paste(e, plain ? { text: clipboard.text } : clipboard);
    },
    [editor, random.integer(EDITORS), from, to, random.fraction() < 0.3] as const,
  );
};

const cut: Act = async (editor) => {
  await page.evaluate((e) => {
    const clipboard = window.harness.clipboardAfter(e, 'cut');
    window.harness.select(e, 0.5, 0.5);
    window.harness.paste(e, clipboard);
  }, editor);
};

const deliver: Act = async (editor, random) => {
  await page.evaluate(
    ([to, from, count]) => {
      window.harness.deliver(to, from, count);
    },
    [editor, random.integer(EDITORS), 1 + random.integer(8)] as const,
  );
};

const compose: Act = async (editor, random) => {
  // As an input method's first key arrives; setting a composition alone sends none.
  await cdp.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    windowsVirtualKeyCode: 229,
    key: 'Process',
  });
  for (const text of COMPOSED.slice(0, 1 + random.integer(COMPOSED.length))) {
    await cdp.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    if (random.fraction() < 0.6) await deliver(editor, random);
  }
  if (random.fraction() < 0.8) await cdp.send('Input.insertText', { text: '日本' });
  else await cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
};

const lockAndUnlock: Act = async (editor, random) => {
  const section = random.pick([0, 1, 2, 4, 5]);
  const access = random.pick(['read', 'write', 'write'] as const);
  await page.evaluate(
    ([e, s, a]) => {
      window.harness.setAccess(e, s, a);
    },
    [editor, section, access] as const,
  );
};

const ACTS: readonly (readonly [weight: number, name: string, act: Act])[] = [
  [22, 'select', select],
  [22, 'type', type],
  [3, 'emoji', insertEmoji],
  [20, 'press', press],
  [8, 'undo', undo],
  [8, 'command', command],
  [4, 'paste', paste],
  [2, 'cut', cut],
  [5, 'compose', compose],
  [2, 'lock', lockAndUnlock],
  [14, 'deliver', deliver],
];
const TOTAL = ACTS.reduce((sum, [weight]) => sum + weight, 0);

function pickAct(random: SeededRandom): readonly [string, Act] {
  let at = random.integer(TOTAL);
  for (const [weight, name, act] of ACTS) {
    if (at < weight) return [name, act];
    at -= weight;
  }
  throw new Error('weights do not add up');
}

interface Seen {
  readonly received: number;
  readonly differences: string[];
  readonly missing: number;
  readonly repeated: string[];
}

const look = (editor: number, withDom: boolean): Promise<Seen> =>
  page.evaluate(
    ([e, dom]) => ({
      received: window.harness.network.replicas[e]?.received ?? 0,
      differences: window.harness.differences(e, dom),
      ...window.harness.ids(e),
    }),
    [editor, withDom] as const,
  );

async function step(editor: number, random: SeededRandom, trace: string[]): Promise<void> {
  const [name, act] = pickAct(random);
  const before = await look(editor, false);
  trace.push(`${String(editor)} ${name}`);
  await act(editor, random);
  // While something is composed the browser's words run ahead of the editor's by a moment.
  const withDom = !(await page.evaluate((e) => window.harness.composing(e), editor));
  const after = await look(editor, withDom);
  const context = trace.slice(-6).join(', ');
  expect({ context, differences: after.differences }).toEqual({ context, differences: [] });
  expect({ context, missing: after.missing }).toEqual({ context, missing: 0 });
  // Repeated ids may come with others' edits and with undo; an act of one's own must make none.
  if (name !== 'undo' && after.received === before.received) {
    const made = after.repeated.filter((id) => !before.repeated.includes(id));
    expect({ context, made }).toEqual({ context, made: [] });
  }
}

async function settle(): Promise<void> {
  await page.evaluate((editors) => {
    for (let editor = 0; editor < editors; editor += 1) {
      for (const section of [0, 1, 2, 4, 5]) window.harness.setAccess(editor, section, 'write');
      window.harness.editor(editor).view.dom.blur();
    }
    window.harness.deliverAll();
  }, EDITORS);
  // A composition still open holds others' words back until it has ended.
  await page.waitForFunction((editors) => {
    const all = Array.from({ length: editors }, (_, index) => index);
    window.harness.deliverAll();
    const texts = all.map((e) =>
      [0, 1, 2, 3, 4, 5].map((s) => window.harness.stateVector(e, s).join()).join('|'),
    );
    return new Set(texts).size === 1;
  }, EDITORS);
}

const seed = testSeed();
it.each(Array.from({ length: RUNS }, (_, run) => seed * 1000 + run))(
  '[E3] seed %i: every editor shows its documents, all converge, the locked section never changes',
  async (runSeed) => {
    const random = seededRandom(runSeed);
    const trace: string[] = [];
    await page.evaluate(
      ([editors, locked]) => {
        window.newHarness();
        window.harness.setup({ editors, locked: [locked] });
      },
      [EDITORS, LOCKED] as const,
    );
    const locked = await page.evaluate((s) => window.harness.stateVector(0, s), LOCKED);
    for (let at = 0; at < STEPS;) {
      const editor = random.integer(EDITORS);
      await select(editor, random);
      for (let burst = 1 + random.integer(8); burst > 0; burst -= 1, at += 1)
        await step(editor, random, trace);
    }
    await settle();
    for (let editor = 0; editor < EDITORS; editor += 1) {
      expect((await look(editor, true)).differences).toEqual([]);
      for (let section = 0; section < SECTIONS; section += 1) {
        const texts = await page.evaluate(
          ([e, s]) => [
            window.harness.canonical(0, s),
            window.harness.canonical(e, s),
            window.harness.reloaded(e, s),
          ],
          [editor, section] as const,
        );
        expect(new Set(texts).size).toBe(1);
      }
      expect(
        await page.evaluate(([e, s]) => window.harness.stateVector(e, s), [editor, LOCKED] as const),
      ).toEqual(locked);
    }
  },
  120_000,
);
