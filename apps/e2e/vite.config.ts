import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const libs = fileURLToPath(new URL('../../libs', import.meta.url));

/** The page of the editor's browser tests: our rooms from their sources, as one script. */
export default defineConfig({
  resolve: {
    alias: [{ find: /^@entente\/([a-z-]+)$/, replacement: `${libs}/$1/src/index.ts` }],
    dedupe: ['yjs', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'],
  },
  build: {
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'src/editor/page/main.ts', formats: ['es'], fileName: 'page' },
  },
});
