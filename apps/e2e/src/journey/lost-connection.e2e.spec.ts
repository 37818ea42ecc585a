import type { Browser, WebSocketRoute } from 'playwright-core';
import { Api } from '../harness/api.js';
import { launchBrowser } from '../harness/browser.js';
import { RunningSystem } from '../harness/running-system.js';
import { coalitionOfThree } from './coalition-of-three.js';
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
    await norway.page.routeWebSocket(/\/socket\.io\//, (page) => {
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

  it('the browser knows that it is offline: banner, read-only, and the words come back with it', async () => {
    await norway.placeCaret(SUNSET);
    await norway.type(' Recorded');
    await norway.recorded();
    await norway.page.context().setOffline(true);
    await says('The connection is lost.');
    await recording().getByText('read-only').waitFor({ timeout: SECONDS });
    const taken = await typeUntilReadOnly('Recorded');
    await norway.page.context().setOffline(false);
    await norway.recorded();
    expect(await norway.words()).toContain(taken);
    await japan.sees(taken);
    // What was not taken stays said until it is read.
    await says('were not taken');
    await norway.page.getByRole('button', { name: 'I have read it' }).click();
    expect(await notices().getByText('were not taken').count()).toBe(0);
  });

  it('nobody knows: no answer for two seconds is said, keys are answered, and what was taken is kept', async () => {
    await norway.placeCaret(PENALTIES);
    await norway.type(' Silent');
    await norway.recorded();
    swallowed = true;
    const taken = await typeUntilReadOnly('Silent');
    expect(taken.length).toBeGreaterThan('Silent'.length);
    await says('The server does not answer');
    expect(await japan.words()).not.toContain(taken);
    swallowed = false;
    // The dead connection is given up by one end in the end; what counts is that a new one brings the words.
    const dead = sockets;
    sockets = [];
    await Promise.all(dead.map(async (socket) => socket.close()));
    await norway.recorded();
    expect(await norway.words()).toContain(taken);
    await japan.sees(taken);
    expect(norway.faults).toEqual([]);
  });
});
