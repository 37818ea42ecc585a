import type { DocumentId } from '@entente/kernel';
import { seededRandom, testDatabase, testSeed, waitFor, type TestDatabase } from '@entente/testing';
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { gather, type Coalition } from '../crash/coalition.js';
import { buildPage, type BuiltPage } from '../editor/chromium-page.js';
import { launchBrowser } from '../harness/browser.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Seat } from './page/main.js';

/** The page is made by the test, so to Chromium it comes from nowhere, and may not call this machine. */
const FROM_NOWHERE = '--disable-features=LocalNetworkAccessChecks';
const SUNSET = 'This Decision shall apply until 30 November 2027.';

type Facts = ReturnType<typeof window.room.facts>;

/** What the README promises to whoever binds an editor of their own, in a browser, against a server process. */
describe('EntenteProvider under plain y-prosemirror', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let coalition: Coalition;
  let browser: Browser;
  let built: BuiltPage;
  let article: DocumentId;
  const contexts: BrowserContext[] = [];
  const sockets = new Map<BrowserContext, WebSocketRoute[]>();

  const facts = async (page: Page): Promise<Facts> => page.evaluate(() => window.room.facts());
  const countOf = (text: string, words: string): number => text.split(words).length - 1;
  const until = async (page: Page, what: string, holds: (now: Facts) => boolean): Promise<Facts> =>
    waitFor(what, async () => {
      const now = await facts(page);
      return holds(now) ? now : undefined;
    });
  const reads = async (page: Page, words: string): Promise<Facts> =>
    until(page, `to read ${words}`, ({ text }) => text.includes(words));
  const recorded = async (page: Page): Promise<Facts> =>
    until(page, 'everything recorded', ({ unrecorded, synced }) => synced && unrecorded === 0);
  const write = async (page: Page, behind: string, words: string): Promise<void> => {
    await page.evaluate((place) => {
      window.room.put(place);
    }, behind);
    await page.keyboard.type(words);
  };

  /** A browser of the `n`th delegate's own; each page in it is another tab. */
  const context = async (): Promise<BrowserContext> => {
    const made = await browser.newContext({ baseURL: server.address });
    contexts.push(made);
    await made.routeWebSocket(/\/socket\.io\//, (socket) => {
      socket.connectToServer();
      sockets.set(made, [...(sockets.get(made) ?? []), socket]);
    });
    await made.route(`${server.address}/anothers-page/**`, async (route) => {
      const script = route.request().url().endsWith('.js');
      const html = `<!doctype html><title>Another's page</title><script type="module" src="page.js"></script>`;
      await route.fulfill(
        script
          ? { contentType: 'text/javascript', body: built.script }
          : { contentType: 'text/html; charset=utf-8', body: html },
      );
    });
    return made;
  };

  /** Emulated, being offline leaves open sockets open: they are cut as a network that goes cuts them. */
  const goOffline = async (of: BrowserContext): Promise<void> => {
    await of.setOffline(true);
    const open = sockets.get(of) ?? [];
    sockets.delete(of);
    for (const socket of open) await socket.close();
  };

  const seatOf = async (n: number): Promise<Seat> => {
    const delegates = coalition.accounts.filter(({ roles }) => roles.includes('head_of_delegation'));
    const { email, password } = delegates[n] ?? {};
    const answer = await fetch(`${server.address}/api/v1/session`, {
      method: 'POST',
      headers: { origin: server.address, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const { accessToken, me } = (await answer.json()) as { accessToken: string; me: { person: string } };
    return { package: coalition.packageId, document: article, person: me.person, token: accessToken };
  };

  const tab = async (of: BrowserContext, seat: Seat): Promise<Page> => {
    const page = await of.newPage();
    await page.goto('/anothers-page/index.html');
    await page.waitForFunction(() => 'join' in globalThis);
    await page.evaluate((one) => {
      window.join(one);
    }, seat);
    return page;
  };
  const waiting = async (page: Page, { person }: Seat): Promise<number> =>
    page.evaluate(async (one) => window.waiting(one), person);

  /** Resolves when every edit of the page is on the device: what is typed a moment before a crash may not be. */
  const kept = async (page: Page, seat: Seat): Promise<void> => {
    await waitFor('the edits on the device', async () => {
      const { unrecorded } = await facts(page);
      return unrecorded > 0 && (await waiting(page, seat)) === unrecorded;
    });
  };

  beforeAll(async () => {
    database = await testDatabase('provider-page');
    [server, browser, built] = await Promise.all([
      ServerProcess.start(database),
      launchBrowser(FROM_NOWHERE),
      buildPage('provider'),
    ]);
    coalition = await gather(server.address, 0, seededRandom(testSeed()));
    const observer = coalition.observe();
    observer.connect();
    await observer.ready();
    const has = ({ document }: { document: DocumentId }): boolean =>
      JSON.stringify(observer.document(document).doc.getXmlFragment('content').toJSON()).includes(SUNSET);
    const found = observer.sections.find(has);
    observer.destroy();
    if (found === undefined) throw new Error('the demo text has changed');
    article = found.document;
  }, 240_000);
  afterEach(async () => {
    for (const one of contexts.splice(0)) await one.close();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
  }, 60_000);

  it('[S80] two people write in it, each sees the other with the server’s letters, and all of it is recorded', async () => {
    const [one, other] = [await seatOf(0), await seatOf(1)];
    const [left, right] = [await tab(await context(), one), await tab(await context(), other)];
    for (const page of [left, right]) await until(page, 'to be synced', ({ synced }) => synced);
    const start = await reads(left, SUNSET);
    expect(start).toMatchObject({
      status: 'connected',
      access: 'write',
      state: 'open',
      unrecorded: 0,
      keeping: true,
    });
    await write(left, SUNSET, ' From the left.');
    expect((await recorded(left)).recorded).toBeGreaterThan(0);
    await reads(right, `${SUNSET} From the left.`);
    await write(right, 'From the left.', ' From the right.');
    await recorded(right);
    await reads(left, 'From the left. From the right.');
    const carets = await waitFor('the caret of the other', async () => {
      const drawn = await left.evaluate(() => window.room.carets());
      return drawn.length > 0 ? drawn : undefined;
    });
    expect(carets.every((letters) => /^[A-Z]{2,3}$/.test(letters))).toBe(true);
    expect(await left.evaluate(() => window.room.told)).toEqual(['synced', 'connected']);
  }, 60_000);

  it('[S82] offline it goes on, keeps edits on the device, and they are recorded once when it is back', async () => {
    const seat = await seatOf(0);
    const own = await context();
    const [page, other] = [await tab(own, seat), await tab(await context(), await seatOf(1))];
    for (const one of [page, other]) await reads(one, SUNSET);
    await until(page, 'to keep', ({ keeping }) => keeping);
    await goOffline(own);
    await until(page, 'to notice', ({ status }) => status === 'connecting');
    expect((await facts(page)).writable).toBe(true);
    await write(page, SUNSET, ' Offline words.');
    expect((await facts(page)).unrecorded).toBeGreaterThan(0);
    await kept(page, seat);
    expect((await facts(other)).text).not.toContain('Offline words');
    await own.setOffline(false);
    await recorded(page);
    const there = await reads(other, 'Offline words.');
    expect(countOf(there.text, 'Offline words.')).toBe(1);
    await waitFor('the device to be empty', async () => (await waiting(page, seat)) === 0);
  }, 60_000);

  it('[S84] a tab that died offline: the page opened anew knows of the edits, and sends them once it is online', async () => {
    const seat = await seatOf(0);
    const own = await context();
    const page = await tab(own, seat);
    await reads(page, SUNSET);
    await until(page, 'to keep', ({ keeping }) => keeping);
    await goOffline(own);
    await until(page, 'to notice', ({ status }) => status === 'connecting');
    await write(page, SUNSET, ' Left behind.');
    await kept(page, seat);
    await page.close({ runBeforeUnload: false });
    const again = await tab(own, seat);
    expect(await waiting(again, seat)).toBeGreaterThan(0);
    expect(await facts(again)).toMatchObject({ synced: false, text: '' });
    await own.setOffline(false);
    const now = await reads(again, 'Left behind.');
    expect(countOf(now.text, 'Left behind.')).toBe(1);
    await waitFor('the device to be empty', async () => (await waiting(again, seat)) === 0);
  }, 60_000);

  it('[S84] a second live tab on the same store leaves the edits of the first alone, and takes them over when that dies', async () => {
    const seat = await seatOf(0);
    const own = await context();
    const first = await tab(own, seat);
    await reads(first, SUNSET);
    await until(first, 'to keep', ({ keeping }) => keeping);
    await first.evaluate(() => {
      window.room.provider.disconnect();
    });
    await write(first, SUNSET, ' Of the first tab.');
    await kept(first, seat);
    const second = await tab(own, seat);
    await reads(second, SUNSET);
    await until(second, 'to keep', ({ keeping }) => keeping);
    await write(second, SUNSET, ' Of the second tab.');
    const alone = await recorded(second);
    expect(alone.text).not.toContain('Of the first tab.');
    expect(await waiting(second, seat)).toBeGreaterThan(0);
    await first.evaluate(() => {
      window.room.provider.connect();
    });
    await recorded(first);
    await reads(second, 'Of the first tab.');
    await first.evaluate(() => {
      window.room.provider.disconnect();
    });
    await write(first, SUNSET, ' Before it died.');
    await kept(first, seat);
    await first.close({ runBeforeUnload: false });
    const after = await reads(second, 'Before it died.');
    for (const words of ['Of the first tab.', 'Of the second tab.', 'Before it died.']) {
      expect(countOf(after.text, words)).toBe(1);
    }
    await waitFor('the device to be empty', async () => (await waiting(second, seat)) === 0);
    expect((await second.evaluate(() => window.room.told)).filter((one) => one.startsWith('lost'))).toEqual(
      [],
    );
  }, 60_000);
});
