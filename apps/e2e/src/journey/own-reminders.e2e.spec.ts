import { steerClock, testDatabase, type SteeredClock, type TestDatabase } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Delegate } from './delegate.js';
import { at, STEERED, Union, type PackageOfUnion } from './union.js';

const COREU = 'COREU silence procedure (Council of the European Union)';
const WORDS = 'We understand Article 4 as leaving out humanitarian flights.';

/** What one delegation arranges for itself, and what two say together, at their screens. */
describe('reminders and joint declarations at the screens', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let chair: Delegate;
  let hungary: Delegate;
  let netherlands: Delegate;
  let finland: Delegate;
  let text: PackageOfUnion;

  beforeAll(async () => {
    database = await testDatabase('own_reminders');
    [server, browser] = await Promise.all([ServerProcess.start(database, STEERED), launchBrowser()]);
    clock = await steerClock(database.adminUrl);
    await clock.setTo(at('2026-06-08T07:00:00Z'));
    const union = await Union.found(server, clock);
    [chair, hungary, netherlands, finland] = await Promise.all([
      union.seat(browser, 'PRES'),
      union.seat(browser, 'HU'),
      union.seat(browser, 'NL'),
      union.seat(browser, 'FI'),
    ]);
    text = await union.package(4, [chair, hungary, netherlands, finland]);
    await text.table(1);
    await chair.openByBook(1, COREU, { deadline: '2026-06-11T12:00' });
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  it('[R240] are set in the settings, a time of one’s own among them, and stand on the card of a procedure', async () => {
    const { page } = hungary;
    await hungary.open('decision');
    await hungary.reads('Your calendar file rings 1 day and 2 hours before. No other reminder is sent.');
    await page.goto('/settings');
    const section = page.getByRole('region', { name: 'Reminders of deadlines' });
    await section.getByLabel('2 hours').uncheck();
    await section.getByLabel('Another time before').fill('5');
    await section.getByRole('button', { name: 'Add' }).click();
    await section.getByLabel('In notifications').check();
    await section.getByRole('button', { name: 'Save reminders' }).click();
    await hungary.reads('Saved. Times that have passed by now are not made up for.');
    await hungary.open('decision');
    await hungary.reads('You are reminded 1 day and 5 hours before, in notifications.');
    await netherlands.open('decision');
    await netherlands.reads('Your calendar file rings 1 day and 2 hours before. No other reminder is sent.');
  }, 120_000);

  it('[R240] are set for one procedure alone', async () => {
    const dialog = await hungary.choose('Change reminders');
    await dialog.getByRole('radio', { name: 'Other reminders' }).check();
    await dialog.getByLabel('1 day').uncheck();
    await dialog.getByLabel('5 hours').uncheck();
    await dialog.getByLabel('4 hours').check();
    await dialog.getByRole('button', { name: 'Save reminders' }).click();
    await hungary.reads('You are reminded 4 hours before, in notifications.');
  }, 60_000);

  it('[R241] come at their time, to whoever set them', async () => {
    await clock.setTo(at('2026-06-11T06:00:00Z'));
    await hungary.page.getByRole('button', { name: /Notifications, 2 unread/ }).click();
    await hungary.reads('A reminder: your delegation has not answered yet.');
    await hungary.page.getByRole('button', { name: 'Close' }).click();
    await netherlands.page.reload();
    await netherlands.page.getByRole('button', { name: /^Notifications, 1 unread$/ }).waitFor();
  }, 60_000);

  it('[R243][R244] one drafts, the other joins by its own act, and then all read it', async () => {
    await Promise.all([hungary, netherlands, finland].map((person) => person.open('decision')));
    await hungary.page.getByText('More acts of the delegation').click();
    const sheet = await hungary.choose('Make a declaration');
    await sheet.getByLabel('Kind').selectOption({ label: 'Interpretative declaration' });
    await sheet.getByLabel('State of NL').check();
    await sheet.getByLabel('Words of the declaration').fill(WORDS);
    await hungary.confirm('REV 1', 'Put it before them');
    await hungary.reads('Declarations open for joining');
    await netherlands.reads('State of NL has not joined');
    expect(await finland.page.getByText(WORDS).count()).toBe(0);
    await netherlands.choose('Join the declaration');
    await netherlands.confirm('REV 1', 'Join the declaration');
    await finland.reads('State of HU, State of NL');
    await finland.reads(WORDS);
    expect(await hungary.page.getByText('Declarations open for joining').count()).toBe(0);
    expect([hungary, netherlands, finland].flatMap(({ faults }) => faults)).toEqual([]);
  }, 120_000);
});
