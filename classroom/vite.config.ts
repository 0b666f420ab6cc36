// Two builds of one page: "single" is one HTML file, "folder" is for any web host. The engine comes
// from classroom/wasm/build.py; both go to build/classroom of the checkout.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { viteSingleFile } from 'vite-plugin-singlefile';

const made = fileURLToPath(new URL('../build/classroom/', import.meta.url));
const engine = process.env['KOMUNA_ENGINE'] ?? `${made}engine.js`;

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), ...(mode === 'single' ? [viteSingleFile()] : [])],
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
