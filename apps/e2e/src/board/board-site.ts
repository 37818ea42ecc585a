import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** Exists inside this browser alone. */
const ORIGIN = 'http://localhost:4179';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The web app as it is built for measuring, with the page `/dev/board`: no server stands behind it. */
export class BoardSite {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Built by Vite in a process of its own: its native part does not know the objects of jest's realm. */
  static async build(): Promise<BoardSite> {
    const folder = await mkdtemp(path.join(tmpdir(), 'entente-board-site-'));
    const options = [
      'build',
      '--mode',
      'dev-pages',
      '--outDir',
      folder,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ];
    await promisify(execFile)(
      process.execPath,
      [path.join(ROOT, 'node_modules/vite/bin/vite.js'), ...options],
      {
        cwd: path.join(ROOT, 'apps/web'),
      },
    );
    return new BoardSite(folder);
  }

  /** A board as `search` asks for it, drawn. */
  async drawn(browser: Browser, search: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.open(browser, search, options);
    await page.getByRole('button', { name: 'Positions of partners' }).click();
    await page.getByRole('grid').waitFor();
    return page;
  }

  /** The same with its positions on hand and nothing drawn yet. */
  async open(browser: Browser, search: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    await page.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = path.extname(pathname) === '' ? 'index.html' : pathname;
      const contentType = TYPES[path.extname(file)] ?? 'application/octet-stream';
      await route.fulfill({ contentType, body: await readFile(path.join(this.#folder, file)) });
    });
    await page.goto(`${ORIGIN}/dev/board?${search}`);
    await page.getByRole('button', { name: 'Positions of partners' }).waitFor();
    await page.evaluate(async () => {
      await document.fonts.ready;
    });
    return page;
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
