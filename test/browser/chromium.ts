import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findPrograms, isSkipped } from '../required-tools.ts';

const [program] = findPrograms('chromium');

/** Whether the tests in a browser are skipped here, which is printed. */
export const isBrowserSkipped = isSkipped('browser', program === undefined ? ['chromium'] : []);

/** One browser for the tests of a file. `flags` are given to it as they are. */
export const useBrowser = (flags: readonly string[] = []): (() => Browser) => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    // In a container there is no second sandbox to be had; the pages are the arena's own.
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox', ...flags] });
  });
  afterAll(() => browser?.close());
  return () => browser!;
};
