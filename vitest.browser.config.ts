import { defineConfig } from 'vitest/config';

// `npm run test:browser`: the pages in a real browser, against a real arena.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    // As with the other tests; each has a browser of its own.
    maxWorkers: 2,
    // Some look at dozens of pages.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
