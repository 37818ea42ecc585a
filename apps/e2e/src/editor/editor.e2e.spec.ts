import type { Browser, Page } from 'playwright-core';
import type {} from './page/main.js';
import { buildPage, launch, openPage, type BuiltPage } from './chromium-page.js';

let built: BuiltPage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  built = await buildPage();
  browser = await launch();
  page = await openPage(browser, built);
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  await page.evaluate(() => {
    window.newHarness();
  });
});

const TITLE = 0;
const PREAMBLE = 1;
const FREEZE = 2;
const LOCKED = 3;
const FORCE = 4;
const ANNEX = 5;

const setup = (editors = 1, locked: readonly number[] = [LOCKED]): Promise<void> =>
  page.evaluate(
    (options) => {
      window.harness.setup(options);
    },
    { editors, locked },
  );

const words = (section: number, editor = 0): Promise<string[]> =>
  page.evaluate(([e, s]) => window.harness.words(e, s), [editor, section] as const);
const outline = (section: number): Promise<string> =>
  page.evaluate((s) => window.harness.outline(0, s), section);
const put = (find: string, offset: number, editor = 0): Promise<void> =>
  page.evaluate(
    ([e, f, o]) => {
      window.harness.selectWords(e, [f, o]);
    },
    [editor, find, offset] as const,
  );
const select = (from: [string, number], to: [string, number]): Promise<void> =>
  page.evaluate(
    ([f, t]) => {
      window.harness.selectWords(0, f, t);
    },
    [from, to] as const,
  );
const differences = (editor = 0): Promise<string[]> =>
  page.evaluate((e) => window.harness.differences(e, true), editor);

afterEach(async () => {
  const editors = await page.evaluate(() => window.harness.network.replicas.length);
  for (let editor = 0; editor < editors; editor += 1) expect(await differences(editor)).toEqual([]);
  for (let editor = 0; editor < editors; editor += 1) {
    expect(await page.evaluate((e) => window.harness.ids(e), editor)).toEqual({ missing: 0, repeated: [] });
  }
});

