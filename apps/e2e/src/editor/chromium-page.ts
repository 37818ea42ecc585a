import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const ORIGIN = 'http://localhost:4177';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The harness page: one script and one style sheet. */
export interface BuiltPage {
  readonly script: string;
  readonly style: string;
}

/** Built from the sources by Vite in a process of its own: its native part does not know the objects of jest's realm. */
export async function buildPage(mode: 'editor' | 'provider' = 'editor'): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'entente-editor-page-'));
  try {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    const options = ['build', '--mode', mode, '--outDir', outDir, '--logLevel', 'warn'];
    await promisify(execFile)(process.execPath, [vite, ...options], { cwd: join(ROOT, 'apps/e2e') });
    const [script, style] = await Promise.all([
      readFile(join(outDir, 'page.js'), 'utf8'),
      readFile(join(ROOT, 'libs/editor/src/editor.css'), 'utf8'),
    ]);
    return { script, style };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function executable(): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return given;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: FLAGS });
}

/** Opens the harness on a secure origin that exists only inside this browser. */
export async function openPage(browser: Browser, built: BuiltPage): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page.js') await route.fulfill({ contentType: 'text/javascript', body: built.script });
    else if (pathname === '/page.css') await route.fulfill({ contentType: 'text/css', body: built.style });
    else await route.fulfill({ contentType: 'text/html', body: HTML });
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => 'harness' in globalThis);
  return page;
}

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor harness</title>
<link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script></head><body></body></html>`;
