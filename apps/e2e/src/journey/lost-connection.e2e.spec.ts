import { waitFor } from '@entente/testing';
import type { Browser, WebSocketRoute } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { accounts, coalitionOfThree } from './coalition-of-three.js';
import { Delegate } from './delegate.js';

const ACT = 'apps/server/src/coalition/demo/joint-decision.akn.xml';
const SUNSET = 'This Decision shall apply until 30 November 2027.';
const PENALTIES = 'Each partner shall lay down the rules on penalties';
/** The server's verdict is overdue after two seconds; the rest is for a slow machine. */
const SECONDS = 10_000;

/** P1: nothing that a delegate typed is lost, and nobody types into the void without being told. */
describe('the connection drops without a word while a delegate types', () => {
  let system: RunningSystem;
  let browser: Browser;
  let norway: Delegate;
  let japan: Delegate;
  let sockets: WebSocketRoute[] = [];
  /** While true, what the page sends and what the server sends disappears, and both ends believe in the connection. */
  let swallowed = false;

  const recording = () => norway.page.getByLabel('Recording state');
  const notices = () => norway.page.locator('.room-notices');
  const says = async (words: string): Promise<void> => {
    await notices().getByText(words).waitFor({ timeout: SECONDS });
  };

  /** Sealed edits and words on Norway's device, and the bytes of all of them as text. */
  const device = async (): Promise<{ edits: number; lost: number; bytes: string }> =>
    norway.page.evaluate(async () => {
      const opening = indexedDB.open('entente-drafts');
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const all = async (table: string): Promise<{ data: ArrayBuffer }[]> => {
        const asking = opening.result.transaction(table).objectStore(table).getAll();
        await new Promise((resolve) => (asking.onsuccess = resolve));
        return asking.result as { data: ArrayBuffer }[];
      };
      const [edits, lost] = [await all('edits'), await all('lost')];
      opening.result.close();
      const bytes = [...edits, ...lost].map(({ data }) => new TextDecoder('latin1').decode(data)).join('');
      return { edits: edits.length, lost: lost.length, bytes };
    });
  const emptyDevice = async (): Promise<void> => {
    await waitFor('nothing on the device', async () => (await device()).edits === 0);
  };
  const countOf = (text: string, words: string): number => text.split(words).length - 1;

  /** Types letter by letter until the text takes no more; answers what it has taken. */
  const typeUntilReadOnly = async (mark: string): Promise<string> => {
    for (let letter = 0; letter < 400; letter += 1) {
      await norway.page.keyboard.type(String.fromCodePoint(97 + (letter % 26)));
      if ((await notices().getByText('were not taken').count()) > 0) break;
    }
    await says('were not taken');
    const taken = new RegExp(`${mark}[a-z]*`).exec(await norway.words());
    if (taken === null) throw new Error(`${mark} is not in the text`);
    return taken[0];
  };

  beforeAll(async () => {
    [system, browser] = await Promise.all([RunningSystem.start(), launchBrowser()]);
    await new Api(system.address).call('setup', { body: coalitionOfThree });
    const secretariat = await Delegate.signIn(browser, system.address, 'SEC');
    await secretariat.page.getByRole('button', { name: 'Import Akoma Ntoso' }).click();
    await secretariat.page.getByRole('dialog').locator('input[type=file]').setInputFiles(ACT);
    await secretariat.page.getByRole('button', { name: 'Import as a new package' }).click();
    await secretariat.page.waitForURL('**/p/jsp-1-26/text');
    await secretariat.leave();
    norway = await Delegate.signIn(browser, system.address, 'NO');
    japan = await Delegate.signIn(browser, system.address, 'JP');
    await norway.page.context().routeWebSocket(/\/socket\.io\//, (page) => {
      const server = page.connectToServer();
      sockets.push(page);
      page.onMessage((message) => {
        if (!swallowed) server.send(message);
      });
      server.onMessage((message) => {
        if (!swallowed) page.send(message);
      });
    });
    for (const delegate of [norway, japan]) {
      await delegate.open('text');
      await delegate.sees(SUNSET);
    }
  }, 240_000);

  afterAll(async () => {
    await browser.close();
    await system.remove();
  });

  it('[S82] the browser knows that it is offline: writing goes on, and the words come back with it', async () => {
    await norway.placeCaret(SUNSET);
    await norway.type(' Recorded');
    await norway.recorded();
    await norway.page.context().setOffline(true);
    await says('The connection is lost. You can go on writing');
    await norway.type(' offline');
    await recording()
      .getByText(/offline: \d+ edits? kept on this device/)
      .waitFor({ timeout: SECONDS });
    expect(await norway.words()).toContain('Recorded offline');
    expect(await japan.words()).not.toContain('Recorded offline');
    await norway.page.context().setOffline(false);
    await norway.recorded();
    await japan.sees('Recorded offline');
    expect(await notices().getByText('The connection is lost').count()).toBe(0);
    await emptyDevice();
  });

  it('[S82] nobody knows: no answer for two seconds is said, writing goes on, and all of it is recorded', async () => {
    await norway.placeCaret(PENALTIES);
    await norway.type(' Silent');
    await norway.recorded();
    swallowed = true;
    await norway.type(' night');
    await says('The server does not answer, or cannot record just now. You can go on writing');
    await norway.type(' and day');
    expect(await japan.words()).not.toContain('Silent night');
    swallowed = false;
    // The dead connection is given up by one end in the end; what counts is that a new one brings the words.
    const dead = sockets;
    sockets = [];
    await Promise.all(dead.map(async (socket) => socket.close()));
    await norway.recorded();
    await japan.sees('Silent night and day');
    await emptyDevice();
  });

  it('[S84] [S86] the tab crashes while offline: the next one records the words once, and the disk told nobody', async () => {
    await norway.placeCaret(SUNSET);
    await norway.page.context().setOffline(true);
    await says('The connection is lost. You can go on writing');
    await norway.type(' Rescued after a crash');
    await waitFor('the edits on the device', async () => (await device()).edits > 0);
    expect((await device()).bytes).not.toMatch(/Resc|crash/);
    await norway.crash();
    await norway.page.context().setOffline(false);
    await norway.open('text');
    await norway.sees('Rescued after a crash');
    await japan.sees('Rescued after a crash');
    await emptyDevice();
    expect(countOf(await norway.words(), 'Rescued after a crash')).toBe(1);
    expect(countOf(await japan.words(), 'Rescued after a crash')).toBe(1);
    // One goes on under a lease of one's own.
    await norway.placeCaret(SUNSET);
    await norway.type(' and onwards');
    await norway.recorded();
    await japan.sees('and onwards');
  });

  it('[S85] words for a section that was closed meanwhile come back, over a reload, until they are dismissed', async () => {
    await norway.placeCaret(PENALTIES);
    await norway.page.context().setOffline(true);
    await says('The connection is lost. You can go on writing');
    await norway.type(' Too late');
    await waitFor('the edits on the device', async () => (await device()).edits > 0);
    const chair = new Api(system.address).as(accounts.PRES);
    const { packages } = await chair.call('packages', {});
    const packageId = packages[0]?.id ?? '';
    const view = await chair.call('package', { params: { package: packageId } });
    for (const { document } of view.sections) {
      await chair.call('closeSection', { params: { package: packageId, document } });
    }
    await norway.page.context().setOffline(false);
    const words = () => norway.page.getByLabel('Words not recorded');
    await words().waitFor();
    expect(await words().inputValue()).toContain('Too late');
    await says('The section was closed before they arrived.');
    await norway.crash();
    await norway.open('text');
    await words().waitFor();
    expect(await words().inputValue()).toContain('Too late');
    await norway.page.getByRole('button', { name: 'I have them' }).click();
    await waitFor('nothing on the device', async () => (await device()).lost === 0);
    await norway.open('text');
    await norway.sees(PENALTIES);
    expect(await words().count()).toBe(0);
    expect(await norway.words()).not.toContain('Too late');
    for (const { document } of view.sections) {
      await chair.call('reopenSection', { params: { package: packageId, document } });
    }
  });

  it('[S88] signing out says what is not recorded, and then removes it from the device', async () => {
    await norway.open('text');
    await norway.placeCaret(SUNSET);
    swallowed = true;
    await norway.type(' Unsaid');
    await waitFor('the edits on the device', async () => (await device()).edits > 0);
    const leave = async (): Promise<void> => {
      await norway.page.getByRole('button', { name: /^Account of/ }).click();
      await norway.page.getByRole('menuitem', { name: 'Sign out' }).click();
    };
    await leave();
    const dialog = norway.page.getByRole('dialog');
    await dialog.getByText('not recorded yet').waitFor();
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    expect((await device()).edits).toBeGreaterThan(0);
    await leave();
    await dialog.getByRole('button', { name: 'Sign out and remove them' }).click();
    await norway.page.waitForURL('**/sign-in*');
    expect(await device()).toMatchObject({ edits: 0, lost: 0 });
    swallowed = false;
    expect(norway.faults).toEqual([]);
  });

  it('[S88] where drafts at rest are forbidden, the text is read-only without a connection, and nothing is kept', async () => {
    await norway.leave();
    await system.interrupt();
    process.env['DRAFTS_AT_REST'] = 'off';
    try {
      await system.start();
    } finally {
      delete process.env['DRAFTS_AT_REST'];
    }
    norway = await Delegate.signIn(browser, system.address, 'NO');
    await norway.open('text');
    await norway.placeCaret(SUNSET);
    await norway.type(' Forbidden');
    await norway.recorded();
    await norway.page.context().setOffline(true);
    await says('The text is read-only until it returns');
    await recording().getByText('read-only').waitFor({ timeout: SECONDS });
    const taken = await typeUntilReadOnly('Forbidden');
    await norway.page.context().setOffline(false);
    await norway.recorded();
    expect(await norway.words()).toContain(taken);
    // What was not taken stays said until it is read.
    await says('were not taken');
    await norway.page.getByRole('button', { name: 'I have read it' }).click();
    expect(await notices().getByText('were not taken').count()).toBe(0);
    expect(await norway.page.evaluate(async () => (await indexedDB.databases()).length)).toBeLessThan(2);
    expect(norway.faults).toEqual([]);
  }, 240_000);
});
