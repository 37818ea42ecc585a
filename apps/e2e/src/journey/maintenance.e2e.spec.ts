import { waitFor } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const ACT = 'apps/server/src/coalition/demo/joint-decision.akn.xml';
const SUNSET = 'This Decision shall apply until 30 November 2027.';
const PENALTIES = 'Each partner shall lay down the rules on penalties';

describe('an administrator makes the text read-only for maintenance while a delegate writes', () => {
  let system: RunningSystem;
  let browser: Browser;
  let norway: Delegate;
  let japan: Delegate;
  let admin: Delegate;
  /** While it is a list, what the server says to Norway's page waits in it. */
  let held: (string | Buffer)[] | null = null;
  let release: () => void = () => undefined;

  const state = () => norway.page.getByLabel('Recording state');
  const heard = (words: string): boolean => (held ?? []).some((frame) => frame.includes(words));
  const countOf = (text: string, words: string): number => text.split(words).length - 1;
  const panel = () => admin.page.locator('section', { hasText: 'Read-only for maintenance' }).first();

  const begin = async (target: RegExp): Promise<string> => {
    await admin.page.getByRole('button', { name: 'Make read-only for maintenance' }).click();
    const sheet = admin.page.getByRole('dialog');
    const option = sheet.getByRole('option').filter({ hasText: target }).first();
    await sheet.getByLabel('What becomes read-only').selectOption((await option.getAttribute('value')) ?? '');
    await sheet.getByText(/become read-only, of one package/).waitFor();
    const effect = await sheet.getByLabel('What this changes now').innerText();
    await admin.confirm('READ-ONLY', 'Make read-only');
    return effect;
  };
  const end = async (): Promise<void> => {
    await panel()
      .getByRole('button', { name: /^End: / })
      .click();
    await admin.page
      .getByRole('dialog')
      .getByText(/no longer read-only/)
      .waitFor();
    await admin.confirm('WRITABLE', 'End');
  };

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await new Api(system.address).call('setup', { body: coalitionOfThree });
    const secretariat = await Delegate.signIn(browser, system.address, 'SEC');
    await secretariat.page.getByRole('button', { name: 'Import Akoma Ntoso' }).click();
    await secretariat.page.getByRole('dialog').locator('input[type=file]').setInputFiles(ACT);
    await secretariat.page.getByRole('button', { name: 'Import as a new package' }).click();
    await secretariat.page.waitForURL('**/p/jsp-1-26/text');
    await secretariat.leave();
    norway = await Delegate.signIn(browser, system.address, 'NO');
    japan = await Delegate.signIn(browser, system.address, 'JP');
    admin = await Delegate.signIn(browser, system.address, 'ADM');
    await norway.page.context().routeWebSocket(/\/socket\.io\//, (page) => {
      const server = page.connectToServer();
      page.onMessage((message) => {
        server.send(message);
      });
      server.onMessage((message) => {
        if (held === null) page.send(message);
        else held.push(message);
      });
      release = () => {
        const waiting = held ?? [];
        held = null;
        for (const message of waiting) page.send(message);
      };
    });
    for (const delegate of [norway, japan]) {
      await delegate.open('text');
      await delegate.sees(SUNSET);
    }
    await admin.page.getByRole('link', { name: 'Live editing' }).click();
    await panel().getByText('Nothing is read-only for maintenance.').waitFor();
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  it('[S175] who may not operate the installation sees neither the page nor its switch', async () => {
    expect(await japan.page.getByRole('link', { name: 'Live editing' }).count()).toBe(0);
    await japan.page.goto('/system/live');
    await japan.page.getByText('This page is for administrators').waitFor();
    expect(await japan.page.getByRole('button', { name: /read-only/i }).count()).toBe(0);
    await japan.open('text');
    await japan.sees(SUNSET);
  });

  it('[S175] [S115] an edit on its way is refused MAINTENANCE, kept, and recorded once when maintenance ends', async () => {
    await norway.placeCaret(SUNSET);
    await norway.type(' Recorded');
    await norway.recorded();
    held = [];
    const effect = await begin(/^Package/);
    expect(effect).toMatch(/\d+ documents become read-only, of one package/);
    expect(effect).toContain('2 live connections are there now');
    await panel().getByText('Vera Okafor').waitFor();
    // The page has not heard of it yet.
    await norway.type(' on its way');
    await waitFor('the refusal', () => heard('MAINTENANCE'));
    release();
    await norway.page
      .getByText('The text is read-only for maintenance, or some of its sections are.')
      .waitFor();
    await state()
      .getByText(/read-only for maintenance: (one edit|\d+ edits) kept/)
      .waitFor();
    expect(await norway.words()).toContain('Recorded on its way');
    expect(await japan.words()).not.toContain('on its way');
    expect(await norway.page.getByText('Words of yours were not recorded').count()).toBe(0);
    await end();
    await norway.recorded();
    await japan.sees('Recorded on its way');
    for (const delegate of [norway, japan]) {
      expect(countOf(await delegate.words(), 'on its way')).toBe(1);
      expect(await delegate.page.getByText('read-only for maintenance').count()).toBe(0);
    }
  }, 60_000);

  it('[S175] while it is on nothing can be typed, the status line says why, and writing goes on by itself', async () => {
    await norway.placeCaret(PENALTIES);
    await begin(/^Package/);
    await state().getByText('read-only for maintenance').waitFor();
    const before = await norway.words();
    await norway.type(' lost');
    expect(await norway.words()).toBe(before);
    await end();
    await state().getByText('read-only for maintenance').waitFor({ state: 'detached' });
    await norway.placeCaret(PENALTIES);
    await norway.type(' and goes on');
    await norway.recorded();
    await japan.sees('and goes on');
    expect([...norway.faults, ...japan.faults, ...admin.faults]).toEqual([]);
  }, 60_000);
});
