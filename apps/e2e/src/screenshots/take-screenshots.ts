import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { administrator, chair, DemoProgress, heads, secretariat } from './demo-progress.js';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** What the reader does there before the picture is taken. */
  readonly before?: (page: Page) => Promise<void>;
}

/** Takes every screen into `folder`, as its readers see it; gives the number taken. */
export async function takeScreenshots(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const system = await RunningSystem.start();
  const browser = await launchBrowser();
  const camera = new Camera(browser, system.address, folder);
  try {
    await beforeAnyCoalition(camera);
    await fetch(`${system.address}/api/v1/setup/demo`, {
      method: 'POST',
      headers: { origin: system.address },
    });
    const demo = new DemoProgress(system.address);
    await demo.find();
    await whileDrafting(camera);
    await whileSuggesting(camera, demo);
    await whileSilent(camera, demo);
    await demo.decide(2);
    await demo.act('NO', 'agree', 'Norway supports the measures in full.');
    await demo.act('CA', 'agree');
    await demo.act('JP', 'abstain', 'Without instructions on Article 16.');
    await whileDeciding(camera);
    for (const partner of ['AU', 'EU', 'KR', 'CH', 'GB', 'US'] as const) await demo.act(partner, 'agree');
    await demo.publish();
    await oncePublished(camera);
    return camera.taken;
  } finally {
    await browser.close();
    await system.remove();
  }
}

async function beforeAnyCoalition(camera: Camera): Promise<void> {
  await camera.take('first-run', null, '/setup');
}

async function whileDrafting(camera: Camera): Promise<void> {
  await camera.take('sign-in', null, '/');
  await camera.take('packages', heads.NO, '/packages');
  const select = async (page: Page): Promise<void> => {
    await page.locator('.ProseMirror').getByText('All funds and economic resources belonging to').click();
    await page.getByRole('heading', { name: /Position of/ }).waitFor();
  };
  await camera.take('room', heads.CH, '/p/jsp-1-26/text', { before: select });
  await camera.take('room-dark', heads.CH, '/p/jsp-1-26/text', { colorScheme: 'dark', before: select });
  await camera.take('room-narrow', heads.CH, '/p/jsp-1-26/text', { viewport: NARROW });
  await camera.take('positions', heads.GB, '/p/jsp-1-26/positions');
  await camera.take('positions-narrow', heads.GB, '/p/jsp-1-26/positions', { viewport: NARROW });
  await camera.take('board', chair, '/p/jsp-1-26/decision');
  await camera.take('annexes-empty', heads.NO, '/p/jsp-1-26/annexes');
  await camera.take('publication-empty', secretariat, '/p/jsp-1-26/publication');
  await camera.take('partners', administrator, '/coalition/partners');
  await camera.take('people', administrator, '/coalition/people');
  await camera.take('desk', chair, '/p/jsp-1-26/desk');
  await camera.take('projector', chair, '/p/jsp-1-26/projector#art-6-2');
  await whileKeepingBooks(camera);
  await camera.take('history', heads.CH, '/p/jsp-1-26/history');
  await camera.take('history-narrow', heads.CH, '/p/jsp-1-26/history', { viewport: NARROW });
  await whileOperating(camera);
}

async function whileKeepingBooks(camera: Camera): Promise<void> {
  const book = '/coalition/books/rulebook/un-committee-no-objection/1';
  await camera.take('books', secretariat, '/coalition/books/rulebook');
  await camera.take('books-narrow', secretariat, '/coalition/books/rulebook', { viewport: NARROW });
  await camera.take('book', secretariat, book);
  await camera.take('book-edit', secretariat, book, {
    before: async (page) => {
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Short name of the copy').fill('committee');
      await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.waitForURL('**/coalition/books/rulebook/committee/1');
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByText('Periods to choose from').scrollIntoViewIfNeeded();
    },
  });
}

/** A silence that runs, with receipts and a request, then withdrawn. */
async function whileSilent(camera: Camera, demo: DemoProgress): Promise<void> {
  await demo.underSilence(1);
  await demo.acknowledge('AU', 'CA', 'NO', 'GB', 'US');
  await demo.askTime('JP', 'The cabinet secretariat answers tomorrow morning.');
  await camera.take('silence', chair, '/p/jsp-1-26/decision');
  await camera.take('silence-narrow', heads.GB, '/p/jsp-1-26/decision', { viewport: NARROW });
  await camera.take('desk-silence', chair, '/p/jsp-1-26/desk');
  await camera.take('desk-narrow', chair, '/p/jsp-1-26/desk', { viewport: NARROW });
  await demo.withdraw('Withdrawn to take up the Japanese reserve.');
  await camera.take('compare-side', chair, '/p/jsp-1-26/compare?from=REV1&view=side');
  await camera.take('compare-four', chair, '/p/jsp-1-26/compare?from=REV1&view=four#art-6-2');
}

