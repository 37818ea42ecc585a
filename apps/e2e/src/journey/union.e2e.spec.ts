import path from 'node:path';
import { steerClock, testDatabase, waitFor, type SteeredClock, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Delegate } from './delegate.js';
import { MEMBERS, STEERED, Union, type PackageOfUnion } from './union.js';

/** On a machine that is busy with other things. */
const PATIENCE = 400_000;
const COREU = 'COREU silence procedure (Council of the European Union)';
/** Fifteen members six inhabitants above 65 %, and fifteen nine below (DOMAIN §5, S4). */
const SIX_ABOVE = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI'.split(' ');
const NINE_BELOW = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK'.split(' ');
const without = (members: readonly string[], ...left: readonly string[]): string =>
  members.filter((member) => !left.includes(member)).join(' ');
const others = (members: readonly string[]): readonly string[] =>
  MEMBERS.filter((one) => !members.includes(one));
const at = (iso: string): number => Date.parse(iso);

/** The scenarios of DOMAIN §5 with the 27, their instants and figures, as people see them at their screens. */
describe('the Union decides', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let clock: SteeredClock;
  let browser: Browser;
  let union: Union;
  let chair: Delegate;
  let hungary: Delegate;
  let finland: Delegate;
  let netherlands: Delegate;

  beforeAll(async () => {
    database = await testDatabase('union_journey');
    const settings = { ...STEERED, WEB_DIR: path.resolve('apps/web/dist/site') };
    [server, browser] = await Promise.all([ServerProcess.start(database, settings), launchBrowser()]);
    clock = await steerClock(database.adminUrl);
    await clock.setTo(at('2026-06-01T08:00:00Z'));
    union = await Union.found(server, clock);
    chair = await union.seat(browser, 'PRES');
    hungary = await union.seat(browser, 'HU');
    finland = await union.seat(browser, 'FI');
  }, PATIENCE);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  const everybody = () => [chair, hungary, finland];

  /** Until the procedure is in that state, and on it. */
  const until = (text: PackageOfUnion, state: string) =>
    waitFor(`the procedure to be ${state}`, async () => {
      const procedure = await text.procedure();
      return procedure.state === state ? procedure : undefined;
    });

  /** How long after this moment all of them read it, in milliseconds. */
  async function readBy(people: readonly Delegate[], words: string | RegExp): Promise<number> {
    const since = performance.now();
    await Promise.all(people.map((person) => person.reads(words)));
    return performance.now() - since;
  }

  describe('under silence (S1)', () => {
    let text: PackageOfUnion;

    it(
      '[R150] opens at its instant, with its deadline on every screen',
      async () => {
        text = await union.package(...everybody());
        await clock.setTo(at('2026-06-08T07:58:00Z'));
        await text.table(1);
        await chair.comesBack();
        await chair.openByBook(1, COREU, { deadline: '2026-06-11T12:00', opens: '2026-06-08T10:00' });
        await Promise.all([hungary.open('decision'), finland.open('text')]);
        await clock.stopAt(at('2026-06-08T08:00:00Z'));
        const { openedAt, deadlineAt } = await until(text, 'open');
        expect([openedAt, deadlineAt]).toEqual([at('2026-06-08T08:00:00Z'), at('2026-06-11T10:00:00Z')]);
        await Promise.all(everybody().map((person) => person.reads(/Thu 11 Jun 2026, 12:00 CEST/)));
      },
      PATIENCE,
    );

    it(
      '[R66] broken one minute before the deadline, it is so for everybody within a second',
      async () => {
        await clock.stopAt(at('2026-06-09T09:00:00Z'));
        await finland.act('Agree', 'We can join.');
        await clock.stopAt(at('2026-06-11T09:59:00Z'));
        await Promise.all(everybody().map((person) => person.comesBack()));
        await hungary.reads(/^(1 min 0|0 min 5\d) s left$/);
        const sheet = await hungary.choose('Break silence');
        await sheet.getByLabel('Reason').fill('Article 4 leaves out humanitarian flights.');
        await hungary.confirm('OBJECT', 'Record the objection');
        expect(
          await readBy([chair, finland], /REV 1 was not adopted: HU objected, Thu 11 Jun 2026, 11:59 CEST/),
        ).toBeLessThan(1_000);
        await hungary.reads('One objection, one explicit endorsement, 25 silent.');
        const { state, closedAt, cause } = await text.procedure();
        expect({ state, closedAt, cause }).toEqual({
          state: 'broken',
          closedAt: at('2026-06-11T09:59:00.000Z'),
          cause: 'objection',
        });
      },
      PATIENCE,
    );

    it(
      '[R66] withdrawn half a minute later, the objection revives nothing',
      async () => {
        await clock.stopAt(at('2026-06-11T09:59:30Z'));
        const { id: procedure } = await text.procedure();
        await expect(
          union.as('HU').call('speak', {
            params: { procedure },
            body: { type: 'withdraw_objection', nonce: randomUUID() },
          }),
        ).rejects.toMatchObject({ code: 'ALREADY_CLOSED' });
        await clock.setTo(at('2026-06-11T10:00:00.001Z'));
        const { state, nextInstant } = await text.procedure();
        expect({ state, nextInstant }).toEqual({ state: 'broken', nextInstant: null });
      },
      PATIENCE,
    );

    it(
      '[R89] reissued with 24 hours, it is adopted at its instant although the server was down across it',
      async () => {
        const first = await text.procedure();
        await clock.setTo(at('2026-06-11T12:00:00Z'));
        await text.table(2);
        await chair.comesBack();
        await chair.openByBook(2, COREU, { period: 'Urgent' });
        const { follows, openedAt, deadlineAt } = await text.procedure();
        expect(follows).toBe(first.id);
        expect((deadlineAt ?? 0) - (openedAt ?? 0)).toBe(24 * 3_600_000);
        await hungary.reads('Silence is consent: whoever says nothing until the deadline has agreed.');
        await server.kill();
        await clock.setTo(at('2026-06-12T14:00:00Z'));
        await server.start();
        const { closedAt } = await until(text, 'adopted');
        expect(closedAt).toBe((deadlineAt ?? 0) + 1);
        // Their pages have stood open since before the stop.
        await Promise.all(
          everybody().map((person) => person.reads(/REV 2 was adopted, Fri 12 Jun 2026, 14:0\d CEST/)),
        );
        await hungary.reads('No objection, no explicit endorsement, 27 silent.');
      },
      PATIENCE,
    );
  });

  describe('by qualified majority (S4)', () => {
    let text: PackageOfUnion;

    const suppose = async (members: readonly string[], stance: string): Promise<void> => {
      const group = finland.page.getByRole('group', { name: 'What if' });
      for (const member of members) {
        await group.getByLabel(`State of ${member}`, { exact: true }).selectOption({ label: stance });
      }
    };

    it(
      '[R48] the what-if tells nine inhabitants too few from six to spare, and never rounds up',
      async () => {
        text = await union.package(...everybody());
        await text.table(1);
        await text.openBy('eu-regulation');
        await Promise.all(everybody().map((person) => person.open('decision')));
        await finland.choose('What if');
        await suppose(NINE_BELOW, 'In favour');
        await finland.reads(/Would be 291\u202F984\u202F268 \(64\.999998\u202F%\): 9 short\./);
        await finland.reads('It would stay: not adopted.');
        expect(await finland.page.getByText(/65\.00/).count()).toBe(0);
        await suppose(
          others(SIX_ABOVE).filter((one) => NINE_BELOW.includes(one)),
          'No answer',
        );
        await suppose(
          others(NINE_BELOW).filter((one) => SIX_ABOVE.includes(one)),
          'In favour',
        );
        await finland.reads(/Would be 291\u202F984\u202F283 \(65\.000001\u202F%\): Reached \(6 to spare\)\./);
        await finland.reads('It would turn: adopted.');
        await suppose(['LV'], 'Abstains');
        await finland.reads('It would stay: not adopted.');
      },
      PATIENCE,
    );

    it(
      '[R24] fifteen members nine inhabitants short do not carry it',
      async () => {
        await text.say(others(NINE_BELOW).join(' '), 'object', 'Not in this form.');
        await text.say(without(NINE_BELOW, 'HU'), 'agree');
        await hungary.act('Agree', '');
        await Promise.all(
          everybody().map((person) => person.reads(/REV 1 was not adopted: 9 of weight are lacking/)),
        );
        await finland.reads(
          /291\u202F984\u202F268 \(64\.999998\u202F%\) of 291\u202F984\u202F277 needed\. 9 short\./,
        );
      },
      PATIENCE,
    );

    it(
      '[R24] fifteen others, six inhabitants above, do',
      async () => {
        await text.table(2);
        await text.openBy('eu-regulation');
        await text.say(others(SIX_ABOVE).join(' '), 'object', 'Not in this form.');
        await text.say(without(SIX_ABOVE, 'FI'), 'agree');
        await finland.act('Agree', '');
        await Promise.all(everybody().map((person) => person.reads(/REV 2 was adopted/)));
        await chair.reads(
          /291\u202F984\u202F283 \(65\.000001\u202F%\) of 291\u202F984\u202F277 needed\. Reached \(6 to spare\)\./,
        );
      },
      PATIENCE,
    );
  });

  describe('without objection, as a committee in New York (S8)', () => {
    let text: PackageOfUnion;

    /** Places a hold, or lifts it, at exactly that instant. */
    const hold = async (holder: Delegate, iso: string): Promise<void> => {
      await clock.stopAt(at(iso));
      await holder.comesBack();
      const sheet = await holder.choose('Place a hold');
      await sheet.getByLabel('Reason').fill('The identifiers are being checked.');
      await holder.confirm('REV 1', 'Place the hold');
      await Promise.all([holder, chair].map((person) => person.reads(/The clock stands\./)));
    };
    const lift = async (holder: Delegate, iso: string, deadline: RegExp): Promise<void> => {
      await clock.stopAt(at(iso));
      await holder.comesBack();
      await holder.choose('End it');
      await holder.confirm('REV 1', 'End the hold');
      await Promise.all([holder, chair].map((person) => person.reads(deadline)));
      expect(await chair.page.getByText(/The clock stands\./).count()).toBe(0);
    };

    it(
      '[R80] a hold stops the clock on every screen; lifted, it runs on with what was left',
      async () => {
        await clock.setTo(at('2026-06-02T19:00:00Z'));
        text = await union.package(...everybody());
        await text.table(1);
        const items = [{ id: 'E1', title: 'The first entry' }];
        await text.openBy('un-committee-no-objection', { lane: 'listing', items });
        await Promise.all(everybody().map((person) => person.open('decision')));
        await chair.reads('Tue 16 Jun 2026, 23:00 CEST');
        await hold(hungary, '2026-06-10T15:00:00Z');
        await lift(hungary, '2026-06-12T15:00:00Z', /Thu 18 Jun 2026, 23:00 CEST/);
      },
      PATIENCE,
    );

    it(
      '[R81] an hour before the end it leaves a working day at least, and then it is adopted',
      async () => {
        await hold(finland, '2026-06-18T20:00:00Z');
        await lift(finland, '2026-06-19T14:00:00Z', /Mon 22 Jun 2026, 23:00 CEST/);
        await clock.setTo(at('2026-06-22T21:30:00Z'));
        const { closedAt } = await until(text, 'adopted');
        expect(closedAt).toBe(at('2026-06-22T21:00:00.001Z'));
        await Promise.all(
          everybody().map((person) => person.reads(/REV 1 was adopted, Mon 22 Jun 2026, 23:00 CEST/)),
        );
      },
      PATIENCE,
    );
  });

  describe('with a parliamentary reserve (S9)', () => {
    let text: PackageOfUnion;
    const both = () => [chair, netherlands];

    beforeAll(async () => {
      netherlands = await union.seat(browser, 'NL');
    });

    /** A renewal under silence until Mon 17 May 2027, 12:00 in Brussels, on which the chair lets the Netherlands reserve. */
    beforeEach(async () => {
      await clock.setTo(at('2027-05-12T10:00:00Z'));
      text = await union.package(...both());
      await text.table(1);
      await text.openBy('eu-coreu-silence', { deadlineAt: at('2027-05-17T10:00:00Z') });
      await Promise.all(both().map((person) => person.open('decision')));
      const leave = await chair.choose('Give leave for a reserve');
      await leave.getByLabel('Delegation').selectOption({ label: 'State of NL' });
      await chair.confirm('REV 1', 'Give leave');
      const reserve = await netherlands.choose('Reserve without breaking');
      await reserve.getByLabel('Kind of reserve').selectOption({ label: 'Parliamentary scrutiny reserve' });
      await reserve.getByLabel('Reason').fill('Before the States-General.');
      await netherlands.confirm('REV 1', 'Enter the reserve');
      await Promise.all(both().map((person) => person.reads(/A live reserve stands in the way: NL/)));
    }, PATIENCE);

    it(
      '[R103] lifted in time, the renewal is adopted at its instant',
      async () => {
        await clock.stopAt(at('2027-05-17T08:00:00Z'));
        await netherlands.comesBack();
        const sheet = await netherlands.choose('End it');
        await sheet.getByLabel('Reason').fill('Cleared.');
        await sheet.getByLabel('Reference').fill('Parliamentary paper 21 501-02');
        await netherlands.confirm('REV 1', 'End the reserve');
        await chair.reads(/Lifted Mon 17 May 2027, 10:00 CEST/);
        await clock.setTo(at('2027-05-17T10:00:30Z'));
        const { closedAt } = await until(text, 'adopted');
        expect(closedAt).toBe(at('2027-05-17T10:00:00.001Z'));
        await Promise.all(
          both().map((person) => person.reads(/REV 1 was adopted, Mon 17 May 2027, 12:00 CEST/)),
        );
      },
      PATIENCE,
    );

    it(
      '[R70] not lifted, it breaks the renewal at the deadline, and again when it is lifted too late',
      async () => {
        await clock.setTo(at('2027-05-17T10:15:00Z'));
        const { closedAt, cause } = await until(text, 'broken');
        expect({ closedAt, cause }).toEqual({
          closedAt: at('2027-05-17T10:00:00.001Z'),
          cause: 'reserve_not_lifted',
        });
        const why = /the reserve of NL had not been lifted by the deadline, Mon 17 May 2027, 12:00 CEST/;
        await Promise.all(both().map((person) => person.reads(why)));
        expect(await netherlands.page.getByRole('button', { name: 'End it' }).count()).toBe(0);

        await text.table(2);
        await chair.comesBack();
        await chair.openByBook(2, COREU, { deadline: '2027-05-18T13:00' });
        const id = await text.reserveAgain('NL', 'parliamentary');
        await clock.setTo(at('2027-05-18T12:00:00Z'));
        await until(text, 'broken');
        await expect(text.liftReserve('NL', id)).rejects.toMatchObject({ code: 'ALREADY_CLOSED' });
        await Promise.all(
          both().map((person) =>
            person.reads(/REV 2 was not adopted: the reserve of NL had not been lifted/),
          ),
        );
      },
      PATIENCE,
    );

    it(
      '[R95] abstaining beside it is agreement, for which special reasons are asked',
      async () => {
        const sheet = await netherlands.choose('Abstain');
        await sheet.getByText(/abstaining is giving agreement/).waitFor();
        await sheet.getByLabel('Type ABSTAIN to confirm').fill('ABSTAIN');
        const submit = sheet.getByRole('button', { name: 'Record the abstention' });
        expect(await submit.getAttribute('aria-disabled')).toBe('true');
        await sheet.getByLabel('Special reasons').fill('The measures would lapse on Tuesday night.');
        await netherlands.confirm('ABSTAIN', 'Record the abstention');
        await chair.reads(/Overridden .* The measures would lapse on Tuesday night\./);
        await clock.setTo(at('2027-05-17T11:00:00Z'));
        await until(text, 'adopted');
        await Promise.all(both().map((person) => person.reads(/REV 1 was adopted/)));
      },
      PATIENCE,
    );
  });

  it('no page failed on the way', () => {
    expect(
      [...everybody(), netherlands].flatMap(({ seat, faults }) => faults.map((fault) => `${seat}: ${fault}`)),
    ).toEqual([]);
  });
});
