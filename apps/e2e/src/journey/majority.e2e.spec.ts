import { steerClock, testDatabase, type TestDatabase } from '@entente/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Delegate } from './delegate.js';
import { at, MEMBERS, STEERED, Union, type PackageOfUnion } from './union.js';

/** Fifteen members nine inhabitants below 65 %, and fifteen six above (DOMAIN §5, S4). */
const NINE_BELOW = 'BE CZ DE EL ES FI HU IE IT LU LV MT PL SI SK'.split(' ');
const SIX_ABOVE = 'AT BE CZ DE DK ES FI FR HU IE LV MT NL PT SI'.split(' ');
/** Digits are grouped by narrow spaces that do not break. */
const BELOW = '291\u202F984\u202F268 (64.999998\u202F%)';
const ABOVE = '291\u202F984\u202F283 (65.000001\u202F%)';
const NEEDED = '291\u202F984\u202F277 needed.';

const others = (members: readonly string[]): readonly string[] =>
  MEMBERS.filter((one) => !members.includes(one));

/** Scenario 4 of DOMAIN §5: what the board supposes by positions is what is then recorded by acts, to the inhabitant. */
describe('a qualified majority by a hair', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let browser: Browser;
  let union: Union;
  let chair: Delegate;
  let finland: Delegate;
  let netherlands: Delegate;
  let observer: Delegate;
  let text: PackageOfUnion;

  beforeAll(async () => {
    database = await testDatabase('union_majority');
    [server, browser] = await Promise.all([ServerProcess.start(database, STEERED), launchBrowser()]);
    const clock = await steerClock(database.adminUrl);
    await clock.setTo(at('2026-06-01T08:00:00Z'));
    union = await Union.found(server, clock);
    [chair, finland, netherlands, observer] = await Promise.all([
      union.seat(browser, 'PRES'),
      union.seat(browser, 'FI'),
      union.seat(browser, 'NL'),
      union.seat(browser, 'OBS'),
    ]);
    text = await union.package(1, everybody());
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  });

  const everybody = () => [chair, finland, netherlands, observer];
  const board = (person: Delegate) => person.page.getByRole('region', { name: 'Positions of partners' });
  const supposes = async (person: Delegate, partner: string, stance: string): Promise<void> => {
    await board(person)
      .getByRole('gridcell', { name: new RegExp(`^State of ${partner}, Overall`) })
      .click();
    const dialog = person.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: stance, exact: true }).check();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  };

  it('[R187] by positions it is nine inhabitants short, and no screen rounds that up', async () => {
    await finland.open('text');
    await finland.takePosition('Funds belonging to', 'Support');
    await Promise.all([
      text.stand(
        NINE_BELOW.filter((one) => one !== 'FI'),
        'support',
      ),
      text.stand(others(NINE_BELOW), 'oppose'),
    ]);
    await text.table(1);
    await text.openBy('eu-regulation');
    await Promise.all(everybody().map(async (person) => person.open('decision')));
    for (const person of everybody()) {
      await board(person).getByText(`${BELOW} of ${NEEDED} 9 short.`).first().waitFor();
      expect(await person.page.getByText(/65\.00/).count()).toBe(0);
    }
  }, 120_000);

  it('[R24] acts are counted alike: fifteen members nine inhabitants short do not carry it', async () => {
    await text.say(others(NINE_BELOW), 'object', 'Not in this form.');
    await text.say(
      NINE_BELOW.filter((one) => one !== 'FI'),
      'agree',
    );
    await finland.act('Agree', '');
    for (const person of everybody()) {
      await person.reads(/REV 1 was not adopted: 9 of weight are lacking/);
      await person.reads(`${BELOW} of ${NEEDED} 9 short.`);
    }
  }, 120_000);

  it('[R48] [R188] on the board two members supposed otherwise turn it, with six inhabitants to spare', async () => {
    await text.stand(['AT', 'DK', 'FR'], 'support');
    await text.stand(['EL', 'IT', 'LU', 'PL', 'SK'], 'oppose');
    await text.table(2);
    await text.openBy('eu-regulation');
    await finland.open('decision');
    await board(finland).getByRole('button', { name: 'What if', exact: true }).click();
    await supposes(finland, 'NL', 'Support');
    await supposes(finland, 'PT', 'Support');
    await finland.reads('It would turn: adopted.');
    await board(finland).getByText(`Would be ${ABOVE}: Reached (6 to spare).`).first().waitFor();
    // Only Finland's screen supposes it.
    await netherlands.open('decision');
    await board(netherlands).getByText(`of ${NEEDED}`).first().waitFor();
    expect(await netherlands.page.getByText(/^Would be /).count()).toBe(0);
  }, 120_000);

  it('[R24] [R172] and so it is recorded when they act; every screen has it within a second', async () => {
    await text.say(others(SIX_ABOVE), 'object', 'Not in this form.');
    await text.say(
      SIX_ABOVE.filter((one) => one !== 'NL'),
      'agree',
    );
    await Promise.all(everybody().map(async (person) => person.open('decision')));
    await netherlands.page.getByRole('button', { name: 'Agree', exact: true }).click();
    const seen = [chair, finland, observer].map(async (person) => person.whenRead('REV 2 was adopted'));
    const receipt = netherlands.whenRead('Record #');
    await netherlands.confirm('AGREE', 'Record the agreement');
    expect(Math.max(...(await Promise.all(seen))) - (await receipt)).toBeLessThan(1_000);
    for (const person of everybody()) {
      await person.reads(`${ABOVE} of ${NEEDED} Reached (6 to spare).`);
    }
  }, 120_000);

  describe('and its decision record', () => {
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'entente-record-'));
    });

    afterAll(async () => {
      await rm(folder, { recursive: true, force: true });
    });

    /** What `npx entente verify-decision` says of a file, and how it ends. */
    const verify = async (file: string): Promise<{ stdout: string; code: number }> =>
      promisify(execFile)(process.execPath, ['scripts/entente.mjs', 'verify-decision', file]).then(
        ({ stdout }) => ({ stdout, code: 0 }),
        (error: { stdout: string; code: number }) => error,
      );

    it('[R170] is opened from the Record tab by whoever may read it, with figures, lanes and events', async () => {
      const { page } = observer;
      await observer.open('record');
      await page.getByRole('link', { name: 'Decision record of REV 2' }).first().click();
      await page.getByRole('heading', { name: 'Decision record', level: 1 }).waitFor();
      await observer.reads(`${ABOVE} of 291\u202F984\u202F277 needed: reached, 6 to spare`);
      const timeline = page.getByRole('region', { name: 'Timeline' });
      await timeline.getByText('The same as a table').click();
      for (const [member, said] of [
        ['NL', 'Agreed'],
        ['EL', 'Objected'],
      ] as const) {
        await timeline
          .getByRole('row', { name: new RegExp(`^${member} .*${said}: Mon 1 Jun 2026`) })
          .waitFor();
      }
    }, 60_000);

    it('[R183] counts itself again on the page, and its file says the same to the command; a changed one does not', async () => {
      const { page } = observer;
      await page.getByRole('button', { name: 'Count again here' }).click();
      await observer.reads(/^Counted again in this browser from \d+ events: the result is the stated one\.$/);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as JSON' }).click(),
      ]);
      const [whole, changed] = [
        path.join(folder, saved.suggestedFilename()),
        path.join(folder, 'changed.json'),
      ];
      await saved.saveAs(whole);
      const good = await verify(whole);
      expect(good).toMatchObject({ code: 0 });
      expect(good.stdout).toMatch(/^FOLLOWS: [^]*^result {3}adopted/m);
      // Page and command name the same hash of the record.
      const [, hash = 'none'] = /^record {3}(\S+)$/m.exec(good.stdout) ?? [];
      await page.getByRole('region', { name: 'How to check this record' }).getByText(hash).waitFor();
      // One word of one member.
      await writeFile(changed, (await readFile(whole, 'utf8')).replace('"act":"object"', '"act":"agree"'));
      const bad = await verify(changed);
      expect(bad.code).toBe(1);
      expect(bad.stdout).toMatch(/^DIFFERS: /);
    }, 60_000);

    it('[R184] the Decision tab shows both rounds beside each other', async () => {
      const { page } = observer;
      await page.getByRole('link', { name: 'Back to the decision' }).click();
      await page.getByText('Timeline of the rounds').click();
      await page.getByRole('row', { name: /^REV 1 .*not adopted$/ }).waitFor();
      await page.getByRole('row', { name: /^REV 2 .*(?<!not )adopted$/ }).waitFor();
    }, 60_000);
  });

  it('no page failed on the way', () => {
    expect(everybody().flatMap(({ seat, faults }) => faults.map((fault) => `${seat}: ${fault}`))).toEqual([]);
  });
});
