import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { openTestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage, setStage } from './stage.ts';
import { inspect, openVisitor } from './visitor.ts';

const chess = gameById('chess')!;
const kuhn = gameById('kuhn-poker')!;
const ticTacToe = gameById('tic-tac-toe')!;

describe.skipIf(isBrowserSkipped)('a match in an unusual state', () => {
  const browser = useBrowser();

  test('one that waits for its seats says so, and one that was called off counts for nothing', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const visitor = await openVisitor(browser(), arena.url);
    await visitor.page.goto(`/match/${match}`);
    await visitor.page.getByRole('heading', { name: 'Waiting for its seats' }).waitFor();
    await inspect(visitor, 'match-waiting');
    arena.arena.live(match)!.cancel();
    await visitor.page.getByRole('heading', { name: 'Called off' }).waitFor();
    await visitor.page.getByText('it counts for nothing').waitFor();
    await inspect(visitor, 'match-aborted');
    await visitor.page.reload();
    await visitor.page.getByRole('heading', { name: 'Called off' }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  test('one that the arena failed is void, and blames nobody', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, chess);
    await stage.play('e2e4');
    const visitor = await openVisitor(browser(), arena.url, { window: 'phone', scheme: 'dark' });
    await visitor.page.goto(`/match/${stage.match}`);
    await visitor.page.getByTestId('news').getByText('played e4').waitFor();
    arena.arena.live(stage.match)!.fail('test-failure');
    const result = visitor.page.getByTestId('result');
    await result.getByText('Void', { exact: true }).waitFor();
    await result.getByText('The match counts for nothing: the arena failed.').waitFor();
    await visitor.page.getByTestId('verdict').getByText('Verified').waitFor();
    await inspect(visitor, 'match-void');
  });

  test('one whose log is sealed until its pair is over says so, and shows no log', async () => {
    const arena = await openTestArena();
    const config = kuhn.schemas.config.parse({ hands: 1 });
    const group = { pair: 'a-pair' };
    const stage = await openStage(arena, kuhn, { config, group });
    await openStage(arena, kuhn, { config, group });
    for (const action of ['bet', 'fold']) await stage.play(action);
    const visitor = await openVisitor(browser(), arena.url);
    await visitor.page.goto(`/match/${stage.match}`);
    await visitor.page.getByText('not released yet').waitFor();
    await visitor.page.getByTestId('board').locator('svg').first().waitFor();
    expect(await visitor.page.getByRole('link', { name: /^Log/ }).count()).toBe(0);
    expect(await visitor.page.getByLabel('Seen by').count()).toBe(0);
    await inspect(visitor, 'match-sealed');
  });

  test('one of a game that has no drawing is told in words', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, ticTacToe);
    await stage.play('E');
    const visitor = await openVisitor(browser(), arena.url);
    // A game that this page never heard of: an arena may have more than the page was built with.
    await visitor.page.route('**/api/matches/**', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('"tic-tac-toe"', '"unheard-of"');
      await route.fulfill({ response, body });
    });
    await visitor.page.goto(`/match/${stage.match}`);
    const board = visitor.page.getByTestId('board');
    await board.getByText('First (1) owns E.').waitFor();
    expect(await board.locator('svg').count()).toBe(0);
    await inspect(visitor, 'match-without-drawing');
    await stage.play('A');
    await board.getByText('Second (2) owns A.').waitFor();
  });

  test('one that is slow to come says that it loads', async () => {
    const arena = await openTestArena();
    const stage = await openStage(arena, ticTacToe);
    const visitor = await openVisitor(browser(), arena.url);
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await visitor.page.route('**/api/matches/**', async (route) => {
      await held;
      await route.continue();
    });
    await visitor.page.goto(`/match/${stage.match}`);
    await visitor.page.locator('.loading').waitFor();
    await inspect(visitor, 'match-loading');
    letGo();
    await visitor.page.getByTestId('board').locator('svg').first().waitFor();
  });
});

