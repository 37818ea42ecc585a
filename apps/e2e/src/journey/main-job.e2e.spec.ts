import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const ACT = 'apps/server/src/coalition/demo/joint-decision.akn.xml';
const SUNSET = 'This Decision shall apply until 30 November 2027.';
const PENALTIES = 'Each partner shall lay down the rules on penalties';

/** The main job, from the first keystroke to the published text, by what people read and press. */
describe('three delegations, from a file to a verified publication', () => {
  let system: RunningSystem;
  let browser: Browser;
  let folder: string;
  let norway: Delegate;
  let japan: Delegate;
  let switzerland: Delegate;
  let chair: Delegate;
  let secretariat: Delegate;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'entente-journey-'));
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await new Api(system.address).call('setup', { body: coalitionOfThree });
    norway = await Delegate.signIn(browser, system.address, 'NO');
    japan = await Delegate.signIn(browser, system.address, 'JP');
    switzerland = await Delegate.signIn(browser, system.address, 'CH');
    chair = await Delegate.signIn(browser, system.address, 'PRES');
    secretariat = await Delegate.signIn(browser, system.address, 'SEC');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('the secretariat begins a package from an Akoma Ntoso act, after reading the report', async () => {
    const { page } = secretariat;
    await page.getByRole('button', { name: 'Import Akoma Ntoso' }).click();
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles(ACT);
    await page.getByRole('heading', { name: 'What will be imported' }).waitFor();
    await page.getByRole('button', { name: 'Import as a new package' }).click();
    await page.waitForURL('**/p/jsp-1-26/text');
    await secretariat.sees(SUNSET);
  });

  it('three delegations edit at once, in one article and in others; each sees all of it recorded', async () => {
    const all = [norway, japan, switzerland];
    await Promise.all(all.map(async (delegate) => delegate.open('text')));
    await Promise.all(all.map(async (delegate) => delegate.sees(SUNSET)));
    // Two carets stand at the very same place of one provision.
    await Promise.all([
      norway.placeCaret(SUNSET),
      japan.placeCaret(PENALTIES),
      switzerland.placeCaret(SUNSET),
    ]);
    await Promise.all([
      norway.type(' Norway adds a review in June.'),
      japan.type(' Japan adds a word on courts.'),
      switzerland.type(' Switzerland adds a notice.'),
    ]);
    await Promise.all(all.map(async (delegate) => delegate.recorded()));
    for (const delegate of all) {
      await delegate.sees('Norway adds a review in June.');
      await delegate.sees('Switzerland adds a notice.');
      await delegate.sees('Japan adds a word on courts.');
    }
    const texts = await Promise.all(all.map(async (delegate) => delegate.words()));
    expect(new Set(texts).size).toBe(1);
  });

  it('two positions are taken, on provisions that will and will not change', async () => {
    await norway.takePosition(SUNSET, 'Support');
    await norway.takePosition(PENALTIES, 'Can accept');
  });

  it('the chair tables REV 1 and opens a procedure; an objection ends it at once', async () => {
    expect(await chair.table(1)).toContain('REV 1 is tabled');
    await chair.openProcedure(1);
    expect(await norway.act('Agree', 'As instructed.')).toContain('Record #');
    expect(await switzerland.act('Object', 'The sunset is too far away.')).toContain('Record #');
    await chair.page.getByText('CH objected').waitFor();
  });

  it('the text is open again; the words change; positions on unchanged words carry over, others do not', async () => {
    await switzerland.open('text');
    await switzerland.sees(SUNSET);
    await switzerland.placeCaret(SUNSET);
    await switzerland.type(' It may end sooner.');
    await switzerland.recorded();
    await norway.open('text');
    await norway.sees('It may end sooner.');
    await norway.editor.getByText(PENALTIES).last().click();
    const rail = norway.page.getByRole('complementary', { name: 'Positions and versions' });
    await rail.getByText('Can accept').first().waitFor();
    expect(await rail.getByText(/given for other words/i).count()).toBe(0);
    await norway.editor.getByText(SUNSET).last().click();
    await rail
      .getByText(/given for other words/i)
      .first()
      .waitFor();
  });

  it('REV 2 is adopted by the last partner’s act, an abstention', async () => {
    expect(await chair.table(2)).toContain('REV 2 is tabled');
    await chair.openProcedure(2);
    await norway.act('Agree', '');
    await switzerland.act('Agree', 'The sooner end meets our concern.');
    expect(await japan.act('Abstain', 'Without instructions.')).toContain('REV 2 is adopted');
    await norway.page.getByText('REV 2 was adopted').first().waitFor();
  });

  it('the secretariat publishes; anyone reads the page without a session or a script', async () => {
    await secretariat.open('publication');
    await secretariat.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await secretariat.confirm('JSP 1/26', 'Publish');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${system.address}/publications/jsp-1-26`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('main').innerText()).toContain('It may end sooner.');
    await context.close();
  });

  it('the published file verifies in the browser and offline; a tampered one is named where it differs', async () => {
    const bytes = await (await fetch(`${system.address}/publications/jsp-1-26.json`)).text();
    const whole = path.join(folder, 'whole.json');
    const tampered = path.join(folder, 'tampered.json');
    await writeFile(whole, bytes);
    await writeFile(tampered, bytes.replace('It may end sooner.', 'It may end later.'));
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${system.address}/verify`);
    await page.locator('input[type=file]').setInputFiles(whole);
    await page.getByText('It has not been changed.').waitFor();
    await page.goto(`${system.address}/verify`);
    await page.locator('input[type=file]').setInputFiles(tampered);
    await page.getByText('The file differs from the text that was decided.').waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Article 16');
    const verify = promisify(execFile);
    const good = await verify(process.execPath, ['scripts/entente.mjs', 'verify', whole]);
    expect(good.stdout).toMatch(/^matches/i);
    const bad = await verify(process.execPath, ['scripts/entente.mjs', 'verify', tampered]).catch(
      (error: { stdout: string; code: number }) => error,
    );
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.stdout).toMatch(/^differs[^]*Article 16/i);
    expect(await readFile(whole, 'utf8')).toBe(bytes);
  });

  it('no page failed on the way', () => {
    const everyone = [norway, japan, switzerland, chair, secretariat];
    expect(everyone.flatMap(({ seat, faults }) => faults.map((fault) => `${seat}: ${fault}`))).toEqual([]);
  });
});
