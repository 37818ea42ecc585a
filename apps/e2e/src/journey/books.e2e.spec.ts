import type { DelegationCode } from '@entente/kernel';
import type { Browser, Page } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';

const SECOND = { name: 'Greta Nyholm', email: 'second@sec.example', password: accounts.SEC.password };

describe('a rule book of one’s own', () => {
  let system: RunningSystem;
  let browser: Browser;

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    const second = {
      ...SECOND,
      delegation: 'SEC' as DelegationCode,
      roles: ['secretariat' as const],
      powers: ['speak' as const, 'propose' as const],
    };
    const people = [...coalitionOfThree.people, second];
    await new Api(system.address).call('setup', { body: { ...coalitionOfThree, people } });
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  const signIn = async ({ email, password }: { email: string; password: string }): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: system.address,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Packages', level: 1 }).waitFor();
    return page;
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const chooseRule = async (page: Page, rule: string): Promise<void> => {
    await button(page, 'Edit').click();
    await page.getByLabel('Rule', { exact: true }).selectOption({ label: rule });
  };
  const save = async (page: Page): Promise<void> => {
    await button(page, 'Save').click();
    await button(page, 'Propose').waitFor();
  };

  it('is copied, edited, fails its examples, is put right, proposed, and activated by another person', async () => {
    const tomas = await signIn(accounts.SEC);
    await tomas.getByRole('link', { name: 'Rule books' }).click();
    await tomas.getByRole('link', { name: 'Unanimity of the partners' }).click();
    await button(tomas, 'Copy').click();
    const dialog = tomas.getByRole('dialog');
    await dialog.getByLabel('Short name of the copy').fill('harbour-rule');
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await tomas.waitForURL('**/coalition/books/rulebook/harbour-rule/1');

    await chooseRule(tomas, 'Simple majority of members');
    await tomas.getByText('2 passed, 2 failed.').waitFor();
    await save(tomas);
    await button(tomas, 'Propose').click();
    await tomas.getByText('This version cannot be used as it stands.').waitFor();

    await chooseRule(tomas, 'Unanimity with abstention');
    await tomas.getByText('4 passed, 0 failed.').waitFor();
    await tomas.getByLabel('Name', { exact: true }).fill('Unanimity in the harbour');
    await button(tomas, 'Add a period').click();
    await tomas.getByLabel('Name of the period', { exact: true }).fill('Before a summit');
    await tomas.getByLabel('Reviewed every so many months').fill('6');
    await tomas.getByLabel('Ends by itself after so many months').fill('12');
    await tomas.getByLabel('Warnings, in days before it').fill('30 7');
    await save(tomas);
    await tomas.getByRole('row', { name: /Periods to choose from .*Before a summit: 72 hours/ }).waitFor();
    await tomas.getByRole('row', { name: /Review and sunset .*reviewed every 6 months.*30, 7/ }).waitFor();
    await tomas
      .getByRole('row', { name: /Name Unanimity of the partners Unanimity in the harbour/ })
      .waitFor();
    await button(tomas, 'Propose').click();
    await tomas.getByText('harbour-rule, version 1: proposed.').waitFor();
    expect(await button(tomas, 'Activate').getAttribute('aria-disabled')).toBe('true');

    const greta = await signIn(SECOND);
    await greta.goto('/coalition/books/rulebook');
    await greta.getByRole('link', { name: 'Unanimity in the harbour' }).click();
    await button(greta, 'Activate').click();
    await greta.getByText('harbour-rule, version 1: in use.').waitFor();
  });
});
