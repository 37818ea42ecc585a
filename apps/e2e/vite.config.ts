import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const libs = fileURLToPath(new URL('../../libs', import.meta.url));

/** The pages of the browser tests, one for each mode: our rooms from their sources, as one script. */
export default defineConfig(({ mode }) => ({
  resolve: {
    alias: [
      { find: /^@entente\/([a-z-]+)$/, replacement: `${libs}/$1/src/index.ts` },
      { find: /^@entente\/sync\/client$/, replacement: `${libs}/sync/src/client/index.ts` },
    ],
    dedupe: ['yjs', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'],
  },
  build: {
    emptyOutDir: true,
    minify: false,
    lib: { entry: `src/${mode}/page/main.ts`, formats: ['es'], fileName: 'page' },
  },
}));
