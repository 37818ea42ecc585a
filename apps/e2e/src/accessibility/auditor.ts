import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDE = { width: 1280, height: 720 };
const NARROW = { width: 390, height: 844 };
/** How readers may have a screen. Each is checked on the same load: loading costs more than checking. */
const LOOKS = [
  { name: 'light', viewport: WIDE, colorScheme: 'light' },
  { name: 'dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'narrow', viewport: NARROW, colorScheme: 'light' },
] as const;

export interface Screen {
  readonly title: string;
  /** E-mail address of who looks at it; empty: nobody who has signed in. */
  readonly account: string;
  readonly address: string;
}

/** Looks at screens with axe. */
export class Auditor {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #pages = new Map<string, Page>();

  constructor(browser: Browser, address: string) {
    this.#browser = browser;
    this.#address = address;
  }

  /** The page of one account, signed in; the same each time. */
  async pageOf(account: string): Promise<Page> {
    const known = this.#pages.get(account);
    if (known !== undefined) return known;
    const context = await this.#browser.newContext({ baseURL: this.#address, reducedMotion: 'reduce' });
    const page = await context.newPage();
    this.#pages.set(account, page);
    if (account === '') return page;
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(account);
    await page.getByLabel('Password', { exact: true }).fill('demo-entente-2026');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Packages', level: 1 }).waitFor();
    return page;
  }

  /**
   * Looks at all of them, as many accounts at a time as there are `lanes`. Answers the faults of each screen, by its title, as they
   * become known; a screen that does not open is one.
   */
  begin(screens: readonly Screen[], lanes: number): Map<string, Promise<string[]>> {
    const accounts = new Map<string, Screen[]>();
    for (const screen of screens) {
      accounts.set(screen.account, [...(accounts.get(screen.account) ?? []), screen]);
    }
    const found = new Map<string, Promise<string[]>>();
    const queues = Array.from({ length: lanes }, () => ({ length: 0, last: Promise.resolve<unknown>(null) }));
    for (const all of accounts.values()) {
      const queue = queues.reduce((shortest, one) => (one.length < shortest.length ? one : shortest));
      queue.length += all.length;
      for (const screen of all) {
        const faults = queue.last.then(async () => this.#tried(screen));
        queue.last = faults;
        found.set(screen.title, faults);
      }
    }
    return found;
  }

  /** Opens the address, waits until nothing loads any more, and looks. */
  async visit({ account, address }: Omit<Screen, 'title'>): Promise<string[]> {
    const page = await this.pageOf(account);
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    if (await page.getByText('There is nothing here').isVisible()) return [`no screen at ${address}`];
    return this.faults(page);
  }

  /** What axe finds in the page as it stands, in every look. */
  async faults(page: Page): Promise<string[]> {
    if (page.frames().length > 1) throw new Error('a frame would need a run of its own');
    // Not by axe's own builder: it carries everything that passed through the driver, twice, and opens a page for that.
    await page.evaluate(axe.source);
    const faults: string[] = [];
    for (const { name, viewport, colorScheme } of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      faults.push(...(await page.evaluate(violations, WCAG)).map((fault) => `${name}: ${fault}`));
    }
    await page.setViewportSize(WIDE);
    return faults;
  }

  async #tried(screen: Screen): Promise<string[]> {
    try {
      return await this.visit(screen);
    } catch (error) {
      return [`not opened: ${error instanceof Error ? error.message : String(error)}`];
    }
  }
}

/** Runs inside the page. */
async function violations(tags: string[]): Promise<string[]> {
  // A script tag put it there; the types of a page do not know of it.
  const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
  // The screen follows a new width within a frame or two.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const found = await inPage.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
