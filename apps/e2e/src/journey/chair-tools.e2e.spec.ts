import type { Browser, Page } from 'playwright-core';
import { Auditor } from '../accessibility/auditor.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { chair, DemoProgress, heads } from '../screenshots/demo-progress.js';

const PACKAGE = '/p/jsp-1-26';

/** Short ones over the demo: a zone of one's own, the mark *agreed*, two texts beside each other. */
describe('tools beside the text', () => {
  let system: RunningSystem;
  let browser: Browser;
  let people: Auditor;

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await fetch(`${system.address}/api/v1/setup/demo`, {
      method: 'POST',
      headers: { origin: system.address },
    });
    people = new Auditor(browser, system.address);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  const at = async (account: string, address: string): Promise<Page> => {
    const page = await people.pageOf(account);
    await page.goto(address);
    return page;
  };

  it('a person chooses a time zone, and every instant is shown in it from then on', async () => {
    const page = await at(heads.NO, '/settings');
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByText(/^It is now .+ (JST|GMT\+9)\.$/).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. Every instant is shown in that zone.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo');
    await page.getByText(/^It is now .+ (JST|GMT\+9)\.$/).waitFor();
  }, 60_000);

  it('the chair marks a provision as agreed ad referendum, a delegation sees it, and the chair takes it away', async () => {
    const desk = await at(chair, `${PACKAGE}/desk`);
    const mark = desk.getByRole('button', { name: /^Mark .+ as agreed ad referendum$/ }).first();
    const citation = /^Mark (.+) as agreed ad referendum$/.exec(
      (await mark.getAttribute('aria-label')) ?? '',
    )?.[1];
    await mark.click();
    const unmark = desk.getByRole('button', { name: `Take the mark away from ${String(citation)}` });
    await unmark.waitFor();
    const delegate = await at(heads.NO, `${PACKAGE}/text`);
    await delegate.getByText('ad ref.').first().waitFor();
    await unmark.click();
    await desk.getByRole('button', { name: `Mark ${String(citation)} as agreed ad referendum` }).waitFor();
  }, 60_000);

  it('two texts stand beside each other at an address that another person opens', async () => {
    const demo = new DemoProgress(system.address);
    await demo.find();
    await demo.decide(1);
    const page = await at(chair, `${PACKAGE}/compare`);
    await page.getByLabel('Shown as').selectOption({ label: 'Four columns for a meeting' });
    await page.getByRole('table').waitFor();
    const { pathname, search } = new URL(page.url());
    const other = await at(heads.NO, `${pathname}${search}`);
    await other.getByRole('table').waitFor();
    expect(await other.getByLabel('Shown as').inputValue()).toBe(
      await page.getByLabel('Shown as').inputValue(),
    );
    expect(await people.faults(other)).toEqual([]);
  }, 90_000);
});
