import { chromium, type Browser } from 'playwright-core';

/** What Playwright 1.65 switches off itself: of two such flags Chromium takes the last, so that ours has to say it again. */
const OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** The list under the address bar is two web pages in each window, though nobody sees a window: 2 s of processor time for each. */
const ADDRESS_BAR = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
];

const FLAGS = [
  `--disable-features=${[...OFF_BY_PLAYWRIGHT, ...ADDRESS_BAR].join(',')}`,
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
