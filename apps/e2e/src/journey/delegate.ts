import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { accounts, type Seat } from './coalition-of-three.js';

export type Act = 'Agree' | 'Object' | 'Abstain';
const RECORD = { Agree: 'agreement', Object: 'objection', Abstain: 'abstention' } as const;

/** One person at a browser of their own, doing what people do, by the names that they read on the screen. */
export class Delegate {
  readonly seat: Seat;
  /** Another one after `crash`. */
  page: Page;
  readonly #context: BrowserContext;
  /** Faults of the page itself: a journey ends with none. */
  readonly faults: string[] = [];

  private constructor(seat: Seat, context: BrowserContext, page: Page) {
    this.seat = seat;
    this.#context = context;
    this.page = page;
    this.#hearFaults();
  }

  #hearFaults(): void {
    this.page.on('pageerror', (error) => this.faults.push(error.stack ?? error.message));
  }

  /** Opens the address in a fresh context and signs in. */
  static async signIn(browser: Browser, address: string, seat: Seat): Promise<Delegate> {
    const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const delegate = new Delegate(seat, context, page);
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(accounts[seat].email);
    await page.getByLabel('Password', { exact: true }).fill(accounts[seat].password);
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
    await this.page.goto(`/p/jsp-1-26/${tab}`);
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

  /** In the room: chooses the provision that holds `words`, and records a position on it. */
  async takePosition(words: string, position: string): Promise<void> {
    await this.editor.getByText(words).last().click();
    await this.page.getByRole('radio', { name: position, exact: true }).check();
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
