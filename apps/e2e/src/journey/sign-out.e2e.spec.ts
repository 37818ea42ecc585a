import type { Browser } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

describe('signing out', () => {
  let system: RunningSystem;
  let browser: Browser;

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await new Api(system.address).call('setup', { body: coalitionOfThree });
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  it('does not say signed out while the server did not hear it; once it did, the way back asks again', async () => {
    const { page } = await Delegate.signIn(browser, system.address, 'NO');
    const leave = async (): Promise<void> => {
      await page.getByRole('button', { name: /^Account of/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    await page.context().setOffline(true);
    await leave();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(new URL(page.url()).pathname).toBe('/packages');
    await page.context().setOffline(false);
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL('**/sign-in*');
    await page.goto('/packages');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
