import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { accounts, type Seat } from './coalition-of-three.js';

export type Act = 'Agree' | 'Object' | 'Abstain';
const RECORD = { Agree: 'agreement', Object: 'objection', Abstain: 'abstention' } as const;

/** For one step, on a machine that is busy with other things. What takes longer is told by its name, before the test runs out. */
const PATIENCE_MS = 40_000;

/** Whom one signs in as, and where one sits. */
interface Person {
  /** The delegation, as it is told where something fails. */
  readonly seat: string;
  readonly email: string;
  readonly password: string;
  /** IANA zone of the browser; absent: the machine's. */
  readonly timeZone?: string;
}

/** How a procedure is opened: by a period of the rule book, or with a deadline as stated. */
interface Opening {
  readonly period?: string;
  readonly deadline?: string;
  readonly opens?: string;
}

/** One person at a browser of their own, doing what people do, by the names that they read on the screen. */
export class Delegate {
  readonly seat: string;
  /** The package that the pages are of, as it stands in their addresses. */
  slug = 'jsp-1-26';
  /** Another one after `crash`. */
  page: Page;
  readonly #context: BrowserContext;
  /** Faults of the page itself: a journey ends with none. */
  readonly faults: string[] = [];

  private constructor(seat: string, context: BrowserContext, page: Page) {
    this.seat = seat;
    this.#context = context;
    this.page = page;
    this.#hearFaults();
  }

  #hearFaults(): void {
    this.page.on('pageerror', (error) => this.faults.push(error.stack ?? error.message));
  }

  /** One of the coalition of three, in a fresh context. */
  static async signIn(browser: Browser, address: string, seat: Seat): Promise<Delegate> {
    return Delegate.signInAs(browser, address, { seat, ...accounts[seat] });
  }

  /** Opens the address in a fresh context and signs in. */
  static async signInAs(browser: Browser, address: string, person: Person): Promise<Delegate> {
    const { seat, email, password, timeZone } = person;
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1440, height: 900 },
      ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const delegate = new Delegate(seat, context, page);
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Packages', level: 1 }).waitFor();
    return delegate;
  }

  get editor(): Locator {
    return this.page.locator('.ProseMirror');
  }

  async open(
    tab: 'text' | 'positions' | 'decision' | 'annexes' | 'publication' | 'record' | 'history',
  ): Promise<void> {
    await this.page.goto(`/p/${this.slug}/${tab}`);
    await this.page.getByRole('main').waitFor();
  }

  /** Puts the caret at the end of a line of the block that holds `words`. */
  async placeCaret(words: string): Promise<void> {
    const block = this.editor.getByText(words).last();
    await block.scrollIntoViewIfNeeded();
    await block.click();
    await this.page.keyboard.press('End');
  }

  /** Types where the caret is, key by key. */
  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** Waits until the server has committed everything that this person typed. */
  async recorded(): Promise<void> {
    await this.page
      .getByLabel('Recording state')
      .getByText(/recorded, .+ #\d+/)
      .waitFor();
  }

  /** The text as it is shown, without the flags of other people's carets. */
  async words(): Promise<string> {
    return this.editor.evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const widget of copy.querySelectorAll('.ProseMirror-widget')) widget.remove();
      return copy.textContent;
    });
  }

  async sees(words: string): Promise<void> {
    await this.editor.getByText(words).first().waitFor();
  }

  /** In the room: chooses the provision that holds `words`, and records a position on it; `reserve`: of which kind. */
  async takePosition(words: string, position: string, reserve?: string): Promise<void> {
    await this.editor.getByText(words).last().click();
    await this.page.getByRole('radio', { name: position, exact: true }).check();
    if (reserve !== undefined) {
      await this.page.getByLabel('Kind of reserve').selectOption({ label: reserve });
    }
    await this.page
      .getByRole('button', { name: /^(Record the position|Confirm for the present words)$/ })
      .click();
    await this.page.getByText('Recorded for the present words.').waitFor();
  }

  /** Fills an act sheet's confirmation, sends it, reads its receipt, closes it. */
  async confirm(word: string, submit: string): Promise<string> {
    const sheet = this.page.getByRole('dialog');
    await sheet.getByLabel(`Type ${word} to confirm`).fill(word);
    await sheet.getByRole('button', { name: submit, exact: true }).click();
    const receipt = sheet.getByRole('status');
    await receipt.waitFor();
    const words = await receipt.innerText();
    await sheet.getByRole('button', { name: 'Done' }).click();
    return words;
  }

  async table(revision: number): Promise<string> {
    await this.open('text');
    await this.page.getByRole('button', { name: 'Table a version' }).click();
    return this.confirm(`REV ${String(revision)}`, `Table REV ${String(revision)}`);
  }

  async openProcedure(revision: number): Promise<void> {
    await this.open('decision');
    await this.page.getByRole('button', { name: `Open a procedure on REV ${String(revision)}` }).click();
    await this.confirm(`REV ${String(revision)}`, 'Open the procedure');
  }

  /** Comes back to the page after a while: it looks anew, also what time it is. */
  async comesBack(): Promise<void> {
    const asked = this.page.waitForResponse((response) => response.url().endsWith('/api/v1/clock'));
    await this.page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await asked;
  }

  /** Opens the sheet of an act by its button, on the Decision tab. */
  async choose(button: string): Promise<Locator> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
    return this.page.getByRole('dialog');
  }

  /** The chair opens by a rule book. Times are on the reader’s wall: `2026-06-11T12:00`. */
  async openByBook(revision: number, book: string, opening: Opening): Promise<string> {
    await this.open('decision');
    const sheet = await this.choose(`Open a procedure on REV ${String(revision)}`);
    await sheet.getByLabel('Rule book').selectOption({ label: book });
    const { period = 'A stated deadline', deadline, opens } = opening;
    await sheet.getByLabel('Period').selectOption({ label: period });
    if (deadline !== undefined) await sheet.getByLabel('Deadline', { exact: true }).fill(deadline);
    if (opens !== undefined) await sheet.getByLabel('Announce now, open at').fill(opens);
    return this.confirm(`REV ${String(revision)}`, 'Open the procedure');
  }

  /** Sees these words on the page as it stands. */
  async reads(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor();
  }

  /** The instant at which these words come to stand on the page as it is, by the machine's clock, in ms; within a frame or two. */
  async whenRead(words: string): Promise<number> {
    const seen = await this.page.waitForFunction(
      (text) => document.body.textContent.includes(text) && Date.now(),
      words,
    );
    // The loop above ends with nothing else.
    return Number(await seen.jsonValue());
  }

  /** Agrees, objects or abstains; gives the receipt's words. */
  async act(act: Act, reason: string): Promise<string> {
    await this.open('decision');
    await this.page.getByRole('button', { name: act, exact: true }).click();
    await this.page.getByRole('dialog').getByLabel('Reason').fill(reason);
    return this.confirm(act.toUpperCase(), `Record the ${RECORD[act]}`);
  }

  /** The tab is gone without a word, with all that is only in its memory; there is a new one in the same browser. */
  async crash(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
    this.page = await this.#context.newPage();
    this.#hearFaults();
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}
