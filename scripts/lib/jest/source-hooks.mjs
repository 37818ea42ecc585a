/**
 * Lets plain Node.js load the rooms from their sources, by what `jest.config.mjs` says: a room's name stands for its source,
 * `./x.js` in a source for `./x.ts`, and jest's own transform (with its cache on disk) makes JavaScript of it.
 */
import { createScriptTransformer } from '@jest/transform';
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TYPESCRIPT = /\.tsx?$/;
/** What jest itself asks of the transform of a module. */
const AS_MODULE = {
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};

let hooked = false;
let reader = new Map();
const sourceMaps = new Map();

/** Once for this process: all suites have one configuration. */
export async function loadFromSources(config) {
  if (hooked) return;
  hooked = true;
  const transformer = await createScriptTransformer(config);
  const rooms = config.moduleNameMapper
    .filter(([pattern]) => pattern.startsWith('^@entente/'))
    .map(([pattern, source]) => [new RegExp(pattern), source]);
  registerHooks({
    resolve: (specifier, context, next) =>
      next(roomSource(specifier, rooms) ?? siblingSource(specifier, context.parentURL) ?? specifier, context),
    load(url, context, next) {
      if (!url.startsWith('file:') || !TYPESCRIPT.test(url)) return next(url, context);
      const { code, sourceMapPath } = transformer.transform(fileURLToPath(url), AS_MODULE);
      sourceMaps.set(url, sourceMapPath);
      reader.set(url, sourceMapPath);
      return { format: 'module', shortCircuit: true, source: code };
    },
  });
}

/** From now on `registry` has the map of every source, by which jest says file and line of a failure. */
export function giveSourceMaps(registry) {
  reader = registry;
  for (const [url, map] of sourceMaps) registry.set(url, map);
}

function roomSource(specifier, rooms) {
  for (const [pattern, source] of rooms) {
    const match = pattern.exec(specifier);
    if (match !== null) return pathToFileURL(source.replace('$1', match[1] ?? '')).href;
  }
  return undefined;
}

function siblingSource(specifier, parent) {
  if (!specifier.startsWith('.') || !specifier.endsWith('.js') || !TYPESCRIPT.test(parent ?? ''))
    return undefined;
  const stem = new URL(specifier, parent).href.slice(0, -'.js'.length);
  return [`${stem}.ts`, `${stem}.tsx`].find((url) => existsSync(fileURLToPath(url)));
}
