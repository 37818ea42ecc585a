import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { steerClock, testDatabase, waitFor, type SteeredClock, type TestDatabase } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const DAY = 86_400_000;
/** The clock of the database is set forward by days; the server is told not to take that for a fault. */
const SETTINGS = {
  CLOCK_TOLERANCE_MS: '1000000000000',
  CLOSING_SWEEP_SECONDS: '1',
  WEB_DIR: path.resolve('apps/web/dist/site'),
};

const ACT = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="decision"><meta/>
<preface><p>Joint decision on a freeze</p></preface>
<body><article eId="art_1"><num>Article 1</num><heading>Freeze</heading><paragraph eId="art_1__para_1"><content><p>Funds of persons and entities listed shall be frozen, and shall be frozen without delay.</p></content></paragraph></article>
</body></act></akomaNtoso>`;

/** A slip of the pen, found after the adoption and the publication. */
describe('a corrigendum', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let folder: string;
  let chair: Delegate;
  let norway: Delegate;
  let secretariat: Delegate;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'entente-corrigendum-'));
    database = await testDatabase('corrigendum_journey');
    [server, browser] = await Promise.all([ServerProcess.start(database, SETTINGS), launchBrowser()]);
    await new Api(server.address).call('setup', { body: coalitionOfThree });
    clock = await steerClock(database.adminUrl);
    secretariat = await Delegate.signIn(browser, server.address, 'SEC');
    chair = await Delegate.signIn(browser, server.address, 'PRES');
    norway = await Delegate.signIn(browser, server.address, 'NO');
    const { page } = secretariat;
    await page.getByRole('button', { name: 'Import Akoma Ntoso' }).click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name: 'freeze.akn.xml', mimeType: 'application/xml', buffer: Buffer.from(ACT) });
    await page.getByRole('heading', { name: 'What will be imported' }).waitFor();
    await page.getByRole('button', { name: 'Import as a new package' }).click();
    await page.waitForURL('**/p/jsp-1-26/text');
    await chair.table(1);
    await chair.open('decision');
    await chair.page.getByRole('button', { name: 'Open a procedure on REV 1' }).click();
    await chair.page
      .getByLabel('Rule book')
      .selectOption({ label: 'NATO silence procedure (North Atlantic Council)' });
    await chair.confirm('REV 1', 'Open the procedure');
    const { deadlineAt } = await procedure();
    await clock.advance((deadlineAt ?? 0) - (await clock.now()) + 1_000);
    await untilState('adopted');
    await secretariat.open('publication');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await secretariat.confirm('JSP 1/26', 'Publish');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function procedure() {
    const api = new Api(server.address, accounts.PRES);
    const [{ id } = { id: undefined }] = (await api.call('packages', {})).packages;
    if (id === undefined) throw new Error('there is no package');
    const [found] = (await api.call('procedures', { params: { package: id } })).procedures;
    if (found === undefined) throw new Error('there is no procedure');
    return found;
  }

  async function untilState(state: string): Promise<void> {
    await waitFor(`the procedure to be ${state}`, async () => {
      const found = await procedure();
      return found.state === state ? found : undefined;
    });
  }

  /** What `entente verify` says of the file at an address. */
  async function verified(address: string, hash: string): Promise<string> {
    const file = path.join(folder, `${address}.json`);
    await writeFile(file, await (await fetch(`${server.address}/publications/${address}.json`)).text());
    const verify = promisify(execFile);
    const arguments_ = ['scripts/entente.mjs', 'verify', file, '--hash', hash];
    const { stdout } = await verify(process.execPath, arguments_);
    return stdout;
  }

  /** Fills the sheet of a corrigendum with one passage. */
  async function write(before: string, after: string): Promise<void> {
    await secretariat.open('decision');
    await secretariat.page.getByRole('button', { name: 'Correct the form' }).click();
    const sheet = secretariat.page.getByRole('dialog');
    const where = sheet.getByLabel('Where');
    const option = where.locator('option', { hasText: 'Funds of persons' }).last();
    await where.selectOption((await option.getAttribute('value')) ?? '');
    await sheet.getByLabel('For', { exact: true }).fill(before);
    await sheet.getByLabel('Read', { exact: true }).fill(after);
  }

  it('[R217] the secretariat is told at the field which words do not stand there once, and then what will stand', async () => {
    await write('shall be frozen', 'are frozen');
    const sheet = secretariat.page.getByRole('dialog');
    await sheet.getByText('These words stand there more than once.').first().waitFor();
    await sheet.getByLabel('For', { exact: true }).fill('persons and entities');
    await sheet.getByLabel('Read', { exact: true }).fill('persons, groups and entities');
    await sheet.getByText('Say in the note why it is of form only.').first().waitFor();
    await sheet.getByLabel('Note').fill('The basic act names groups too.');
    const outcome = sheet.getByRole('region', { name: 'What will stand' });
    expect(await outcome.innerText()).toMatch(
      /Article 1.*for “persons and entities” read “persons, groups and entities”[^]*sha256:/,
    );
    const receipt = await secretariat.confirm('REV 1', 'File the corrigendum');
    expect(receipt).toMatch(/Corrigendum filed|corrigendum to REV 1/);
  });

  it('[R97] every partner reads its passages, and the text as it would be, while it may contest it', async () => {
    await norway.open('decision');
    const { page } = norway;
    const corrigenda = page.getByRole('region', { name: 'Corrigenda' });
    await corrigenda.getByText('persons, groups and entities').waitFor();
    await corrigenda.getByRole('button', { name: 'Contest the corrigendum' }).waitFor();
    await corrigenda.getByRole('link', { name: 'Read the text as corrected' }).click();
    await page.getByText('Funds of persons, groups and entities listed shall be frozen').waitFor();
    await page.getByText('This is REV 1 as a corrigendum makes it.').waitFor();
    // The browser counts the hash of the corrected words by itself.
    await page.getByText('differs', { exact: false }).waitFor({ state: 'hidden' });
    // What is published stays as it is while it runs.
    await secretariat.open('publication');
    expect(await secretariat.page.getByRole('button', { name: 'Publish the corrected text' }).count()).toBe(
      0,
    );
  });

  it('[R215] [R218] nobody contests it: it stands, and the corrected text is published as an amendment', async () => {
    const before = (await procedure()).core.packageHash;
    await clock.advance(DAY + 2_000);
    await waitFor('the corrigendum to stand', async () =>
      (await procedure()).core.packageHash === before ? undefined : true,
    );
    const { packageHash } = (await procedure()).core;
    await secretariat.open('publication');
    await secretariat.page.getByRole('button', { name: 'Publish the corrected text' }).click();
    await secretariat.page
      .getByRole('dialog')
      .getByText('The text appears as a corrigendum left it')
      .waitFor();
    await secretariat.confirm('JSP 1/26', 'Publish');
    const said = await verified('jsp-1-26-amendment-1', packageHash);
    expect(said).toMatch(/^MATCHES: /);
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.address}/publications/jsp-1-26-amendment-1`);
    const words = await page.getByRole('main').innerText();
    expect(words).toContain('Funds of persons, groups and entities listed shall be frozen');
    expect(words).toContain('The basic act names groups too.');
    await page.goto(`${server.address}/publications/jsp-1-26`);
    await page.getByText('Amended since by:').waitFor();
  });

  it('[R216] a second one is contested, and falls; what was adopted stays as it is', async () => {
    const { packageHash } = (await procedure()).core;
    await write('shall be frozen,', 'are to be frozen,');
    const sheet = secretariat.page.getByRole('dialog');
    await sheet.getByLabel('Note').fill('Drafting practice.');
    await secretariat.confirm('REV 1', 'File the corrigendum');
    await norway.open('decision');
    await norway.page.getByRole('button', { name: 'Contest the corrigendum' }).click();
    const contest = norway.page.getByRole('dialog');
    await contest.getByText('What was adopted stays adopted, in its words.').waitFor();
    await contest.getByLabel('Reason').fill('It changes an obligation.');
    await norway.confirm('REV 1', 'Contest it');
    await norway.page.getByText('was contested.').first().waitFor();
    const after = await procedure();
    expect([after.state, after.core.packageHash]).toEqual(['adopted', packageHash]);
  });

  it('no page failed on the way', () => {
    expect([chair, norway, secretariat].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