async function whileOperating(camera: Camera): Promise<void> {
  // A page that shows who is connected is empty without anybody.
  const reader = await camera.open(heads.NO, '/p/jsp-1-26/text');
  const listed = async (page: Page): Promise<void> => {
    await page
      .getByRole('button', { name: /^End the connection of/ })
      .first()
      .waitFor();
  };
  await camera.take('live-editing', administrator, '/system/live', { before: listed });
  await camera.take('live-editing-narrow', administrator, '/system/live', {
    viewport: NARROW,
    before: listed,
  });
  const sheet = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Make read-only for maintenance' }).click();
    await page.getByRole('heading', { name: 'What this changes now' }).waitFor();
  };
  await camera.take('maintenance-sheet', administrator, '/system/live', { before: sheet });
  await reader.context().close();
}

async function whileSuggesting(camera: Camera, demo: DemoProgress): Promise<void> {
  await demo.delegationsMay('suggest');
  const suggest = async (page: Page): Promise<void> => {
    const line = page
      .locator('.ProseMirror')
      .getByText('All funds and economic resources belonging to')
      .last();
    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' in any currency');
    await page
      .getByLabel('Recording state')
      .getByText(/recorded, .+ #\d+/)
      .waitFor();
    await page.getByRole('tab', { name: /^Suggestions/ }).click();
    await page.getByRole('list', { name: 'Open suggestions, in the order of the text' }).waitFor();
  };
  await camera.take('suggestions', heads.NO, '/p/jsp-1-26/text', { before: suggest });
  const page = await camera.open(heads.NO, '/p/jsp-1-26/text');
  await page.getByRole('tab', { name: /^Suggestions/ }).click();
  await page.getByRole('button', { name: /^Withdraw/ }).click();
  await page
    .getByLabel('Recording state')
    .getByText(/recorded, .+ #\d+/)
    .waitFor();
  await page.context().close();
  await demo.delegationsMay('write');
}

async function whileDeciding(camera: Camera): Promise<void> {
  await camera.take('decision', heads.GB, '/p/jsp-1-26/decision');
  await camera.take('decision-narrow', heads.GB, '/p/jsp-1-26/decision', { viewport: NARROW });
  await camera.take('act-sheet', heads.GB, '/p/jsp-1-26/decision', {
    before: async (page) => {
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  });
  await camera.take('version', heads.GB, '/p/jsp-1-26/v/REV2');
}

async function oncePublished(camera: Camera): Promise<void> {
  await camera.take('publication', secretariat, '/p/jsp-1-26/publication');
  await camera.take('record', heads.NO, '/p/jsp-1-26/record');
  const decision = async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: 'Decision record of REV 2' }).first().click();
    await page.getByRole('heading', { name: 'Decision record', level: 1 }).waitFor();
  };
  await camera.take('decision-record', heads.NO, '/p/jsp-1-26/record', { before: decision });
  await camera.take('decision-record-narrow', heads.NO, '/p/jsp-1-26/record', {
    viewport: NARROW,
    before: decision,
  });
  await camera.take('register', null, '/register');
  await camera.take('public-page', null, '/publications/jsp-1-26');
  await camera.take('public-page-narrow', null, '/publications/jsp-1-26', { viewport: NARROW });
  await camera.take('verification', null, '/verify', {
    before: async (page) => {
      const file = await page.request.get('/publications/jsp-1-26.json');
      await page.locator('input[type=file]').setInputFiles({
        name: 'jsp-1-26.json',
        mimeType: 'application/json',
        buffer: await file.body(),
      });
      await page.getByRole('main').getByText('JSP 1/26').first().waitFor();
    },
  });
}

/** Signs in, goes to an address, waits until nothing loads any more, and takes the picture. */
class Camera {
  taken = 0;
  readonly #browser: Browser;
  readonly #address: string;
  readonly #folder: string;

  constructor(browser: Browser, address: string, folder: string) {
    this.#browser = browser;
    this.#address = address;
    this.#folder = folder;
  }

  async take(name: string, account: string | null, address: string, look: Look = {}): Promise<void> {
    const page = await this.open(account, address, look);
    await look.before?.(page);
    await page.screenshot({ path: path.join(this.#folder, `${name}.png`) });
    this.taken += 1;
    await page.context().close();
  }

  /** A page in a context of its own, once nothing loads any more. */
  async open(account: string | null, address: string, look: Look = {}): Promise<Page> {
    const { viewport = WIDE, colorScheme = 'light' } = look;
    const context = await this.#browser.newContext({
      baseURL: this.#address,
      viewport,
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Zurich',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    if (account !== null) await signIn(page, account);
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    if (await page.getByText('There is nothing here').isVisible()) throw new Error(`no screen at ${address}`);
    return page;
  }
}

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(account);
  await page.getByLabel('Password', { exact: true }).fill('demo-entente-2026');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Packages', level: 1 }).waitFor();
}
