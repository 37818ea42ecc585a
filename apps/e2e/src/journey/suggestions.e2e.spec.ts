import type { Browser, Locator } from 'playwright-core';
import { waitFor } from '@entente/testing';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const ACT = 'apps/server/src/coalition/demo/joint-decision.akn.xml';
/** One line on the screen, so that End is the end of it. */
const CLAUSE = 'Norway: Ministry of Foreign';

/** Two people at two browsers: a delegation suggests, the chair decides. */
describe('a delegation suggests and the chair decides', () => {
  let system: RunningSystem;
  let browser: Browser;
  let norway: Delegate;
  let chair: Delegate;

  /** What the line reads like, marks in brackets: `[-Affairs|NO]`, `[+Trade|NO]`. */
  const clause = (of: Delegate): Promise<string> =>
    of.editor
      .locator('[data-node="p"]', { hasText: CLAUSE })
      .last()
      .evaluate((block) => {
        const copy = block.cloneNode(true) as HTMLElement;
        for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove();
        for (const mark of copy.querySelectorAll('ins, del')) {
          mark.prepend(mark.tagName === 'INS' ? '[+' : '[-');
          mark.append(`|${mark.getAttribute('data-delegation') ?? ''}]`);
        }
        return copy.textContent;
      });

  const reads = async (of: Delegate, words: string): Promise<void> => {
    let last = '';
    const isRead = async (): Promise<boolean> => (last = await clause(of)) === words;
    await waitFor(`${of.seat} to read: ${words}`, isRead).catch((error: unknown) => {
      throw new Error(`${of.seat} reads: ${last}`, { cause: error });
    });
  };

  /** Chooses what delegations may do, in the chair's menu, and waits until it has reached Norway. */
  const rule = async (now: string, choice: string, told: string): Promise<void> => {
    await chair.page.getByRole('button', { name: `Delegations: ${now}` }).click();
    await chair.page.getByRole('menuitemradio', { name: choice }).click();
    await norway.page.getByRole('status').filter({ hasText: told }).first().waitFor();
  };

  /** Selects the word before the full stop, `Affairs`. */
  const selectLastWord = async (of: Delegate): Promise<void> => {
    await of.placeCaret(CLAUSE);
    await of.page.keyboard.press('ArrowLeft');
    for (let n = 0; n < 7; n += 1) await of.page.keyboard.press('Shift+ArrowLeft');
  };

  const list = async (of: Delegate): Promise<Locator> => {
    await of.page.getByRole('tab', { name: /^Suggestions/ }).click();
    return of.page.getByRole('list', { name: 'Open suggestions, in the order of the text' });
  };

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await new Api(system.address).call('setup', { body: coalitionOfThree });
    chair = await Delegate.signIn(browser, system.address, 'PRES');
    await chair.page.getByRole('button', { name: 'Import Akoma Ntoso' }).click();
    await chair.page.getByRole('dialog').locator('input[type=file]').setInputFiles(ACT);
    await chair.page.getByRole('button', { name: 'Import as a new package' }).click();
    await chair.page.waitForURL('**/p/jsp-1-26/text');
    await chair.sees(CLAUSE);
    norway = await Delegate.signIn(browser, system.address, 'NO');
    await norway.open('text');
    await norway.sees(CLAUSE);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  it('[E30] after the chair said so, what Norway types and strikes is a suggestion with its letters, on both screens', async () => {
    await rule('write', 'Delegations suggest, you decide', 'Delegations suggest');
    await selectLastWord(norway);
    await norway.type('Trade');
    await norway.recorded();
    const shown = `${CLAUSE} [-Affairs|NO][+Trade|NO].`;
    await reads(norway, shown);
    await reads(chair, shown);
    await norway.page.keyboard.press('Backspace');
    await norway.type('es');
    await reads(chair, `${CLAUSE} [-Affairs|NO][+Trades|NO].`);
  });

  it('[E35] it says by lines and letters what it is and whose, not by colour alone', async () => {
    const looks = await chair.editor
      .locator('ins, del')
      .evaluateAll((marks) =>
        marks.map((mark) => [
          mark.tagName,
          getComputedStyle(mark).textDecorationLine,
          getComputedStyle(mark, '::after').content,
        ]),
      );
    expect(looks).toEqual([
      ['DEL', 'line-through', '"NO"'],
      ['INS', 'underline', '"NO"'],
    ]);
  });

  it('[E31] Enter makes no paragraph there, and says why', async () => {
    await norway.page.keyboard.press('Enter');
    await norway.page.getByText('You suggest words here.').waitFor();
    await reads(norway, `${CLAUSE} [-Affairs|NO][+Trades|NO].`);
    await norway.page.getByRole('button', { name: 'I have read it' }).click();
  });

  it('[E34] the list has it; Norway can take it back and the chair can accept it', async () => {
    const ours = await list(norway);
    await ours.getByRole('listitem').first().waitFor();
    expect(await ours.getByRole('button', { name: /^Withdraw/ }).count()).toBe(1);
    expect(await ours.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
    const theirs = await list(chair);
    await theirs.getByRole('button', { name: /^Accept the suggestion of NO/ }).click();
    await reads(norway, `${CLAUSE} Trades.`);
    await reads(chair, `${CLAUSE} Trades.`);
    await chair.page.getByText('No suggestion is open').waitFor();
  });

  it('[E34] the chair rejects by key, with the caret in the suggestion; a popover says whose it is', async () => {
    await norway.placeCaret(CLAUSE);
    await norway.type(' It may end sooner.');
    await reads(chair, `${CLAUSE} Trades.[+ It may end sooner.|NO]`);
    await chair.placeCaret('It may end sooner.');
    await chair.page.getByRole('group', { name: 'Suggestion of NO' }).waitFor();
    await chair.page.keyboard.press('Alt+Shift+KeyN');
    await reads(chair, `${CLAUSE} Trades.`);
    await reads(norway, `${CLAUSE} Trades.`);
  });

  it('[E33] the chair types amid a suggestion, and does not write it over', async () => {
    await norway.placeCaret(CLAUSE);
    await norway.type(' Or so');
    await reads(chair, `${CLAUSE} Trades.[+ Or so|NO]`);
    await chair.placeCaret('Or so');
    await chair.page.keyboard.press('ArrowLeft');
    await chair.page.keyboard.press('ArrowLeft');
    await chair.type('x');
    await reads(norway, `${CLAUSE} Trades.[+ Or |NO]x[+so|NO]`);
    await chair.page.keyboard.press('Control+z');
    await reads(norway, `${CLAUSE} Trades.[+ Or so|NO]`);
    await chair.placeCaret('Or so');
    await chair.page.keyboard.press('Backspace');
    await chair.page.getByText('words that another delegation suggests').waitFor();
    await reads(norway, `${CLAUSE} Trades.[+ Or so|NO]`);
  });

  it('[E34] Norway takes back and undoes; with comments only, nothing it types reaches the text', async () => {
    const ours = await list(norway);
    await ours.getByRole('button', { name: /^Withdraw/ }).click();
    await reads(chair, `${CLAUSE} Trades.`);
    await norway.placeCaret(CLAUSE);
    await norway.type(' Again');
    await reads(chair, `${CLAUSE} Trades.[+ Again|NO]`);
    await norway.page.keyboard.press('Control+z');
    await reads(chair, `${CLAUSE} Trades.`);
    await rule('suggest', 'Delegations comment and leave the text alone', 'Delegations comment');
    await norway.placeCaret(CLAUSE);
    await norway.type('no');
    await norway.page.getByText('This section is read-only for you').waitFor();
    await reads(chair, `${CLAUSE} Trades.`);
  });

  it('no page failed on the way', () => {
    expect([...norway.faults, ...chair.faults]).toEqual([]);
  });
});
