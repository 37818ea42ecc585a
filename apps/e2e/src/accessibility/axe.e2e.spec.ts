import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { administrator, chair, DemoProgress, heads, secretariat } from '../screenshots/demo-progress.js';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PACKAGE = '/p/jsp-1-26';

/** Every screen, as somebody who may see it, against WCAG 2.2 AA as far as a program can tell. */
describe('every screen passes axe at WCAG 2.2 AA', () => {
  let system: RunningSystem;
  let browser: Browser;
  const contexts = new Map<string, BrowserContext>();

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  async function pageOf(account: string, dark = false): Promise<Page> {
    const known = contexts.get(`${account} ${String(dark)}`);
    if (known !== undefined) return known.newPage();
    const context = await browser.newContext({
      baseURL: system.address,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    contexts.set(`${account} ${String(dark)}`, context);
    const page = await context.newPage();
    if (account === '') return page;
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(account);
    await page.getByLabel('Password', { exact: true }).fill('demo-entente-2026');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Packages', level: 1 }).waitFor();
    return page;
  }

  async function faultsAt(page: Page, address: string): Promise<string[]> {
    await page.goto(address);
    await page.getByRole('main').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('There is nothing here').count()).toBe(0);
    return axe(page);
  }

  async function axe(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  it('the first run, on an empty store', async () => {
    expect(await faultsAt(await pageOf(''), '/setup')).toEqual([]);
  });

  it.each([
    ['signing in', '', '/sign-in'],
    ['the public register', '', '/register'],
    ['verification', '', '/verify'],
    ['the packages', heads.NO, '/packages'],
    ['the negotiation room', heads.NO, `${PACKAGE}/text`],
    ['positions', heads.NO, `${PACKAGE}/positions`],
    ['the board', chair, `${PACKAGE}/decision`],
    ['the annexes', heads.NO, `${PACKAGE}/annexes`],
    ['publication', secretariat, `${PACKAGE}/publication`],
    ['the record', heads.NO, `${PACKAGE}/record`],
    ['the history', heads.NO, `${PACKAGE}/history`],
    ['the partners', administrator, '/coalition/partners'],
    ['people and mandates', administrator, '/coalition/people'],
    ['live editing', administrator, '/system/live'],
  ])(
    '%s, in light and in dark',
    async (_screen, account, address) => {
      await fetch(`${system.address}/api/v1/setup/demo`, {
        method: 'POST',
        headers: { origin: system.address },
      });
      for (const dark of [false, true]) {
        const page = await pageOf(account, dark);
        expect(await faultsAt(page, address)).toEqual([]);
        // A room left open goes on living, and the screens after it wait for it.
        await page.close();
      }
    },
    120_000,
  );

  it('a provision chosen in the room, an act sheet, a running procedure and the public page', async () => {
    const room = await pageOf(heads.CH);
    await room.goto(`${PACKAGE}/text`);
    await room.locator('.ProseMirror').getByText('All funds and economic resources belonging to').click();
    await room.getByRole('radio', { name: 'Can accept' }).waitFor();
    expect(await axe(room)).toEqual([]);
    await room.close();
    const demo = new DemoProgress(system.address);
    await demo.find();
    await demo.decide(1);
    await demo.act('NO', 'agree', 'In full.');
    const decision = await pageOf(heads.CH);
    expect(await faultsAt(decision, `${PACKAGE}/decision`)).toEqual([]);
    await decision.getByRole('button', { name: 'Agree', exact: true }).click();
    await decision.getByRole('dialog').waitFor();
    expect(await axe(decision)).toEqual([]);
    for (const partner of ['AU', 'CA', 'EU', 'JP', 'KR', 'CH', 'GB', 'US'] as const) {
      await demo.act(partner, 'agree');
    }
    await demo.publish();
    expect(await faultsAt(await pageOf(''), '/publications/jsp-1-26')).toEqual([]);
  }, 120_000);
});
