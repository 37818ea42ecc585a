import type { Browser } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

/** Looking back on a text: what it was, who wrote it, what changed, and the way back. */
describe('the history of a text', () => {
  let system: RunningSystem;
  let browser: Browser;
  let norway: Delegate;
  let japan: Delegate;

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    const api = new Api(system.address);
    await api.call('setup', { body: coalitionOfThree });
    await api.as(accounts.PRES).call('createPackage', { body: { title: 'Joint Decision on ports' } });
    norway = await Delegate.signIn(browser, system.address, 'NO');
    japan = await Delegate.signIn(browser, system.address, 'JP');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  /** The title of the act, the one block with words in a new package. */
  async function addToTitle(delegate: Delegate, words: string): Promise<void> {
    await delegate.placeCaret('Joint Decision on ports');
    await delegate.type(words);
    await delegate.recorded();
  }

  it('two people edit; the history says who wrote which words', async () => {
    await Promise.all([norway.open('text'), japan.open('text')]);
    await Promise.all([norway, japan].map((delegate) => delegate.sees('Joint Decision on ports')));
    await addToTitle(norway, ' and harbours');
    await japan.sees('Joint Decision on ports and harbours');
    await addToTitle(japan, ' of the coalition');
    await norway.sees('and harbours of the coalition');

    const { page } = norway;
    await norway.open('history');
    await page.getByLabel('Part of the text').selectOption({ label: 'Title' });
    const text = page.getByRole('group', { name: /^The text at that moment/ });
    await text.getByText('of the coalition').focus();
    await text
      .getByRole('status')
      .getByText(/^Haruka Minami \(JP\) wrote this, /)
      .waitFor();
    await page.keyboard.press('ArrowLeft');
    await text
      .getByRole('status')
      .getByText(/^Ingrid Solberg Hauge \(NO\) wrote this, /)
      .waitFor();
    const sittings = page.getByRole('list', { name: /^Edits, versions and named moments/ });
    await sittings.getByText('17 characters added').waitFor();
    await sittings.getByText('13 characters added').waitFor();
  });

  it('the slider goes back by the keyboard, and its place is in the address', async () => {
    const { page } = norway;
    const slider = page.getByRole('slider', { name: 'Moment' });
    await slider.focus();
    await page.keyboard.press('Home');
    const text = page.getByRole('group', { name: /^The text at that moment/ });
    await text.getByText('and harbours').waitFor({ state: 'detached' });
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Edit 1 of \d+/);
    expect(new URL(page.url()).searchParams.get('seq')).toBe('1');
    await page.reload();
    await text.getByText('Joint Decision on ports').waitFor();
    expect(await text.getByText('and harbours').count()).toBe(0);
  });

  it('two moments compare by words', async () => {
    const { page } = norway;
    const compare = page.getByLabel('Compare with');
    const options = await compare.locator('option').allInnerTexts();
    await compare.selectOption({ label: options.at(-1) ?? '' });
    await page.locator('.compared ins', { hasText: 'harbours' }).waitFor();
    await compare.selectOption({ label: 'No comparison' });
    await page.getByRole('group', { name: /^The text at that moment/ }).waitFor();
  });

  it('any two edits compare: the slider sets one of them, and then the other', async () => {
    const { page } = norway;
    const slider = page.getByRole('slider', { name: 'Moment' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Edit 2 of /).waitFor();
    await page.getByRole('button', { name: 'Compare from here' }).click();
    const compare = page.getByLabel('Compare with');
    expect(await compare.locator('option:checked').innerText()).toMatch(/^#2\b/);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: /^What changed from #2\b.* to Edit 3 of / }).waitFor();
    await page.locator('.compared ins').first().waitFor();
    await compare.selectOption({ label: 'No comparison' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByRole('group', { name: /^The text at that moment/ }).waitFor();
  });

  it('the past text is brought back as an edit; the other sees it live, and what she types stays', async () => {
    const { page } = norway;
    await page.getByRole('button', { name: 'Bring this text back' }).click();
    const preview = page.getByRole('dialog').locator('.compared del', { hasText: 'harbours' });
    await preview.first().waitFor();
    await japan.placeCaret('of the coalition');
    await japan.type(' in the north');
    await japan.recorded();
    expect(await norway.confirm('BRING BACK', 'Bring this text back')).toMatch(/^Brought back: edit \d+$/);
    await japan.sees('Joint Decision on ports in the north');
    expect(await japan.words()).not.toContain('harbours');
    await page.getByText('Brought back Title as of edit 1').first().waitFor();
  });

  it('a moment gets a name that others find in the timeline', async () => {
    const { page } = norway;
    await page.getByLabel('Part of the text').selectOption({ label: 'Whole text' });
    await page.getByRole('button', { name: 'Name this moment' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Before the break');
    await page.getByRole('dialog').getByRole('button', { name: 'Name it' }).click();
    await page.getByRole('button', { name: 'Before the break' }).first().waitFor();
    await japan.open('history');
    await japan.page
      .getByRole('button', { name: /^Before the break/ })
      .first()
      .click();
    await japan.page.locator('.past', { hasText: 'Joint Decision on ports in the north' }).waitFor();
    expect([...norway.faults, ...japan.faults]).toEqual([]);
  });
});
