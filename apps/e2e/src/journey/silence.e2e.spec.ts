import { steerClock, testDatabase, type SteeredClock, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Delegate } from './delegate.js';
import { at, STEERED, Union, type PackageOfUnion } from './union.js';

const COREU = 'COREU silence procedure (Council of the European Union)';
const HOUR = 3_600_000;

/** Scenarios 1, 8 and 9 of DOMAIN §5 at the screens of people, with their own instants; the other members are silent, or speak over HTTP. */
describe('twenty-seven under silence', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let union: Union;
  let chair: Delegate;
  let hungary: Delegate;
  let netherlands: Delegate;
  let observer: Delegate;
  let text: PackageOfUnion;

  beforeAll(async () => {
    database = await testDatabase('union_silence');
    [server, browser] = await Promise.all([ServerProcess.start(database, STEERED), launchBrowser()]);
    clock = await steerClock(database.adminUrl);
    await clock.setTo(at('2026-06-01T08:00:00Z'));
    union = await Union.found(server, clock);
    [chair, hungary, netherlands, observer] = await Promise.all([
      union.seat(browser, 'PRES'),
      union.seat(browser, 'HU'),
      union.seat(browser, 'NL'),
      union.seat(browser, 'OBS'),
    ]);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  const everybody = () => [chair, hungary, netherlands, observer];
  const allRead = (words: string | RegExp) =>
    Promise.all(everybody().map(async (person) => person.reads(words)));
  const allOpen = () => Promise.all(everybody().map(async (person) => person.open('decision')));

  /** How long after the actor reads its receipt the others read the words, in ms. */
  async function othersRead(words: string, actor: Delegate, act: () => Promise<unknown>): Promise<number> {
    const others = everybody().filter((person) => person !== actor);
    const seen = Promise.all(others.map(async (person) => person.whenRead(words)));
    const receipt = actor.whenRead('Record #');
    await act();
    return Math.max(...(await seen)) - (await receipt);
  }

  describe('broken and put again (S1)', () => {
    it('[R150] opens at its instant, with its deadline on every screen, and shows who has acknowledged it', async () => {
      text = await union.package(4, everybody());
      await clock.setTo(at('2026-06-08T07:58:00Z'));
      await text.table(1);
      await chair.comesBack();
      await chair.openByBook(1, COREU, { deadline: '2026-06-11T12:00', opens: '2026-06-08T10:00' });
      await Promise.all([hungary.open('decision'), netherlands.open('text'), observer.open('decision')]);
      await clock.stopAt(at('2026-06-08T08:00:00Z'));
      const { openedAt, deadlineAt } = await text.until('open');
      expect([openedAt, deadlineAt]).toEqual([at('2026-06-08T08:00:00Z'), at('2026-06-11T10:00:00Z')]);
      await allRead(/Thu 11 Jun 2026, 12:00 CEST/);
      await netherlands.page.getByRole('link', { name: /Silence on REV 1/ }).click();
      await netherlands.page.getByRole('button', { name: 'Acknowledge receipt' }).click();
      await allRead('1 of 27 delegations acknowledged receipt.');
    }, 120_000);

    it('[R66] [R172] broken one minute before the deadline, it is so on every screen within a second', async () => {
      await clock.stopAt(at('2026-06-09T09:00:00Z'));
      await text.say(['FI'], 'agree', 'We can join.');
      await clock.stopAt(at('2026-06-11T09:59:00Z'));
      await Promise.all(everybody().map(async (person) => person.comesBack()));
      await hungary.reads(/^(1 min 0|0 min 5\d) s left$/);
      const sheet = await hungary.choose('Break silence');
      await sheet.getByLabel('Reason').fill('Article 4 leaves out humanitarian flights.');
      const words = 'REV 1 was not adopted: HU objected, Thu 11 Jun 2026, 11:59 CEST';
      const late = await othersRead(words, hungary, () => hungary.confirm('OBJECT', 'Record the objection'));
      expect(late).toBeLessThan(1_000);
      await allRead('One objection, one explicit endorsement, 25 silent.');
      const { state, closedAt, cause } = await text.procedure();
      expect({ state, closedAt, cause }).toEqual({
        state: 'broken',
        closedAt: at('2026-06-11T09:59:00.000Z'),
        cause: 'objection',
      });
    }, 120_000);

    it('[R66] withdrawn half a minute later, the objection revives nothing', async () => {
      await clock.stopAt(at('2026-06-11T09:59:30Z'));
      const { id: procedure } = await text.procedure();
      const back = union.as('HU').call('speak', {
        params: { procedure },
        body: { type: 'withdraw_objection', nonce: randomUUID() },
      });
      await expect(back).rejects.toMatchObject({ code: 'ALREADY_CLOSED' });
      await clock.setTo(at('2026-06-11T10:00:00.001Z'));
      await observer.page.reload();
      await observer.reads('REV 1 was not adopted: HU objected');
      const { state, nextInstant } = await text.procedure();
      expect({ state, nextInstant }).toEqual({ state: 'broken', nextInstant: null });
    }, 60_000);

    it('[R89] [R157] [R232] put again with 24 hours, it is adopted at its deadline although the server was killed before and started after it', async () => {
      const first = await text.procedure();
      await clock.stopAt(at('2026-06-11T12:00:00Z'));
      await text.table(2);
      await chair.comesBack();
      await chair.openByBook(2, COREU, { period: 'Urgent' });
      const { follows, openedAt, deadlineAt } = await text.procedure();
      expect([follows, openedAt, deadlineAt]).toEqual([
        first.id,
        at('2026-06-11T12:00:00Z'),
        at('2026-06-12T12:00:00Z'),
      ]);
      await allRead('Silence is consent: whoever says nothing until the deadline has agreed.');
      await server.kill();
      await clock.setTo(at('2026-06-12T12:00:00Z') + 2 * HOUR);
      await server.start();
      expect((await text.until('adopted')).closedAt).toBe(at('2026-06-12T12:00:00.001Z'));
      // Their pages have stood open since before the stop, and find the server again by themselves.
      await allRead('REV 2 was adopted, Fri 12 Jun 2026, 14:00 CEST.');
      await allRead('No objection, no explicit endorsement, 27 silent.');
    }, 120_000);
  });

  describe('before another body (forum switch)', () => {
    const NATO = 'NATO silence procedure (North Atlantic Council)';
    const GROUND = 'Hungary does not sit in the planning committee.';

    it('[R90] [R237] what the chair refers is taken on as it is, without a member that is told why', async () => {
      await clock.stopAt(at('2026-06-22T08:00:00Z'));
      text = await union.package(1, everybody());
      await text.table(1);
      await text.openBy('eu-coreu-silence', { deadlineAt: at('2026-06-26T10:00:00Z') });
      await allOpen();
      await chair.page.getByText('More acts of the chair').click();
      const referral = await chair.choose('Refer to another body');
      await referral.getByLabel('Reason').fill('The matter is one of planning.');
      await chair.confirm('REV 1', 'Refer it');
      await allRead('REV 1 was referred, Mon 22 Jun 2026, 10:00 CEST');
      const sheet = await chair.choose('Open again on REV 1');
      await sheet.getByLabel('Rule book').selectOption({ label: NATO });
      await sheet.getByRole('checkbox', { name: 'State of HU' }).uncheck();
      await sheet.getByText('State why the others are not asked: they are told.').first().waitFor();
      await sheet.getByLabel('Why the others are not asked').fill(GROUND);
      await chair.confirm('REV 1', 'Open the procedure');
      const switched = /^Forum switch: taken on by .+ from the procedure on REV 1 .+, without HU\.$/;
      await Promise.all([chair, netherlands, observer].map((person) => person.reads(switched)));
      await hungary.reads(`State of HU is not asked in this procedure: ${GROUND}`);
      await hungary.reads('not asked in this forum');
      expect(await hungary.page.getByRole('button', { name: 'Break silence' }).count()).toBe(0);
      await netherlands.page.getByRole('button', { name: 'Break silence' }).waitFor();
    }, 120_000);

    it('[R235] [R238] it is adopted by the silence of those who are asked, and its record says who was not', async () => {
      const { revision, deadlineAt, electorate } = await text.procedure();
      expect([revision, electorate.length]).toEqual([1, 26]);
      await clock.setTo((deadlineAt ?? 0) + 1_000);
      await text.until('adopted');
      await allRead('No objection, no explicit endorsement, 26 silent.');
      await hungary.page.getByRole('link', { name: 'Decision record' }).first().click();
      await hungary.reads(`State of HU (HU): ${GROUND}`);
    }, 120_000);
  });

  describe('held, as in a committee in New York (S8)', () => {
    /** Places a hold at exactly that instant; gives how long after its receipt the others read that the clock stands. */
    const hold = async (holder: Delegate, iso: string): Promise<number> => {
      await clock.stopAt(at(iso));
      await Promise.all(everybody().map(async (person) => person.comesBack()));
      const sheet = await holder.choose('Place a hold');
      await sheet.getByLabel('Reason').fill('The identifiers are being checked.');
      return othersRead('The clock stands.', holder, () => holder.confirm('REV 1', 'Place the hold'));
    };
    const lift = async (holder: Delegate, iso: string, deadline: string): Promise<number> => {
      await clock.stopAt(at(iso));
      await Promise.all(everybody().map(async (person) => person.comesBack()));
      await holder.choose('End it');
      const late = await othersRead(deadline, holder, () => holder.confirm('REV 1', 'End the hold'));
      await allRead(deadline);
      expect(await chair.page.getByText('The clock stands.').count()).toBe(0);
      return late;
    };

    it('[R80] [R81] a hold stops the clock on every screen; lifted, it runs on with what was left', async () => {
      await clock.setTo(at('2026-06-02T19:00:00Z'));
      text = await union.package(1, everybody());
      await text.table(1);
      const items = [{ id: 'E1', title: 'The first entry', provisions: text.articles }];
      await clock.stopAt(at('2026-06-02T19:10:00Z'));
      await text.openBy('un-committee-no-objection', { lane: 'listing', items });
      await allOpen();
      await allRead('Tue 16 Jun 2026, 23:00 CEST');
      expect(await hold(hungary, '2026-06-10T15:00:00Z')).toBeLessThan(1_000);
      expect(await lift(hungary, '2026-06-12T15:00:00Z', 'Thu 18 Jun 2026, 23:00 CEST')).toBeLessThan(1_000);
    }, 120_000);

    it('[R81] lifted when an hour was left it leaves a working day, and then it is adopted at that instant', async () => {
      await hold(netherlands, '2026-06-18T20:00:00Z');
      await lift(netherlands, '2026-06-19T14:00:00Z', 'Mon 22 Jun 2026, 23:00 CEST');
      await clock.setTo(at('2026-06-22T21:30:00Z'));
      expect((await text.until('adopted')).closedAt).toBe(at('2026-06-22T21:00:00.001Z'));
      await allRead('REV 1 was adopted, Mon 22 Jun 2026, 23:00 CEST.');
    }, 120_000);
  });

  describe('with a parliamentary reserve (S9)', () => {
    /** A renewal under silence until 17 May 2027, 12:00 in Brussels; the Netherlands has reserved on the text. */
    beforeEach(async () => {
      await clock.setTo(at('2027-05-12T10:00:00Z'));
      text = await union.package(1, everybody());
      await netherlands.open('text');
      await netherlands.takePosition('Funds belonging to', 'Reserve', 'Parliamentary scrutiny reserve');
      await text.table(1);
    }, 90_000);

    /** The Netherlands lifts it; gives how long after its receipt the others read so. */
    const lift = async (button: 'End it' | 'Lift it', revision: number): Promise<number> => {
      await netherlands.comesBack();
      const sheet = await netherlands.choose(button);
      await sheet.getByLabel('Reason').fill('The chamber has cleared it.');
      await sheet.getByLabel('Reference').fill('Parliamentary paper 21 501-02');
      return othersRead('The chamber has cleared it.', netherlands, () =>
        netherlands.confirm(`REV ${String(revision)}`, 'End the reserve'),
      );
    };

    it('[R191] [R103] is taken over at opening; lifted in time, the renewal is adopted at its deadline', async () => {
      await chair.open('decision');
      const sheet = await chair.choose('Open a procedure on REV 1');
      await sheet.getByLabel('Rule book').selectOption({ label: COREU });
      await sheet.getByLabel('Period').selectOption({ label: 'A stated deadline' });
      await sheet.getByLabel('Deadline', { exact: true }).fill('2027-05-17T12:00');
      await sheet
        .getByText(/^NL Parliamentary scrutiny reserve .*It stands in the way of adoption/)
        .waitFor();
      await chair.confirm('REV 1', 'Open the procedure');
      await allOpen();
      await allRead(/A live reserve stands in the way: NL/);
      await clock.stopAt(at('2027-05-17T08:00:00Z'));
      expect(await lift('End it', 1)).toBeLessThan(1_000);
      await allRead(/^Lifted Mon 17 May 2027, 10:00 CEST/);
      await allRead('As things stand, it is adopted.');
      await clock.setTo(at('2027-05-17T10:00:30Z'));
      expect((await text.until('adopted')).closedAt).toBe(at('2027-05-17T10:00:00.001Z'));
      await allRead('REV 1 was adopted, Mon 17 May 2027, 12:00 CEST.');
    }, 120_000);

    it('[R70] [R192] [R193] [R194] not lifted, it breaks the renewal, and again when put again; lifted an hour too late it mends nothing', async () => {
      await text.openBy('eu-coreu-silence', { deadlineAt: at('2027-05-17T10:00:00Z') });
      await allOpen();
      // Nobody waits until the pages have joined: what ends before they do is seen on them all the same.
      await clock.setTo(at('2027-05-17T10:15:00Z'));
      const { id, closedAt, cause } = await text.until('broken');
      expect([closedAt, cause]).toEqual([at('2027-05-17T10:00:00.001Z'), 'reserve_not_lifted']);
      const why = 'the reserve of NL had not been lifted by the deadline';
      await allRead(`REV 1 was not adopted: ${why}, Mon 17 May 2027, 12:00 CEST.`);

      await text.table(2);
      const follows = { procedure: id, as: 'reissue' };
      await text.openBy('eu-coreu-silence', { deadlineAt: at('2027-05-18T11:00:00Z'), follows });
      await allRead(/A live reserve stands in the way: NL/);
      await clock.stopAt(at('2027-05-18T12:00:00Z'));
      const broken = await text.until('broken');
      const again = `REV 2 was not adopted: ${why}, Tue 18 May 2027, 13:00 CEST.`;
      await allRead(again);
      expect(await lift('Lift it', 2)).toBeLessThan(1_000);
      await allRead(/^Lifted Tue 18 May 2027, 14:00 CEST/);
      await allRead(again);
      const { state, cause: still, closedAt: then } = await text.procedure();
      expect([state, still, then]).toEqual(['broken', 'reserve_not_lifted', broken.closedAt]);
    }, 120_000);
  });

  it('no page failed on the way', () => {
    expect(everybody().flatMap(({ seat, faults }) => faults.map((fault) => `${seat}: ${fault}`))).toEqual([]);
  });
});
