import { describe, expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { freePort } from '../crash/free-port.ts';
import { startServer } from '../crash/server-process.ts';
import { connectAgent } from '../doors/json-agent.ts';
import { createDirectory, openTestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage } from './stage.ts';
import { openVisitor } from './visitor.ts';

const chess = gameById('chess')!;
const kuhn = gameById('kuhn-poker')!;

describe.skipIf(isBrowserSkipped)('a match that is live', () => {
  const browser = useBrowser();

  test('the board changes with each move, and one who comes late sees the same', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, chess);
    const early = await openVisitor(browser(), arena.url);
    await early.page.goto(`/match/${stage.match}`);
    await early.page.getByText('to move').waitFor();
    for (const [action, san] of [
      ['e2e4', 'e4'],
      ['e7e5', 'e5'],
      ['g1f3', 'Nf3'],
    ]) {
      await stage.play(action);
      await early.page.getByTestId('news').getByText(`played ${san} `).waitFor();
    }
    const late = await openVisitor(browser(), arena.url);
    await late.page.goto(`/match/${stage.match}`);
    await late.page.getByTestId('news').getByText('played Nf3').waitFor();
    const board = ({ page }: typeof late) =>
      page.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel));
    await expect.poll(() => board(late)).toHaveLength(64);
    await expect.poll(() => board(late)).toEqual(await board(early));
    await expect.poll(() => late.page.locator('.move').count()).toBe(4);
    expect([...early.complaints, ...late.complaints]).toEqual([]);
  });

  test('a step that is looked at stays while the match goes on, and the end is followed again', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, chess);
    await stage.play('e2e4');
    const { page, complaints } = await openVisitor(browser(), arena.url);
    await page.goto(`/match/${stage.match}`);
    const news = page.getByTestId('news');
    await news.getByText('played e4').waitFor();
    await page.keyboard.press('ArrowLeft');
    await news.getByText('The start').waitFor();
    await page.waitForURL(/\?step=0$/);
    await stage.play('e7e5');
    await page.locator('.move').nth(2).waitFor();
    expect(await news.innerText()).toContain('The start');
    await page.keyboard.press('End');
    await news.getByText('played e5').waitFor();
    await page.waitForURL(/\/match\/[^?]+$/);
    expect(complaints).toEqual([]);
  });

  test('a spectator is told no card that was not shown, and no word of the seats, before the release', async () => {
    const arena = await openTestArena();
    const canary = 'canary-5c1e';
    const config = kuhn.schemas.config.parse({ hands: 2 });
    const group = { pair: 'pair-of-canaries' };
    const names = ['villain', 'hero'];
    const stage = await openStage(arena, kuhn, { config, group, names });
    const other = await openStage(arena, kuhn, { config, group, names });
    const { page, complaints } = await openVisitor(browser(), arena.url);
    const heard: string[] = [];
    page.on(
      'response',
      (response) =>
        void response.text().then(
          (text) => heard.push(text),
          () => {},
        ),
    );
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => heard.push(payload.toString('latin1'))),
    );
    await page.goto(`/match/${stage.match}?as=0`);
    await page.getByText('Shown as the public sees it').waitFor();
    // Every hand is bet and folded, so that no card is ever shown.
    for (const action of ['bet', 'fold', 'bet', 'fold']) await stage.play(action, { reasoning: canary });
    await page.getByTestId('result').waitFor();
    await page.getByText('not released yet').waitFor();
    const { seed } = (await arena.arena.store.secrets(other.match))!;
    const told = heard.join('\n') + (await page.content());
    expect(told).toContain('folds');
    for (const secret of [canary, seed, group.pair]) expect(told).not.toContain(secret);
    expect(told).not.toMatch(/cards: first [JQK]/);
    expect(complaints).toEqual([]);

    for (const action of ['bet', 'fold', 'bet', 'fold']) await other.play(action);
    await page.getByTestId('verdict').waitFor();
    await page.getByText(canary).first().waitFor();
  });
});

describe.skipIf(isBrowserSkipped)('an arena that is killed', () => {
  const browser = useBrowser();

  test('is missed quietly, and the match goes on when it is back, with no step lost', async () => {
    const port = await freePort();
    const directory = await createDirectory();
    const first = await startServer(port, directory);
    onTestFinished(() => first.end('SIGKILL').then(() => {}));
    const created = await fetch(`${first.url}/api/matches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ game: 'chess', seats: ['open', 'open'] }),
    });
    const { match, tickets } = (await created.json()) as { match: string; tickets: [string, string] };
    const white = await connectAgent(first.url, tickets[0]);
    await connectAgent(first.url, tickets[1]);
    await white.next('turn');
    white.send({ type: 'act', turn: 1, id: 'w1', action: 'e2e4' });
    await white.next('ack');
    const { page, complaints } = await openVisitor(browser(), first.url);
    await page.goto(`/match/${match}`);
    await page.getByTestId('news').getByText('played e4').waitFor();
    await page.locator('.seat.acting').waitFor();
    await first.end('SIGKILL');
    await page.getByText('The connection is lost').waitFor();

    const second = await startServer(port, directory);
    onTestFinished(() => second.end('SIGKILL').then(() => {}));
    await connectAgent(second.url, tickets[0]);
    const black = await connectAgent(second.url, tickets[1]);
    await black.next('turn');
    black.send({ type: 'act', turn: 2, id: 'b2', action: 'e7e5' });
    await page.getByTestId('news').getByText('played e5').waitFor();
    expect(await page.getByText('The connection is lost').count()).toBe(0);
    expect(await page.locator('.move').count()).toBe(3);
    // Chromium writes each refused connection to the console by itself; the page complains of nothing.
    expect(complaints.filter((one) => !/ERR_CONNECTION|WebSocket connection/.test(one))).toEqual([]);
  });
});
