import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium of the system where `CHROMIUM_PATH` names one, else the one that npm brought; `more` flags for what one test needs. */
export async function launchBrowser(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: [...FLAGS, ...more] });
}

async function executable(): Promise<string> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return given;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
