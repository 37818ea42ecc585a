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
const BOOK = 'UN sanctions committee: written no-objection (Sanctions committee of the Security Council)';
const ENTRIES = ['Sable Network Ltd', 'Unit 4127', 'Ivan Morozov', 'Anna Marchenko'] as const;

const LISTING = `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="decision"><meta/>
<preface><p>Joint decision on listings</p></preface>
<body><article eId="art_1"><num>Article 1</num><heading>Freeze</heading><paragraph eId="art_1__para_1"><content><p>Funds of those listed in the Annex shall be frozen.</p></content></paragraph></article>
<article eId="art_2"><num>Article 2</num><heading>List</heading><paragraph eId="art_2__para_1"><list>
${ENTRIES.map((name, at) => `<point eId="entry_${String(at + 1)}"><num>(${'abcd'.charAt(at)})</num><content><p>${name}</p></content></point>`).join('\n')}
</list></paragraph></article></body></act></akomaNtoso>`;

/** Scenario 8 as people see it: entries decided severally, one held, the rest published, then the held one in an amendment. */
describe('a listing that is adopted in part', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let folder: string;
  let chair: Delegate;
  let norway: Delegate;
  let secretariat: Delegate;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'entente-part-'));
    database = await testDatabase('part_journey');
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
      .setInputFiles({ name: 'listing.akn.xml', mimeType: 'application/xml', buffer: Buffer.from(LISTING) });
    await page.getByRole('heading', { name: 'What will be imported' }).waitFor();
    await page.getByRole('button', { name: 'Import as a new package' }).click();
    await page.waitForURL('**/p/jsp-1-26/text');
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

  async function toDeadline(past = 1_000): Promise<void> {
    const { deadlineAt } = await procedure();
    await clock.advance((deadlineAt ?? 0) - (await clock.now()) + past);
  }

  /** What `entente verify` says of the file at an address. */
  async function verified(address: string, hash: string): Promise<string> {
    const file = path.join(folder, `${address}.json`);
    await writeFile(file, await (await fetch(`${server.address}/publications/${address}.json`)).text());
    const verify = promisify(execFile);
    const { stdout } = await verify(process.execPath, [
      'scripts/entente.mjs',
      'verify',
      file,
      '--hash',
      hash,
    ]);
    return stdout;
  }

  it('[R210] the chair puts four entries to the decision, each with the provision that it is', async () => {
    await chair.table(1);
    await chair.open('decision');
    const { page } = chair;
    await page.getByRole('button', { name: 'Open a procedure on REV 1' }).click();
    await page.getByLabel('Rule book').selectOption({ label: BOOK });
    const sheet = page.getByRole('dialog');
    await sheet.getByText('This rule book decides entry by entry. Add the entries.').first().waitFor();
    for (const [at, name] of ENTRIES.entries()) {
      const number = String(at + 1);
      if (at > 0) await sheet.getByRole('button', { name: 'Add an entry' }).click();
      const field = sheet.getByLabel(`Add a provision to entry ${number}`);
      const option = field.locator('option', { hasText: name }).last();
      await field.selectOption((await option.getAttribute('value')) ?? '');
      expect(await sheet.getByLabel(`Title of entry ${number}`).inputValue()).toBe(name);
    }
    await chair.confirm('REV 1', 'Open the procedure');
  });

  it('[R83] one entry is held; at the deadline the three others are adopted', async () => {
    await norway.open('decision');
    await norway.page.getByRole('button', { name: 'Place a hold' }).click();
    const sheet = norway.page.getByRole('dialog');
    await sheet.getByLabel('Reason').fill('Is it the same person?');
    await sheet.getByLabel('On', { exact: true }).selectOption({ label: 'Ivan Morozov' });
    await norway.confirm('REV 1', 'Place the hold');
    await toDeadline();
    await untilState('part_adopted');
  });

  it('[R214] the secretariat reads what will and will not appear before the button, and publishes the part', async () => {
    await secretariat.open('publication');
    const { page } = secretariat;
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const sheet = page.getByRole('dialog');
    const appears = sheet.getByRole('region', { name: 'Will appear', exact: true });
    const left = sheet.getByRole('region', { name: 'Will not appear', exact: true });
    await left.getByText('Ivan Morozov').waitFor();
    expect(await appears.innerText()).toMatch(/Sable Network Ltd[^]*Unit 4127[^]*Anna Marchenko/);
    expect(await appears.innerText()).not.toContain('Morozov');
    await secretariat.confirm('JSP 1/26', 'Publish');
  });

  it('[R211] anybody reads three entries and a place, and checks the file against the hash that was decided on', async () => {
    const { packageHash } = await procedure();
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.address}/publications/jsp-1-26`);
    const words = await page.getByRole('main').innerText();
    expect(words).toContain('Anna Marchenko');
    expect(words).toContain('Not decided yet. Left out.');
    expect(await page.content()).not.toMatch(/Morozov|entry_3/);
    const said = await verified('jsp-1-26', packageHash);
    expect(said).toMatch(/^MATCHES IN PART/);
    expect(said).toContain('The package hash is the one you gave.');
    const verification = await (await browser.newContext()).newPage();
    await verification.goto(`${server.address}/verify`);
    await verification.locator('input[type=file]').setInputFiles(path.join(folder, 'jsp-1-26.json'));
    await verification.getByText('To be decided, left out').waitFor();
    await verification.getByText('It has not been changed.').waitFor();
  });

  it('[R212] the hold is lifted, the entry adopted, and the amendment adds it and names the first', async () => {
    await norway.open('decision');
    await norway.page.getByRole('button', { name: 'End it' }).first().click();
    await norway.page.getByRole('dialog').getByLabel('Reason').fill('It is.');
    await norway.confirm('REV 1', 'End the hold');
    await toDeadline(5 * DAY);
    await untilState('adopted');
    await secretariat.open('publication');
    await secretariat.page.getByRole('button', { name: 'Publish the amendment' }).click();
    await secretariat.page.getByRole('dialog').getByText('added by this amendment').waitFor();
    await secretariat.confirm('JSP 1/26', 'Publish');
    const { packageHash } = await procedure();
    const said = await verified('jsp-1-26-amendment-1', packageHash);
    expect(said).toMatch(/^MATCHES: /);
    expect(said).toContain('Amends /publications/jsp-1-26, file sha256:');
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.address}/publications/jsp-1-26-amendment-1`);
    expect(await page.getByRole('main').innerText()).toMatch(/Ivan Morozov/);
    await page.goto(`${server.address}/publications/jsp-1-26`);
    await page.getByText('Amended since by:').waitFor();
  });

  it('no page failed on the way', () => {
    expect([chair, norway, secretariat].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
