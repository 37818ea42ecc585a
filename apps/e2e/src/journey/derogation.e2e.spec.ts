import path from 'node:path';
import type { BookSummary } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { steerClock, testDatabase, type SteeredClock, type TestDatabase } from '@entente/testing';
import type { Browser } from 'playwright-core';
import { addPackage } from '../attacks/coalition.js';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SETTINGS = {
  CLOCK_TOLERANCE_MS: '1000000000000',
  CLOSING_SWEEP_SECONDS: '1',
  WEB_DIR: path.resolve('apps/web/dist/site'),
};
const SECOND = { name: 'Greta Nyholm', email: 'second@sec.example', password: accounts.SEC.password };

/** A hold with its short extension, adoption, and a request for a derogation that somebody objects to: all of it on the screen. */
describe('a hold, and a derogation afterwards', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let chair: Delegate;
  let norway: Delegate;
  let japan: Delegate;
  let swiss: Delegate;

  beforeAll(async () => {
    database = await testDatabase('derogation_journey');
    [server, browser] = await Promise.all([ServerProcess.start(database, SETTINGS), launchBrowser()]);
    const second = {
      ...SECOND,
      delegation: 'SEC' as DelegationCode,
      roles: ['secretariat' as const],
      powers: ['speak' as const, 'propose' as const],
    };
    const people = [...coalitionOfThree.people, second];
    await new Api(server.address).call('setup', { body: { ...coalitionOfThree, people } });
    clock = await steerClock(database.adminUrl);
    await addPackage(new Api(server.address, accounts.SEC), 1);
    await harbourRules();
    [chair, norway, japan, swiss] = await Promise.all([
      Delegate.signIn(browser, server.address, 'PRES'),
      Delegate.signIn(browser, server.address, 'NO'),
      Delegate.signIn(browser, server.address, 'JP'),
      Delegate.signIn(browser, server.address, 'CH'),
    ]);
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  /** Silence with holds of four days, extended by two at most, and derogations within a day, counted by a simple majority. */
  async function harbourRules(): Promise<void> {
    const office = new Api(server.address, accounts.SEC);
    const params = { kind: 'rulebook', book: 'nato-silence', version: 1 } as const;
    const made: BookSummary = await office.call('copyBook', { params, body: { as: 'harbour-silence' } });
    const own = { kind: 'rulebook', book: made.book, version: made.version } as const;
    const { of } = await office.call('book', { params: own });
    if (of.kind !== 'rulebook') throw new Error('no rule book was copied');
    const content = {
      ...of.content,
      name: 'Silence in the harbour',
      onObjection: 'suspend' as const,
      hold: {
        max: { unit: 'days' as const, n: 4 },
        warnings: [{ unit: 'days' as const, n: 1 }],
        extension: { unit: 'days' as const, n: 2 },
      },
      derogation: {
        period: { unit: 'days' as const, n: 1 },
        onObjection: { id: 'SIMPLE_MAJORITY_MEMBERS' as const },
      },
    };
    const saved = await office.call('saveBook', {
      params: own,
      body: { hash: made.hash, of: { kind: 'rulebook', content } },
    });
    await office.call('proposeBook', { params: own, body: { hash: saved.hash } });
    const other = new Api(server.address, SECOND);
    await other.call('activateBook', { params: own, body: { hash: saved.hash } });
  }

  /** An instant as a field of date and time takes it, in the zone of the reader. */
  const wallTime = ({ page }: Delegate, ms: number): Promise<string> =>
    page.evaluate((at) => {
      const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
      return local.toISOString().slice(0, 16);
    }, ms);
  const press = (who: Delegate, name: string): Promise<void> =>
    who.page.getByRole('button', { name, exact: true }).click();
  const fill = (who: Delegate, label: string, value: string): Promise<void> =>
    who.page.getByRole('dialog').getByLabel(label).fill(value);

  it('[R80] [R200] [R201] a hold stops the clock; its holder asks for a short extension, and the chair grants it', async () => {
    await chair.table(1);
    await chair.open('decision');
    await press(chair, 'Open a procedure on REV 1');
    await chair.page
      .getByLabel('Rule book')
      .selectOption({ label: 'Silence in the harbour (North Atlantic Council)' });
    await chair.confirm('REV 1', 'Open the procedure');
    await norway.open('decision');
    await press(norway, 'Place a hold');
    await fill(norway, 'Reason', 'The capital reads it.');
    await norway.confirm('REV 1', 'Place the hold');
    await press(norway, 'Ask for an extension');
    await fill(norway, 'Hold until', await wallTime(norway, (await clock.now()) + 5 * DAY));
    await fill(norway, 'Reason', 'The court rules on Monday.');
    await norway.confirm('REV 1', 'Ask for the extension');
    await chair.page.getByText(/Asks for more time, until .*The court rules on Monday\./).waitFor();
    await press(chair, 'Extend it');
    await chair.confirm('REV 1', 'Extend the hold');
    await japan.open('decision');
    await japan.page.getByText('Extended; it was to run out').first().waitFor();
    await clock.advance(4 * DAY + HOUR);
    await press(norway, 'End it');
    await norway.confirm('REV 1', 'End the hold');
    await japan.page.getByText('Lifted').first().waitFor();
    // It has held once.
    const held = 'A delegation places one hold on the same, and has it extended once.';
    const again = (who: Delegate) => who.page.getByRole('button', { name: 'Place a hold', exact: true });
    await norway.page.getByText('Lifted').first().waitFor();
    expect(await again(norway).getAttribute('title')).toBe(held);
    expect(await again(japan).getAttribute('title')).toBeNull();
  });

  it('[R204] under what was adopted a delegation asks for a derogation, which everybody sees with its clock', async () => {
    await clock.advance(4 * DAY);
    for (const who of [japan, norway, swiss]) {
      await who.open('decision');
      await who.page
        .getByText(/REV 1 was adopted/)
        .first()
        .waitFor();
    }
    await press(norway, 'Ask for a derogation');
    await fill(norway, 'Whom or what it is for', 'MV Northern Light');
    await fill(norway, 'Ground', 'It carries medicine.');
    await norway.page
      .getByRole('dialog')
      .getByText(/Granted by silence at .*Majority of the members/)
      .waitFor();
    const receipt = await norway.confirm('REV 1', 'Ask for it');
    expect(receipt).toMatch(/Record #\d+/);
    const card = japan.page.getByRole('article', { name: 'NO: MV Northern Light' });
    await card.getByText('Granted unless somebody objects.').waitFor();
    await card.getByText('It carries medicine.').waitFor();
  });

  it('[R91] [R205] objected to it is counted, and granted with the last answer', async () => {
    const card = (who: Delegate) => who.page.getByRole('article', { name: 'NO: MV Northern Light' });
    await card(japan).getByRole('button', { name: 'Object', exact: true }).click();
    await fill(japan, 'Reason', 'Others carry medicine.');
    await japan.confirm('REV 1', 'Object');
    await card(swiss)
      .getByText(/Somebody objected: it is counted\. Awaited: CH, NO/)
      .waitFor();
    for (const who of [swiss, norway]) {
      await card(who).getByRole('button', { name: 'Agree', exact: true }).click();
      await who.confirm('REV 1', 'Agree');
    }
    for (const who of [japan, swiss, norway])
      await card(who)
        .getByText(/^Granted /)
        .waitFor();
    await chair.open('record');
    await chair.page.getByText('Derogation asked for').first().waitFor();
  });

  it('[R203] [R205] another is asked for when the rule book is retired, and taken back by who asked', async () => {
    const other = new Api(server.address, SECOND);
    const { books } = await other.call('books', { params: { kind: 'rulebook' } });
    const used = books.find(({ book }) => book === 'harbour-silence');
    if (used === undefined) throw new Error('there is no rule book of the harbour');
    const { book, version, hash } = used;
    await other.call('retireBook', { params: { kind: 'rulebook', book, version }, body: { hash } });
    await norway.open('decision');
    await press(norway, 'Ask for a derogation');
    await norway.page
      .getByRole('dialog')
      .getByText(/Granted by silence at \w{3} .*Majority of the members/)
      .waitFor();
    await fill(norway, 'Whom or what it is for', 'MV Southern Cross');
    await fill(norway, 'Ground', 'A mistake.');
    await norway.confirm('REV 1', 'Ask for it');
    const card = norway.page.getByRole('article', { name: 'NO: MV Southern Cross' });
    await card.getByRole('button', { name: 'Take the request back' }).click();
    await fill(norway, 'Reason', 'Another ship.');
    await norway.confirm('REV 1', 'Take it back');
    await card.getByText(/^Taken back /).waitFor();
  });

  it('no page failed on the way', () => {
    expect([chair, norway, japan, swiss].flatMap(({ faults }) => faults)).toEqual([]);
  });
});
