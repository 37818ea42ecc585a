import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { administrator, chair, DemoProgress, heads, secretariat } from '../screenshots/demo-progress.js';
import { Auditor, type Screen } from './auditor.js';

const PACKAGE = '/p/jsp-1-26';
/** Accounts that look at screens at the same time: a browser runs each page in a process of its own. */
const LANES = 2;

const screen = (title: string, account: string, address: string): Screen => ({ title, account, address });
const SCREENS = [
  screen('the packages', heads.NO, '/packages'),
  screen('the negotiation room', heads.NO, `${PACKAGE}/text`),
  screen('positions', heads.NO, `${PACKAGE}/positions`),
  screen('the annexes', heads.NO, `${PACKAGE}/annexes`),
  screen('the record', heads.NO, `${PACKAGE}/record`),
  screen('the history', heads.NO, `${PACKAGE}/history`),
  screen('the board', chair, `${PACKAGE}/decision`),
  screen('the chair’s desk', chair, `${PACKAGE}/desk`),
  screen('the projector', chair, `${PACKAGE}/projector`),
  screen('the rule books', secretariat, '/coalition/books/rulebook'),
  screen('a rule book', secretariat, '/coalition/books/rulebook/un-committee-no-objection/1'),
  screen('a working calendar', secretariat, '/coalition/books/calendar'),
  screen('publication', secretariat, `${PACKAGE}/publication`),
  screen('the partners', administrator, '/coalition/partners'),
  screen('people and mandates', administrator, '/coalition/people'),
  screen('live editing', administrator, '/system/live'),
  screen('running procedures', administrator, '/system/procedures'),
  screen('letters', administrator, '/system/letters'),
  screen('one’s own settings', heads.NO, '/settings'),
  screen('signing in', '', '/sign-in'),
  screen('the public register', '', '/register'),
  screen('verification', '', '/verify'),
];

/** Every screen, as somebody who may see it, against WCAG 2.2 AA as far as a program can tell. */
describe('every screen passes axe at WCAG 2.2 AA, in light, in dark and narrow', () => {
  let system: RunningSystem;
  let browser: Browser;
  let auditor: Auditor;

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    auditor = new Auditor(browser, system.address);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  it('the first run, on an empty store', async () => {
    expect(await auditor.visit({ account: '', address: '/setup' })).toEqual([]);
  }, 60_000);

  describe('with the demo', () => {
    let found: Map<string, Promise<string[]>>;

    beforeAll(async () => {
      await fetch(`${system.address}/api/v1/setup/demo`, {
        method: 'POST',
        headers: { origin: system.address },
      });
      found = auditor.begin(SCREENS, LANES);
    }, 60_000);

    it.each(SCREENS)(
      '$title',
      async ({ title }) => {
        expect(await found.get(title)).toEqual([]);
      },
      120_000,
    );

    it('a provision chosen in the room', async () => {
      const room = await auditor.pageOf(heads.CH);
      await room.goto(`${PACKAGE}/text`);
      await room.locator('.ProseMirror').getByText('All funds and economic resources belonging to').click();
      await room.getByRole('radio', { name: 'Can accept' }).waitFor();
      expect(await auditor.faults(room)).toEqual([]);
    }, 60_000);

    it('a running procedure, an act sheet and the public page', async () => {
      const demo = new DemoProgress(system.address);
      await demo.find();
      await demo.decide(1);
      await demo.act('NO', 'agree', 'In full.');
      const decision = { account: heads.CH, address: `${PACKAGE}/decision` };
      expect(await auditor.visit(decision)).toEqual([]);
      const page = await auditor.pageOf(heads.CH);
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await auditor.faults(page)).toEqual([]);
      for (const partner of ['AU', 'CA', 'EU', 'JP', 'KR', 'CH', 'GB', 'US'] as const) {
        await demo.act(partner, 'agree');
      }
      await demo.publish();
      expect(await auditor.visit({ account: '', address: '/publications/jsp-1-26' })).toEqual([]);
    }, 120_000);

    it('the record of that decision with its timeline, and the rounds of its package', async () => {
      const page = await auditor.pageOf(heads.CH);
      await page.goto(`${PACKAGE}/record`);
      await page.getByRole('link', { name: 'Decision record of REV 1' }).first().click();
      await page.getByRole('heading', { name: 'Decision record', level: 1 }).waitFor();
      await page.getByText('The same as a table').click();
      await page.getByRole('button', { name: 'Count again here' }).click();
      await page.getByText('the result is the stated one').waitFor();
      expect(await auditor.faults(page)).toEqual([]);
      await page.getByRole('link', { name: 'Back to the decision' }).click();
      await page.getByText('Timeline of the rounds').click();
      await page.getByRole('row', { name: /^REV 1 .*adopted$/ }).waitFor();
      expect(await auditor.faults(page)).toEqual([]);
    }, 120_000);
  });
});
