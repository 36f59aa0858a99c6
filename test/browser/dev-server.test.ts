import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage } from './stage.ts';
import { openVisitor } from './visitor.ts';

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));

/** `npm run dev:web` on a free port, beside the arena at `url`. */
const openDevServer = async (url: string): Promise<string> => {
  vi.stubEnv('AGON_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const server = await createServer({ configFile, server: { port: 0 }, logLevel: 'error' });
  onTestFinished(() => server.close());
  await server.listen();
  return server.resolvedUrls!.local[0]!;
};

describe.skipIf(isBrowserSkipped)('the pages from their sources', () => {
  const browser = useBrowser();

  test('follow a live match of an arena that runs beside them', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, gameById('chess')!);
    const url = await openDevServer(arena.url);
    const { page, complaints } = await openVisitor(browser(), url);
    await page.goto('/');
    await page.getByTestId('tile').locator('svg').waitFor();
    await page.getByText('1 match under way').waitFor();
    await page.getByRole('link', { name: 'Open the match' }).click();
    await page.locator('.seat.acting').waitFor();
    await stage.play('e2e4');
    await page.getByTestId('news').getByText('played e4').waitFor();
    expect(complaints).toEqual([]);
  });
});
