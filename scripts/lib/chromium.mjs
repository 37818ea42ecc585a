import { execFileSync } from 'node:child_process';
import { access, constants } from 'node:fs/promises';

// The first is the browser without its window, which nobody sees here: it takes a sixth less time.
const SYSTEM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the journeys: `CHROMIUM_PATH`, else one of the system; undefined: the tests take the one from npm. */
export async function findChromium() {
  for (const file of [process.env.CHROMIUM_PATH, ...SYSTEM]) {
    if (file !== undefined && file !== '' && (await runs(file))) return file;
  }
  return undefined;
}

async function runs(file) {
  try {
    await access(file, constants.X_OK);
    // Some systems put a script there that only says how to install the browser.
    execFileSync(file, ['--version'], { stdio: 'pipe', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
