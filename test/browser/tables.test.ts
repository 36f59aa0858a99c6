import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openTestArena, type TestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage } from './stage.ts';
import { openVisitor } from './visitor.ts';

const ticTacToe = gameById('tic-tac-toe')!;

/** The first of the two wins as fast as can be. */
const playWin = async (arena: TestArena, names: readonly string[]): Promise<void> => {
  const stage = await openStage(arena, ticTacToe, { names, rated: true });
  for (const cell of ['A', 'D', 'B', 'E', 'C']) await stage.play(cell);
  await stage.agents[0]!.next('end');
};

const playTournament = async (arena: TestArena): Promise<void> => {
  for (const names of [
    ['ann', 'bob'],
    ['ann', 'cid'],
    ['bob', 'cid'],
  ])
    await playWin(arena, names);
};

describe.skipIf(isBrowserSkipped)('tables', () => {
  const browser = useBrowser();

  test('a leaderboard sorts by any column, either way', async () => {
    const arena = await openTestArena();
    await playTournament(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto('/leaderboard');
    await page.getByRole('link', { name: 'tic-tac-toe/llm' }).click();
    await page.waitForURL('**/leaderboard/tic-tac-toe/llm');
    const table = page.getByRole('table', { name: /^Ratings of/ });
    const names = () => table.locator('tbody tr .agent-cell a').allInnerTexts();
    await expect.poll(names).toEqual(['ann', 'bob', 'cid']);
    await table.getByRole('button', { name: 'Rating', exact: true }).click();
    await table.getByRole('button', { name: 'Rating', exact: true }).click();
    await expect.poll(names).toEqual(['cid', 'bob', 'ann']);
    const sorted = table.locator('th[aria-sort]');
    expect([await sorted.innerText(), await sorted.getAttribute('aria-sort')]).toEqual([
      expect.stringContaining('Rating'),
      'ascending',
    ]);
    await table.getByRole('button', { name: 'Agent' }).click();
    await expect.poll(names).toEqual(['ann', 'bob', 'cid']);
    await page.getByRole('region', { name: 'Crosstable' }).getByText('1 / 1').first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('an agent has a page, with its opponents and its last matches', async () => {
    const arena = await openTestArena();
    await playTournament(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto('/leaderboard/tic-tac-toe/llm');
    await page.getByRole('link', { name: 'bob' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'bob' }).waitFor();
    const opponents = page.getByRole('table', { name: /^Results by opponent/ });
    await expect.poll(() => opponents.locator('tbody tr').count()).toBe(2);
    await page.getByRole('table', { name: 'Last matches' }).getByRole('link').first().click();
    await page.getByTestId('board').waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'bob' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('replays are narrowed by their filters and paged, and the address holds both', async () => {
    const arena = await openTestArena();
    await playTournament(arena);
    for (let count = 0; count < 55; count++) await arena.createMatch();
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto('/replays');
    const lines = page.locator('.match-list li');
    await expect.poll(() => lines.count()).toBe(50);
    await page.getByRole('link', { name: 'Older matches' }).click();
    await expect.poll(() => lines.count()).toBe(8);
    await page.getByLabel('Game').selectOption('tic-tac-toe');
    await page.waitForURL(/\?game=tic-tac-toe$/);
    await expect.poll(() => lines.count()).toBe(3);
    await page.getByLabel('Agent').fill('cid');
    await page.getByLabel('Agent').press('Enter');
    await expect.poll(() => lines.count()).toBe(2);
    await page.reload();
    await expect.poll(() => lines.count()).toBe(2);
    await lines.first().getByRole('link').click();
    await page.getByTestId('board').waitFor();
    // The next match is the next one of the list that was looked at.
    const first = page.url();
    await page.keyboard.press('j');
    await expect.poll(() => page.url()).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(() => page.url()).toBe(first);
    expect(complaints).toEqual([]);
  });
});
