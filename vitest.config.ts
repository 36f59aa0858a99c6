import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{games,replays,server,clients,test}/**/*.test.{ts,tsx}'],
    // They have a command of their own, for machines with a browser.
    exclude: ['**/node_modules/**', 'test/browser/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
