import path from 'node:path';
import { steerClock, testDatabase, waitFor, type SteeredClock, type TestDatabase } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** The clock of the database is set forward by days; the server is told not to take that for a fault. */
const SETTINGS = {
  CLOCK_TOLERANCE_MS: '1000000000000',
  CLOSING_SWEEP_SECONDS: '1',
  WEB_DIR: path.resolve('apps/web/dist/site'),
};
const BOOK = 'NATO silence procedure (North Atlantic Council)';

/** A silence procedure as people see it: broken a minute before its end, and adopted at its end while the server was down. */
describe('a text under silence', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let chair: Delegate;
  let norway: Delegate;
  let japan: Delegate;

  beforeAll(async () => {
    database = await testDatabase('silence_journey');
    [server, browser] = await Promise.all([ServerProcess.start(database, SETTINGS), launchBrowser()]);
    await new Api(server.address).call('setup', { body: coalitionOfThree });
    clock = await steerClock(database.adminUrl);
    await addPackage(new Api(server.address, accounts.SEC), 1);
    chair = await Delegate.signIn(browser, server.address, 'PRES');
    norway = await Delegate.signIn(browser, server.address, 'NO');
    japan = await Delegate.signIn(browser, server.address, 'JP');
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  async function underSilence(revision: number): Promise<void> {
    await chair.table(revision);
    await chair.open('decision');
    await chair.page.getByRole('button', { name: `Open a procedure on REV ${String(revision)}` }).click();
    await chair.page.getByLabel('Rule book').selectOption({ label: BOOK });
    await chair.confirm(`REV ${String(revision)}`, 'Open the procedure');
    await chair.page.getByText('Silence is consent').waitFor();
  }

  /** Hours until the deadline that the procedure has. */
  async function untilDeadline(): Promise<number> {
    const api = new Api(server.address, accounts.PRES);
    const { packages } = await api.call('packages', {});
    const [{ id } = { id: undefined }] = packages;
    if (id === undefined) throw new Error('there is no package');
    const { procedures } = await api.call('procedures', { params: { package: id } });
    const deadline = procedures[0]?.deadlineAt;
    if (deadline === null || deadline === undefined) throw new Error('there is no deadline');
    return deadline - (await clock.now());
  }

  it('[R150] is on every screen of its package at once, with its deadline and who has acknowledged it', async () => {
    await norway.open('text');
    await underSilence(1);
    await norway.page.getByRole('link', { name: /Silence on REV 1/ }).click();
    await norway.page.getByRole('button', { name: 'Acknowledge receipt' }).click();
    await chair.page.getByText('1 of 3 delegations acknowledged receipt.').first().waitFor();
  });

  it('[R150] broken one minute before the deadline is broken for everybody who looks at it, and stays so', async () => {
    await japan.open('decision');
    await clock.advance((await untilDeadline()) - MINUTE);
    await norway.page.getByRole('button', { name: 'Break silence' }).click();
    await norway.page.getByRole('dialog').getByLabel('Reason').fill('The sunset is missing.');
    await norway.confirm('OBJECT', 'Record the objection');
    for (const { page } of [chair, norway, japan]) {
      await page.getByText(/REV 1 was not adopted: NO objected/).waitFor();
    }
    await clock.advance(2 * MINUTE);
    await japan.page.reload();
    await japan.page.getByText(/REV 1 was not adopted: NO objected/).waitFor();
  });

  it('[R150] is adopted at its instant although the server was down across the deadline', async () => {
    await underSilence(2);
    const left = await untilDeadline();
    await server.kill();
    await clock.advance(left + HOUR);
    await server.start();
    const api = new Api(server.address, accounts.PRES);
    const { packages } = await api.call('packages', {});
    const id = packages[0]?.id;
    if (id === undefined) throw new Error('there is no package');
    const closed = await waitFor('the adoption', async () => {
      const { procedures } = await api.call('procedures', { params: { package: id } });
      return procedures[0]?.state === 'adopted' ? procedures[0] : undefined;
    });
    expect(closed.closedAt).toBe((closed.deadlineAt ?? 0) + 1);
    await japan.open('decision');
    await japan.page
      .getByText(/REV 2 was adopted/)
      .first()
      .waitFor();
  });

  it('no page failed on the way', () => {
    expect([chair, norway, japan].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
