import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage } from './stage.ts';
import { openVisitor, windows } from './visitor.ts';

const chess = gameById('chess')!;
const kuhn = gameById('kuhn-poker')!;
const ticTacToe = gameById('tic-tac-toe')!;

const scholarsMate = ['e2e4', 'e7e5', 'd1h5', 'b8c6', 'f1c4', 'g8f6', 'h5f7'];

/** A match that white won by mate in four. */
const playMate = async (arena: Awaited<ReturnType<typeof openTestArena>>): Promise<string> => {
  const stage = await openStage(arena, chess);
  for (const action of scholarsMate)
    await stage.play(action, {
      reasoning: `I like ${action}`,
      usage: { input: 812, output: 40, costUsd: 0.0011 },
      model: 'a-model',
      source: 'model',
    });
  await stage.agents[0]!.next('end');
  return stage.match;
};

describe.skipIf(isBrowserSkipped)('a match that is over', () => {
  const browser = useBrowser();

  test('keys step, play and flip; they are off while somebody types', async () => {
    const arena = await openTestArena();
    const match = await playMate(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${match}`);
    const step = page.locator('.scrub output');
    const isAt = (n: number) => step.getByText(`${n} / 7`, { exact: true }).waitFor();
    await isAt(7);
    for (const [key, n] of [
      ['Home', 0],
      ['ArrowRight', 1],
      ['ArrowRight', 2],
      ['ArrowLeft', 1],
      ['End', 7],
    ] as const) {
      await page.keyboard.press(key);
      await isAt(n);
    }
    await page.getByLabel('Speed').selectOption('4');
    await page.locator('h1').click();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await isAt(7);
    const firstSeat = page.locator('.seat').first();
    const above = await firstSeat.innerText();
    await page.keyboard.press('f');
    await expect.poll(() => firstSeat.innerText()).not.toBe(above);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel('Speed').focus();
    await page.keyboard.press('Home');
    await isAt(7);
    expect(complaints).toEqual([]);
  });

  test('the address restores what was looked at, and a chart and the list lead to steps', async () => {
    const arena = await openTestArena();
    const match = await playMate(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${match}?step=3`);
    await page.getByTestId('news').getByText('Qh5').waitFor();
    await page.locator('.move').nth(5).click();
    await page.waitForURL(/\?step=5$/);
    await page.reload();
    await page.getByTestId('news').getByText('Bc4').waitFor();
    await page.getByRole('slider', { name: /^Think time/ }).click({ position: { x: 60, y: 60 } });
    await expect.poll(() => new URL(page.url()).searchParams.get('step')).not.toBe('5');
    expect(complaints).toEqual([]);
  });

  test('on a phone the board and what moves it are on the first screen, and neither covers the other', async () => {
    const arena = await openTestArena();
    const match = await playMate(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url, { window: 'phone' });
    await page.goto(`/match/${match}`);
    await page.getByTestId('verdict').getByText('Verified').waitFor();
    // The mating queen took a pawn.
    expect(await page.locator('.standing').allInnerTexts()).toEqual(['+1']);
    const board = (await page.getByRole('grid').boundingBox())!;
    const playback = (await page.getByRole('group', { name: 'Playback' }).boundingBox())!;
    const scrub = (await page.locator('.scrub').boundingBox())!;
    expect(board.y + board.height).toBeLessThanOrEqual(scrub.y);
    expect(playback.y + playback.height).toBeLessThanOrEqual(windows.phone.height);
    expect(complaints).toEqual([]);
  });

  test('the page checks the log by itself, and says what was said and what it cost', async () => {
    const arena = await openTestArena();
    const match = await playMate(arena);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${match}?step=3`);
    await page.getByText('I like d1h5').waitFor();
    for (const text of ['$0.0011', '812', 'a-model']) await page.getByText(text).first().waitFor();
    const verdict = page.getByTestId('verdict');
    await verdict.getByText('Verified', { exact: false }).click();
    await page.getByText('The signature is by a key of this arena').waitFor();
    await page.getByText('All 7 steps follow').waitFor();
    const log = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Log/ }).click();
    expect((await log).suggestedFilename()).toBe(`${match}.jsonl`);
    expect(complaints).toEqual([]);
  });

  test('a log that was changed on its way is shown as such', async () => {
    const arena = await openTestArena();
    const match = await playMate(arena);
    const { page } = await openVisitor(browser(), arena.url);
    await page.route('**/replay.jsonl', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"d1h5"', '"d1g4"') });
    });
    await page.goto(`/match/${match}`);
    const verdict = page.getByTestId('verdict');
    await verdict.getByText('Does not verify').click();
    await page.getByText(/Line \d+ of the log is not what it should be/).waitFor();
    // The board still shows what the arena tells.
    await page.getByTestId('news').getByText('checkmate').waitFor();
  });

  test('hidden cards are shown to whoever looks through the eyes of a seat', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, kuhn, { config: kuhn.schemas.config.parse({ hands: 1 }) });
    for (const action of ['bet', 'fold']) await stage.play(action);
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${stage.match}?step=0`);
    const board = page.getByTestId('board');
    await page.getByTestId('verdict').waitFor();
    await board.getByText('first to act').or(board.locator('svg')).first().waitFor();
    const hidden = await board.innerHTML();
    await page.getByLabel('Seen by').selectOption('0');
    await expect.poll(() => board.innerHTML()).not.toBe(hidden);
    await page.waitForURL(/as=0/);
    const own = await board.innerHTML();
    await page.getByLabel('Seen by').selectOption('referee');
    await expect.poll(() => board.innerHTML()).not.toBe(own);
    await page.getByLabel('Seen by').selectOption('public');
    await expect.poll(() => board.innerHTML()).toBe(hidden);
    expect(complaints).toEqual([]);
  });

  test('a forfeit by illegal moves shows the attempts and what they said', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, ticTacToe, { attempts: { max: 2, then: 'forfeit' } });
    await stage.play('E');
    const loser = stage.agents[1]!;
    const { turn } = await loser.next('turn');
    for (const text of ['I take E, surely', 'E']) loser.send({ type: 'act', turn, id: text, text });
    await loser.next('end');
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${stage.match}`);
    await page.getByTestId('result').getByText('lost by forfeit').waitFor();
    await page.getByText('I take E, surely').waitFor();
    expect(await page.locator('.move.refused').count()).toBe(2);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('a page on plain http off localhost', () => {
  const browser = useBrowser(['--host-resolver-rules=MAP arena.test 127.0.0.1']);

  test('checks the chain and says that the signature was not checked', async () => {
    // One that is reached by a name is behind a proxy, and trusts nobody for coming from this machine.
    const arena = await openTestArena({
      environment: { AGON_SERVER_PROXIES: '1', AGON_SERVER_CREATION: 'open' },
    });
    const match = await playMate(arena);
    const url = arena.url.replace('127.0.0.1', 'arena.test');
    const { page, complaints } = await openVisitor(browser(), url);
    await page.goto(`/match/${match}`);
    await page.getByTestId('verdict').getByText('Verified in part').click();
    await page.getByText('Each line holds the SHA-256 of the line before').waitFor();
    await page.getByText('The signature was not checked').waitFor();
    // Chromium says by itself that it ignores a header which only secure origins may set.
    expect(complaints.filter((one) => !one.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
  });
});
