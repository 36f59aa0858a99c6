import { defineConfig } from 'vitest/config';

// `npm run test:browser`: the pages in a real browser, against a real arena.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // Some look at dozens of pages.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
