/**
 * jest's own test framework, but in a shared environment modules come from Node.js itself, which keeps them from suite to
 * suite. Everything else is jest's: order, hooks, time limits, errors that nobody caught, the report (ADR 0042).
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { giveSourceMaps, loadFromSources } from './source-hooks.mjs';

const require = createRequire(import.meta.url);

export default async function runSuite(...given) {
  const [, config, environment, runtime] = given;
  if (environment.global === globalThis) {
    await loadFromSources(config);
    giveSourceMaps(runtime.getSourceMaps());
    runtime.requireInternalModule = requireAnew;
    runtime.unstable_shouldLoadAsEsm = () => true;
    runtime.unstable_importModule = (suite) => import(pathToFileURL(suite).href);
  }
  return circus.default(...given);
}

/** The framework keeps the tests of one suite in its module and its handlers among the globals: neither is for the next. */
function requireAnew(module) {
  delete require.cache[module];
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  return require(module);
}