describe.skipIf(isBrowserSkipped)('an arena with little or much in it', () => {
  const browser = useBrowser();

  test('one match is shown large, with its ratings once there are some', async () => {
    const arena = await openTestArena();
    for (const names of [
      ['ann', 'bob'],
      ['bob', 'ann'],
    ]) {
      const over = await openStage(arena, ticTacToe, { names, rated: true });
      await over.playOn(ticTacToe.traits.stepsMax);
    }
    const stage = await openStage(arena, ticTacToe, { names: ['ann', 'bob'] });
    await stage.play('E');
    const visitor = await openVisitor(browser(), arena.url);
    await visitor.page.goto('/');
    await visitor.page.getByTestId('featured').locator('svg').waitFor();
    await visitor.page.getByTestId('featured').locator('.rating').first().waitFor();
    await inspect(visitor, 'watch-one');
    await visitor.page.getByRole('link', { name: 'Open the match' }).click();
    await visitor.page.locator('.seat .rating').nth(1).waitFor();
    await inspect(visitor, 'match-rated-seats');
  });

  test('of a thousand matches fifty are on the wall, and the rest is a link away', async () => {
    const arena = await openTestArena();
    const created = await Promise.all(Array.from({ length: 1_000 }, () => setStage(arena, ticTacToe)));
    const wire = { send: () => {}, close: () => {} };
    for (const { match } of created) for (const seat of [0, 1]) match.connect(seat, wire);
    const visitor = await openVisitor(browser(), arena.url);
    await visitor.page.goto('/');
    await visitor.page.getByText('1,000 matches under way, 50 on the wall').waitFor();
    expect(await visitor.page.getByTestId('tile').count()).toBe(50);
    await inspect(visitor, 'watch-thousand');
    await visitor.page.getByRole('link', { name: 'all of them' }).click();
    await expect.poll(() => visitor.page.locator('.match-list li').count()).toBe(50);
    await visitor.page.getByRole('link', { name: 'Older matches' }).click();
    await expect.poll(() => visitor.page.locator('.match-list li').count()).toBe(50);
    expect(visitor.complaints).toEqual([]);
  });

  test('an agent without games is known, and what there is not is said', async () => {
    const arena = await openTestArena();
    const owner = await arena.post('/api/owners', { name: 'owner' }, arena.adminKey);
    const { key } = (await owner.json()) as { readonly key: string };
    const created = await arena.post('/api/agents', { name: 'newcomer' }, key);
    const { agent } = (await created.json()) as { readonly agent: string };
    const visitor = await openVisitor(browser(), arena.url);
    await visitor.page.goto(`/agent/${agent}`);
    await visitor.page.getByText('Not rated yet').waitFor();
    await inspect(visitor, 'agent-without-games');
    await visitor.page.goto('/agent/nobody');
    await visitor.page.getByText('There is no such agent').waitFor();
    visitor.forgive(/404/);
    await inspect(visitor, 'agent-unknown');
  });
});

describe.skipIf(isBrowserSkipped)('text that an agent wrote', () => {
  const browser = useBrowser();

  test('is shown letter by letter, whatever markup it holds', async () => {
    const arena = await openTestArena();
    const mark = (where: string): string => `<img src=x onerror="document.title='${where}'"><b>${where}</b>`;
    const stage = await openStage(arena, ticTacToe, { attempts: { max: 2, then: 'forfeit' } });
    await stage.play('E', { reasoning: mark('reasoning'), model: mark('model'), source: 'model' });
    const loser = stage.agents[1]!;
    const { turn } = await loser.next('turn');
    for (const id of ['a', 'b']) loser.send({ type: 'act', turn, id, text: mark(`refused-${id}`) });
    await loser.next('end');
    const visitor = await openVisitor(browser(), arena.url);
    for (const step of [1, 2]) {
      await visitor.page.goto(`/match/${stage.match}?step=${step}`);
      await visitor.page.getByTestId('verdict').waitFor();
    }
    await visitor.page.getByText(mark('refused-a')).first().waitFor();
    await visitor.page.goto(`/match/${stage.match}?step=1`);
    await visitor.page.getByText(mark('reasoning')).first().waitFor();
    await visitor.page.getByText(mark('model')).first().waitFor();
    expect(await visitor.page.locator('main img, main b').count()).toBe(0);
    expect(await visitor.page.title()).not.toMatch(/reasoning|model|refused/);
    // An image that does not exist would have been asked for.
    expect(visitor.complaints).toEqual([]);
  });
});
