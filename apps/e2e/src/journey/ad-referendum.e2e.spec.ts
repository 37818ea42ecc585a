import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Procedure, Setup } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { testDatabase, type TestDatabase } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const BERN = { seat: 'CH', email: 'bern@ch.example', password: accounts.CH.password };

/** A delegation says it over HTTP subject to its capital, and the clerk of the capital answers at a screen. */
describe('what was said ad referendum', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let browser: Browser;
  let bern: Delegate;
  let procedure: Procedure;

  const api = (account: { readonly email: string; readonly password: string }) =>
    new Api(server.address, account);

  beforeAll(async () => {
    database = await testDatabase('ad_referendum_journey');
    [server, browser] = await Promise.all([
      ServerProcess.start(database, { WEB_DIR: path.resolve('apps/web/dist/site') }),
      launchBrowser(),
    ]);
    const clerk: Setup['people'][number] = {
      name: 'Beatrix Oberholzer',
      email: BERN.email,
      password: BERN.password,
      delegation: 'CH' as DelegationCode,
      roles: ['ministry_signatory'],
      powers: ['endorse'],
    };
    const people = [...coalitionOfThree.people, clerk];
    await new Api(server.address).call('setup', { body: { ...coalitionOfThree, people } });
    const made = await addPackage(api(accounts.SEC), 1);
    const chair = api(accounts.PRES);
    const { id } = await chair.call('package', { params: { package: made.package } });
    const params = { package: id };
    const { packageHash } = await chair.call('tableVersion', { params, body: { revision: 1 } });
    procedure = await chair.call('openProcedure', { params, body: { packageHash, rule: 'UNANIMITY_ABST' } });
    await say('NO', 'act');
    await say('JP', 'act');
    await say('CH', 'actAdReferendum');
    bern = await Delegate.signInAs(browser, server.address, BERN);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  /** Agrees; gives the nonce. */
  async function say(seat: 'NO' | 'JP' | 'CH', how: 'act' | 'actAdReferendum'): Promise<string> {
    const { id, packageHash } = procedure;
    const body = { act: 'agree', packageHash, reason: 'As instructed.', nonce: randomUUID() } as const;
    await api(accounts[seat]).call(how, { params: { procedure: id }, body });
    return body.nonce;
  }

  const confirmButton = () => bern.page.getByRole('button', { name: 'Confirm', exact: true });

  it('the sheet stays, with what was typed, when a colleague answers first, and says why this answer is refused', async () => {
    await bern.open('decision');
    const sheet = await bern.choose('Confirm');
    await sheet.getByLabel('Type REV 1 to confirm').fill('REV 1');
    const params = { procedure: procedure.id };
    const [act] = (await api(accounts.CH).call('procedure', { params })).acts.filter(
      ({ partner }) => partner === 'CH',
    );
    if (act === undefined) throw new Error('nothing was said ad referendum');
    const body = { act: act.nonce, confirm: false, nonce: randomUUID() };
    await api(BERN).call('answerAdReferendum', { params, body });
    await bern.page.getByText('Said ad referendum').waitFor({ state: 'detached' });
    expect(await sheet.getByLabel('Type REV 1 to confirm').inputValue()).toBe('REV 1');
    await sheet.getByRole('button', { name: 'Confirm', exact: true }).click();
    await sheet.getByRole('alert').waitFor();
    await sheet.getByRole('button', { name: 'Cancel' }).click();
  }, 120_000);

  it('confirmed, it is the last answer and ends the procedure, and the clerk reads the receipt with its number', async () => {
    await say('CH', 'actAdReferendum');
    await confirmButton().waitFor();
    await bern.choose('Confirm');
    expect(await bern.confirm('REV 1', 'Confirm')).toMatch(/Record #\d+/);
    await bern.reads('REV 1 was adopted');
    expect(await confirmButton().count()).toBe(0);
    expect(bern.faults).toEqual([]);
  }, 120_000);
});