describe('one text over many documents', () => {
  it('[E1] what is typed is in its own document, and in no other, before the next event', async () => {
    await setup();
    const before = await page.evaluate(() => [0, 1, 2, 3, 4, 5].map((s) => window.harness.stateVector(0, s)));
    await put('enters into force', 0);
    await page.keyboard.type('now ');
    expect(await words(FORCE)).toEqual(['Entry into force', 'This act now enters into force at once.']);
    const after = await page.evaluate(() => [0, 1, 2, 3, 4, 5].map((s) => window.harness.stateVector(0, s)));
    expect(after.map((vector, index) => vector.join() !== before[index]?.join())).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it("[E2] another's edit is shown at once and leaves the caret behind its own words, at one place too", async () => {
    await setup(2);
    await put('made available', 4, 1);
    await page.keyboard.type('DIRECTLY');
    await put('made available', 4, 0);
    await page.evaluate(() => window.harness.deliver(0, 1, 100));
    await page.keyboard.type('!');
    // Theirs came to this very place: had it carried the caret along, two who type here would write alternate letters.
    expect((await words(FREEZE)).at(-1)).toBe('No funds shall be made!DIRECTLY available.');
  });

  it('[E12] select all and copy give every section, with its numbers', async () => {
    await setup();
    await page.evaluate(() => {
      window.harness.focus(0);
    });
    await page.keyboard.press('Control+a');
    const { text, html } = await page.evaluate(() => window.harness.clipboardAfter(0, 'copy'));
    expect(text).toBe(
      [
        'Joint sanctions package',
        'Having regard to the proposal,',
        '(1) Cyber attacks have grown in scale 😀 and effect.',
        '(2) Measures should be targeted.',
        'Article 1',
        'Asset freeze',
        '1. All funds shall be frozen of:',
        '(a) persons;',
        '(b) entities;',
        '(i) public;',
        '(ii) private.',
        '2. No funds shall be made available.',
        'Article 2',
        'Locked article',
        '1. This text is agreed.',
        '2. So is this.',
        'Article 3',
        'Entry into force',
        'This act enters into force at once.',
        'Annex',
        'List',
        'Names and reasons.',
        '(a) first entry',
      ].join('\n'),
    );
    expect(html.match(/<section/g)).toHaveLength(6);
  });
});

describe('sections that may not be written', () => {
  it('[E5] typing, deleting, pasting and composing in one change nothing', async () => {
    await setup();
    const before = await page.evaluate(() => window.harness.stateVector(0, 3));
    await put('text is agreed', 5);
    await page.keyboard.type('a');
    expect(await page.evaluate(() => window.harness.notices[0])).toEqual([
      { code: 'READ_ONLY', documents: ['00000000-0000-4000-8000-000000000004'] },
    ]);
    await page.keyboard.type('bc');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Backspace');
    await page.evaluate(() => {
      window.harness.paste(0, { text: 'pasted' });
    });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.insertText', { text: '日本' });
    expect(await words(LOCKED)).toEqual(['Locked article', 'This text is agreed.', 'So is this.']);
    expect(await page.evaluate(() => window.harness.stateVector(0, 3))).toEqual(before);
  });

  it('[E6] a deletion over three sections skips the locked one in the middle and keeps every section', async () => {
    await setup();
    await select(['No funds shall', 3], ['This act enters', 9]);
    await page.keyboard.press('Backspace');
    expect((await words(FREEZE)).at(-1)).toBe('No ');
    expect(await words(LOCKED)).toEqual(['Locked article', 'This text is agreed.', 'So is this.']);
    expect(await words(FORCE)).toEqual(['', 'enters into force at once.']);
  });

  it('[E6] typing over a selection of several sections puts the words where it began', async () => {
    await setup();
    await select(['No funds shall', 3], ['This act enters', 9]);
    await page.keyboard.type('x');
    expect((await words(FREEZE)).at(-1)).toBe('No x');
    expect(await words(FORCE)).toEqual(['', 'enters into force at once.']);
  });

  it('[E6] text that comes without a key takes the place of a selection, section by section', async () => {
    await setup();
    await select(['grown in', 0], ['No funds', 8]);
    await page.keyboard.insertText('👍🏽𠀋');
    expect(await differences()).toEqual([]);
    expect(await words(PREAMBLE)).toEqual(['Having regard to the proposal,', 'Cyber attacks have 👍🏽𠀋']);
    expect(await words(FREEZE)).toEqual(['', ' shall be made available.']);
  });

  it.each([
    ['two sections', ['grown in', 0], ['No funds', 3]],
    ['a locked section in the middle', ['No funds', 3], ['This act', 4]],
    ['a beginning in the locked section', ['This text', 4], ['This act', 4]],
    ['an end in the locked section', ['No funds', 3], ['This text', 4]],
    ['two blocks of one section', ['persons', 3], ['private', 4]],
    ['a heading and the text under it', ['Entry into', 3], ['This act', 4]],
  ] as [string, [string, number], [string, number]][])(
    '[E6] composing over %s keeps the page as the text',
    async (_what, from, to) => {
      await setup();
      await select(from, to);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
      await cdp.send('Input.insertText', { text: '日本' });
      await page.waitForFunction(() => !window.harness.composing(0));
      expect(await differences()).toEqual([]);
      expect(await words(LOCKED)).toEqual(['Locked article', 'This text is agreed.', 'So is this.']);
      expect(
        await page.evaluate(() => [0, 1, 2, 3, 4, 5].flatMap((s) => window.harness.words(0, s)).join()),
      ).toContain('日本');
    },
  );

  it('[E6] cutting everything empties what may be written, and undo brings all of it back', async () => {
    await setup();
    const before = await page.evaluate(() => [0, 1, 2, 3, 4, 5].map((s) => window.harness.words(0, s)));
    await page.evaluate(() => {
      window.harness.selectAll(0);
    });
    const { text } = await page.evaluate(() => window.harness.clipboardAfter(0, 'cut'));
    expect(text).toContain('So is this.');
    expect(
      await page.evaluate(() => [0, 1, 2, 3, 4, 5].map((s) => window.harness.words(0, s).join(''))),
    ).toEqual(['', '', '', 'Locked articleThis text is agreed.So is this.', '', '']);
    await page.keyboard.press('Control+z');
    expect(await page.evaluate(() => [0, 1, 2, 3, 4, 5].map((s) => window.harness.words(0, s)))).toEqual(
      before,
    );
  });

  it('[E7] what may be written changes while the editor is open', async () => {
    await setup();
    await page.evaluate(() => {
      window.harness.setAccess(0, 3, 'write');
    });
    await put('text is agreed', 0);
    await page.keyboard.type('new ');
    expect((await words(LOCKED))[1]).toBe('This new text is agreed.');
    await page.evaluate(() => {
      window.harness.setAccess(0, 3, 'read');
    });
    await page.keyboard.type('gone');
    expect((await words(LOCKED))[1]).toBe('This new text is agreed.');
  });
});

describe('undo', () => {
  it('[E9] goes back over sections in the order of the edits, and forward again', async () => {
    await setup();
    await put('Joint sanctions', 5);
    await page.keyboard.type('A');
    await put('Measures should', 8);
    await page.keyboard.type('B');
    await put('Joint', 5);
    await page.keyboard.type('C');
    await page.keyboard.press('Control+z');
    expect([await words(TITLE), (await words(PREAMBLE))[2]]).toEqual([
      ['JointA sanctions package'],
      'MeasuresB should be targeted.',
    ]);
    await page.keyboard.press('Control+z');
    expect((await words(PREAMBLE))[2]).toBe('Measures should be targeted.');
    await page.keyboard.press('Control+z');
    expect(await words(TITLE)).toEqual(['Joint sanctions package']);
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    expect([await words(TITLE), (await words(PREAMBLE))[2]]).toEqual([
      ['JointA sanctions package'],
      'MeasuresB should be targeted.',
    ]);
  });

  it('[E10] a new edit in one section ends what could be redone in another', async () => {
    await setup();
    await put('Joint sanctions', 5);
    await page.keyboard.type('A');
    await page.keyboard.press('Control+z');
    await put('Measures should', 8);
    await page.keyboard.type('B');
    await page.keyboard.press('Control+y');
    expect(await words(TITLE)).toEqual(['Joint sanctions package']);
    expect(await page.evaluate(() => window.harness.editor(0).canRedo())).toBe(false);
  });

  it("[E9] never takes back another person's words", async () => {
    await setup(2);
    await put('Joint sanctions', 5, 1);
    await page.keyboard.type('REMOTE');
    await put('Joint', 0, 0);
    await page.keyboard.type('mine');
    await page.evaluate(() => window.harness.deliver(0, 1, 100));
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await words(TITLE)).toEqual(['JointREMOTE sanctions package']);
  });
});

describe('legal structure', () => {
  it('[E14] Enter makes the next recital, paragraph and point, each with an id of its own', async () => {
    await setup();
    await put('Measures should', 9);
    await page.keyboard.press('Enter');
    expect(await words(PREAMBLE)).toEqual([
      'Having regard to the proposal,',
      'Cyber attacks have grown in scale 😀 and effect.',
      'Measures ',
      'should be targeted.',
    ]);
    await put('This act enters', 9);
    await page.keyboard.press('Enter');
    expect(await outline(FORCE)).toBe('heading paragraph(p) paragraph(p)');
    await put('persons;', 8);
    await page.keyboard.press('Enter');
    await page.keyboard.type('groups;');
    expect(await words(FREEZE)).toEqual([
      'Asset freeze',
      'All funds shall be frozen of:',
      'persons;',
      'groups;',
      'entities;',
      'public;',
      'private.',
      'No funds shall be made available.',
    ]);
  });

  it('[E14] Enter in an empty point lifts it, to a paragraph at last', async () => {
    await setup();
    await put('private.', 8);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await outline(FREEZE)).toBe(
      'heading paragraph(p point(p) point(p point(p) point(p)) point(p)) paragraph(p)',
    );
    await page.keyboard.press('Enter');
    expect(await outline(FREEZE)).toBe(
      'heading paragraph(p point(p) point(p point(p) point(p))) paragraph(p) paragraph(p)',
    );
  });

  it('[E15] Tab makes a paragraph a point of the one before, Shift-Tab takes it back with its id', async () => {
    await setup();
    await put('No funds', 2);
    const ids = (): Promise<unknown[]> =>
      page.evaluate(() => {
        const found: unknown[] = [];
        window.harness
          .editor(0)
          .view.state.doc.child(2)
          .descendants((node) => {
            if (typeof node.attrs['id'] === 'string') found.push(node.attrs['id']);
          });
        return found;
      });
    const before = await ids();
    await page.keyboard.press('Tab');
    expect(await outline(FREEZE)).toBe('heading paragraph(p point(p) point(p point(p) point(p)) point(p))');
    await page.keyboard.type('!');
    await page.keyboard.press('Shift+Tab');
    expect(await outline(FREEZE)).toBe(
      'heading paragraph(p point(p) point(p point(p) point(p))) paragraph(p)',
    );
    expect((await words(FREEZE)).at(-1)).toBe('No! funds shall be made available.');
    expect(await ids()).toEqual(before);
  });

  it('[E16] Tab leaves the editor where it cannot act, and anywhere after Escape', async () => {
    await setup();
    await page.evaluate(() => {
      const after = document.createElement('button');
      after.textContent = 'after';
      document.body.append(after);
    });
    await put('Joint', 0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('after');
    await put('No funds', 2);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('after');
    expect(await outline(FREEZE)).toBe(
      'heading paragraph(p point(p) point(p point(p) point(p))) paragraph(p)',
    );
  });

  it('[E17] Backspace at the start of a paragraph joins it to the words before, and stays in its section', async () => {
    await setup();
    await put('No funds', 0);
    await page.keyboard.press('Backspace');
    expect((await words(FREEZE)).at(-1)).toBe('private.No funds shall be made available.');
    await put('Entry into force', 0);
    await page.keyboard.press('Backspace');
    expect(await words(FORCE)).toEqual(['Entry into force', 'This act enters into force at once.']);
    await put('Cyber attacks', 0);
    await page.keyboard.press('Backspace');
    expect((await words(PREAMBLE))[0]).toBe(
      'Having regard to the proposal,Cyber attacks have grown in scale 😀 and effect.',
    );
  });

  it('[E18] toolbar commands act where the caret is, and say beforehand whether they would', async () => {
    await setup();
    await put('Measures should', 0);
    expect(await page.evaluate(() => window.harness.editor(0).can('insertPoint'))).toBe(false);
    expect(await page.evaluate(() => window.harness.run(0, 'insertRecital'))).toBe(true);
    await page.keyboard.type('New recital.');
    expect((await words(PREAMBLE)).at(-1)).toBe('New recital.');
    await page.evaluate(() => window.harness.run(0, 'moveUp'));
    expect((await words(PREAMBLE)).slice(-2)).toEqual(['New recital.', 'Measures should be targeted.']);
    await put('This text is agreed', 0);
    expect(await page.evaluate(() => window.harness.editor(0).can('insertParagraph'))).toBe(false);
  });
});

describe('pasting', () => {
  it('[E19] a cut provision keeps its id where it lands, a copied one gets a new id', async () => {
    await setup();
    const ids = await page.evaluate(() => {
      const found: string[] = [];
      window.harness
        .editor(0)
        .view.state.doc.child(1)
        .forEach((node) => found.push(String(node.attrs['id'])));
      return found;
    });
    await select(['Having regard', 0], ['Measures should', 27]);
    const clipboard = await page.evaluate(() => window.harness.clipboardAfter(0, 'copy'));
    await put('Measures should', 27);
    await page.evaluate((copied) => {
      window.harness.paste(0, copied);
    }, clipboard);
    const after = await page.evaluate(() => {
      const found: string[] = [];
      window.harness
        .editor(0)
        .view.state.doc.child(1)
        .forEach((node) => found.push(String(node.attrs['id'])));
      return found;
    });
    expect(after.slice(0, 3)).toEqual(ids);
    expect(new Set(after).size).toBe(after.length);
    expect(after.length).toBeGreaterThan(3);
  });

  it('[E20] several sections go each to a section of its own, and pass over the locked one', async () => {
    await setup();
    await page.evaluate(() => {
      window.harness.selectAll(0);
    });
    const clipboard = await page.evaluate(() => window.harness.clipboardAfter(0, 'copy'));
    await put('Names and', 0);
    await page.evaluate((copied) => {
      window.harness.paste(0, copied);
    }, clipboard);
    expect(await words(LOCKED)).toEqual(['Locked article', 'This text is agreed.', 'So is this.']);
    expect((await words(ANNEX)).join('\n')).toContain('This act enters into force at once.');
    await put('Joint sanctions', 0);
    await page.evaluate((copied) => {
      window.harness.paste(0, copied);
    }, clipboard);
    expect((await words(PREAMBLE)).join('\n')).toContain('Having regard to the proposal,');
    expect(await words(LOCKED)).toEqual(['Locked article', 'This text is agreed.', 'So is this.']);
  });

  it('[E20] plain text comes in line by line, without controls and overrides', async () => {
    await setup();
    await put('Measures should', 27);
    await page.evaluate(() => {
      window.harness.paste(0, { text: ' One\u202e.\nTwo.\r\n\r\nThr\u0007ee.' });
    });
    expect((await words(PREAMBLE)).slice(2)).toEqual(['Measures should be targeted One.', 'Two.', 'Three..']);
  });
});

describe('composition', () => {
  it("[E4] another's words for the section being composed in wait, and nobody's are lost", async () => {
    await setup(2);
    await put('entities;', 8, 1);
    await page.keyboard.type(' REMOTE');
    await put('persons;', 0, 0);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    expect(await page.evaluate(() => window.harness.composing(0))).toBe(true);
    await page.evaluate(() => window.harness.deliver(0, 1, 100));
    expect((await words(FREEZE)).join()).not.toContain('REMOTE');
    await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await cdp.send('Input.insertText', { text: '日本' });
    await page.waitForFunction(() => window.harness.words(0, 2).join().includes('REMOTE'));
    expect(await words(FREEZE)).toEqual([
      'Asset freeze',
      'All funds shall be frozen of:',
      '日本persons;',
      'entities REMOTE;',
      'public;',
      'private.',
      'No funds shall be made available.',
    ]);
  });
});

describe('what a document may hold', () => {
  it('[E8] content from a newer program is shown as a note, is read-only, and stays as it is', async () => {
    await setup();
    await page.evaluate(() => {
      window.harness.spoil(0, 2);
    });
    const note = page.locator('section').nth(FREEZE).locator('.entente-unreadable');
    expect(await note.innerText()).toContain('No funds shall be made available.');
    expect(await page.locator('section').nth(FREEZE).getAttribute('data-access')).toBe('read');
    const before = await page.evaluate(() => window.harness.stateVector(0, 2));
    await page.evaluate(() => {
      window.harness.selectAll(0);
    });
    await page.keyboard.press('Backspace');
    expect(await page.evaluate(() => window.harness.stateVector(0, 2))).toEqual(before);
    await page.evaluate(() => {
      window.harness.unspoil(0, 2);
    });
    expect((await words(FREEZE)).at(-1)).toBe('No funds shall be made available.');
    expect(await page.evaluate(() => window.harness.notices[0]?.map(({ code }) => code))).toEqual([
      'UNREADABLE',
      'READABLE',
    ]);
  });

  it('[E14] an emptied section offers a first block', async () => {
    await setup();
    await page.evaluate(() => {
      window.harness.empty(0, 4);
    });
    await page.getByRole('button', { name: 'Empty section: start writing' }).click();
    await page.keyboard.type('Anew.');
    expect([await outline(FORCE), await words(FORCE)]).toEqual(['paragraph(p)', ['Anew.']]);
  });

  it('[E13] sections come, go and change places; those that stay keep their undo history', async () => {
    await setup();
    await put('Measures should', 8);
    await page.keyboard.type('!');
    await page.evaluate(() => {
      window.harness.setSections(0, [0, 2, 1]);
    });
    expect(
      await page.locator('section').evaluateAll((all) => all.map((one) => one.getAttribute('data-kind'))),
    ).toEqual(['title', 'article', 'preamble']);
    await page.keyboard.press('Control+z');
    expect((await words(2))[2]).toBe('Measures should be targeted.');
    await page.evaluate(() => {
      window.harness.setSections(0, [0, 1, 2, 3, 4, 5]);
    });
  });
});

describe('what is shown and never stored', () => {
  it("[E21] another's caret carries the delegation, moves no word, and stays at its words", async () => {
    await setup(2);
    await put('made available', 4, 1);
    const edges = (): Promise<string[]> =>
      page.locator('#editor0 p').evaluateAll((all) =>
        all.map((one) => {
          // The caret's own box aside: where the last words end, and how high their block is.
          const texts = [...one.childNodes].filter((child) => child instanceof Text);
          const range = document.createRange();
          range.selectNodeContents(texts.at(-1) ?? one);
          return [range.getBoundingClientRect().right, one.getBoundingClientRect().height]
            .map(Math.round)
            .join();
        }),
      );
    const before = await edges();
    await page.evaluate(() => {
      window.harness.showPeer(0, 1, 'NO');
    });
    const caret = page.locator('#editor0 .entente-caret');
    expect([await caret.getAttribute('data-delegation'), await caret.innerText()]).toEqual(['NO', 'NO']);
    const place = (): Promise<string> => caret.evaluate((one) => one.previousSibling?.textContent ?? '');
    expect(await place()).toBe('No funds shall be made');
    await put('No funds', 0);
    await page.keyboard.type('Indeed: ');
    expect(await place()).toBe('Indeed: No funds shall be made');
    await page.keyboard.press('Control+z');
    expect(await edges()).toEqual(before);
  });

  it('[E22] sections are named with number and access, provisions numbered, the host asked for its marks', async () => {
    await setup();
    const names = await page
      .locator('section')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(names).toEqual(['Title', 'Preamble', 'Article 1', 'Article 2, read-only', 'Article 3', 'Annex']);
    const labels = await page
      .locator('section')
      .nth(FREEZE)
      .locator('[data-label]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-label')));
    expect(labels).toEqual(['1.', '(a)', '(b)', '(i)', '(ii)', '2.']);
    expect(await page.locator('.marked').getAttribute('data-positions')).toBe('3');
    await put('No funds', 0);
    await page.evaluate(() => window.harness.run(0, 'moveUp'));
    expect(await page.locator('section').nth(FREEZE).locator('> [data-label]').first().innerText()).toContain(
      'No funds',
    );
  });

  it('[E18] a provision can be gone to by its id', async () => {
    await setup();
    expect(await page.evaluate(() => window.harness.focusProvision(0, 's3'))).toBe(true);
    await page.keyboard.type('X');
    expect((await words(PREAMBLE))[2]).toBe('XMeasures should be targeted.');
    expect(await page.evaluate(() => window.harness.focusProvision(0, 'nowhere'))).toBe(false);
  });
});
