// Two builds of one page: "single" is one HTML file, "folder" is for any web host. The engine comes
// from classroom/wasm/build.py; both go to build/classroom of the checkout.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { viteSingleFile } from 'vite-plugin-singlefile';

const made = fileURLToPath(new URL('../build/classroom/', import.meta.url));
const engine = process.env['KOMUNA_ENGINE'] ?? `${made}engine.js`;

// The engine's module stands in the page as text, since a file opened by double click can fetch
// nothing; and beside the program, not in it, so that the program is read sooner.
const engineBytes = {
  name: 'engine-bytes',
  transformIndexHtml: () => [
    {
      tag: 'script',
      attrs: { type: 'text/plain', id: 'komuna-engine' },
      children: readFileSync(engine.replace(/js$/, 'wasm')).toString('base64'),
      injectTo: 'body' as const,
    },
  ],
};

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), engineBytes, ...(mode === 'single' ? [viteSingleFile()] : [])],
  resolve: { alias: { '@engine': engine } },
  worker: { format: 'iife' as const },
  build: {
    target: 'es2022',
    outDir: `${made}${mode === 'single' ? 'single' : 'folder'}`,
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
    modulePreload: false,
  },
  test: { include: ['tests/model/**/*.test.ts'], environment: 'node' },
}));
