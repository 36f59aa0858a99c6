import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Sizes of window that everything is looked at in. */
export const windows = {
  phone: { width: 360, height: 740 },
  desk: { width: 1440, height: 900 },
} as const;

/** In what a page is looked at. */
export interface Look {
  readonly window: keyof typeof windows;
  readonly scheme: 'light' | 'dark';
}

export interface VisitorOptions extends Partial<Look> {
  readonly reducedMotion?: boolean;
}

/** Somebody with a browser, and what went wrong in it. */
export interface Visitor {
  readonly page: Page;
  /** Errors of the console and of scripts, and requests to other hosts. */
  readonly complaints: readonly string[];
  /** Takes back what was complained of and is the browser's own way of telling. */
  readonly forgive: (pattern: RegExp) => void;
  /** What axe-core finds serious or worse. */
  readonly barriers: () => Promise<readonly string[]>;
  /** Pixels by which the page is wider than the window. */
  readonly overflow: () => Promise<number>;
  /** Another size of window, another scheme, on the page that is open. */
  readonly change: (look: Look) => Promise<void>;
  /** Writes the page for a person to look at, where pictures are asked for. */
  readonly shoot: (name: string) => Promise<void>;
}

/** Pictures are for people: where only tests run, nobody looks at them. */
const isPictured = process.env['AGON_PICTURES'] !== undefined;
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));

const listen = (page: Page, host: string, complaints: string[]): void => {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.host !== host) complaints.push(`foreign request: ${request.url()}`);
  });
};

/** Opens a window on an arena; it closes with the test, which fails where anything was complained of. */
export const openVisitor = async (
  browser: Browser,
  url: string,
  { window = 'desk', scheme = 'light', reducedMotion = false }: VisitorOptions = {},
): Promise<Visitor> => {
  const context = await browser.newContext({
    baseURL: url,
    viewport: windows[window],
    colorScheme: scheme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  let look: Look = { window, scheme };
  const complaints: string[] = [];
  listen(page, new URL(url).host, complaints);
  onTestFinished(() => context.close());
  return {
    page,
    complaints,
    forgive: (pattern) => {
      const kept = complaints.filter((one) => !pattern.test(one));
      complaints.splice(0, complaints.length, ...kept);
    },
    barriers: async () => {
      const run = `${axe.source};axe.run({ resultTypes: ['violations'] })`;
      const { violations } = await page.evaluate<AxeResults>(run);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
    },
    overflow: () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    change: async (other) => {
      look = other;
      await page.setViewportSize(windows[look.window]);
      await page.emulateMedia({ colorScheme: look.scheme });
    },
    shoot: async (name) => {
      if (!isPictured) return;
      mkdirSync(folder, { recursive: true });
      const path = `${folder}${name}-${look.window}-${look.scheme}.png`;
      await page.screenshot({ path, fullPage: true });
    },
  };
};

/** A look at the page as it is: nothing to complain of, nothing wider than the window; and a picture. */
export const glance = async (visitor: Visitor, name: string): Promise<void> => {
  await visitor.shoot(name);
  expect(await visitor.overflow(), `${name}: overflow`).toBeLessThanOrEqual(0);
  expect(visitor.complaints, `${name}: complaints`).toEqual([]);
};

/** A glance, and a search for barriers. */
export const inspect = async (visitor: Visitor, name: string): Promise<void> => {
  await glance(visitor, name);
  expect(await visitor.barriers(), `${name}: barriers`).toEqual([]);
};
