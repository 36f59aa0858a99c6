import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Hundreds of processes and threads start here: what Node has compiled for one, as `agon` keeps it, serves them all.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/agon', import.meta.url));

export default defineConfig({
  test: {
    include: ['{games,replays,server,clients,test}/**/*.test.{ts,tsx}'],
    // They have a command of their own, for machines with a browser.
    exclude: ['**/node_modules/**', 'test/browser/**'],
    // Most of the time goes to waiting for processes and clocks; by itself vitest leaves a core of two idle.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
