/** `npm run screenshots`: every screen, from a demo coalition of its own, into docs/screenshots/. */
import { command } from './bootstrap.mjs';

await command(async () => {
  const { buildStale } = await import('./lib/build.mjs');
  await buildStale('programs', 'web', 'e2e');
  const { findChromium } = await import('./lib/chromium.mjs');
  process.env.CHROMIUM_PATH = (await findChromium()) ?? '';
  const { takeScreenshots } = await import('../apps/e2e/dist/screenshots/take-screenshots.js');
  const taken = await takeScreenshots('docs/screenshots');
  console.log(`${String(taken)} screenshots in docs/screenshots`);
});
