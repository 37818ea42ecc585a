import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const libs = fileURLToPath(new URL('../../libs', import.meta.url));
const server = process.env['ENTENTE_SERVER'] ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      { find: '@entente/contracts/annex', replacement: `${libs}/contracts/src/annex.ts` },
      { find: '@entente/sync/client', replacement: `${libs}/sync/src/client/index.ts` },
      { find: '@entente/editor/editor.css', replacement: `${libs}/editor/src/editor.css` },
      { find: /^@entente\/([a-z-]+)$/, replacement: `${libs}/$1/src/index.ts` },
    ],
    dedupe: ['yjs', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view', 'react', 'react-dom'],
  },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server allows no data: fonts and scripts; small assets stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/publications': server,
      '/health': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
