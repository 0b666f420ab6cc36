// The page itself, in Chromium and Firefox, over file:// with the network cut.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/page/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 480000,
    hookTimeout: 300000,
    sequence: { concurrent: false },
  },
});
