import { describe, expect, test } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import type { AnyGame } from '../../games/game.ts';
import { games } from '../../games/registry.ts';
import { type TestArena, openTestArena } from '../doors/test-arena.ts';
import { isBrowserSkipped, useBrowser } from './chromium.ts';
import { openStage } from './stage.ts';
import { glance, inspect, openVisitor, type Look, type Visitor } from './visitor.ts';

/** The first two are both widths and both schemes, so barriers are looked for in those; all are glanced at. */
const looks = [
  { window: 'desk', scheme: 'light' },
  { window: 'phone', scheme: 'dark' },
  { window: 'desk', scheme: 'dark' },
  { window: 'phone', scheme: 'light' },
] as const satisfies readonly Look[];

/** Steps of a live match that is looked at: enough for a position, too few for an end. */
const liveSteps = 4;
/** Steps of a match that is played out; those that take longer are resigned. */
const stepsMax = 60;

/** Of games that are over after one step by default, a setting in which they go on. */
const liveConfigs: { readonly [game: string]: unknown } = { 'crafting-world': { mode: 'step' } };

interface Played {
  readonly game: AnyGame;
  readonly live: string;
  readonly over: string;
}

/** One match of each game that runs, and one that is over. */
const playAll = async (arena: TestArena): Promise<readonly Played[]> => {
  const played: Played[] = [];
  for (const game of games) {
    const over = await openStage(arena, game, { rated: true });
    const isOpen = (await over.playOn(stepsMax)) === stepsMax;
    if (isOpen) for (const agent of over.agents) agent.send({ type: 'resign' });
    await over.agents[0]!.next('end');
    const live = await openStage(arena, game, {
      config: game.schemas.config.parse(liveConfigs[game.id] ?? {}),
    });
    await live.playOn(liveSteps);
    played.push({ game, live: live.match, over: over.match });
  }
  return played;
};

/** A tournament of house bots, played to its end. */
const playCup = async (arena: TestArena): Promise<string> => {
  const cup = {
    name: 'cup',
    games: [{ id: 'tic-tac-toe' }],
    players: [{ player: 'bot:perfect' }, { player: 'bot:greedy' }, { player: 'bot:random' }],
    schedule: { kind: 'round-robin', pairs: 3 },
  };
  const response = await arena.post('/api/tournaments', cup, arena.adminKey);
  const { id } = (await response.json()) as { readonly id: string };
  await (
    await arena.tournaments.find(id)
  )?.settled;
  return id;
};

const open = async (visitor: Visitor, path: string, sign: string): Promise<void> => {
  await visitor.page.goto(path);
  await visitor.page.locator(sign).first().waitFor();
  await visitor.page.waitForFunction(() => document.querySelector('.loading, .board-loading') === null);
};

describe.skipIf(isBrowserSkipped)('every page, in every window, by day and by night', () => {
  const browser = useBrowser();

  test('has nothing to complain of, no barrier, nothing too wide; and a picture', async () => {
    const arena = await openTestArena({ host: createInlineHost() });
    const played = await playAll(arena);
    const [chess] = played as [Played];
    const cup = await playCup(arena);
    const pages: readonly (readonly [name: string, path: string, sign: string])[] = [
      ['watch', '/', '[data-testid=tile] svg'],
      ['match-live', `/match/${chess.live}`, '.seat.acting'],
      ['match-over', `/match/${chess.over}`, '[data-testid=verdict]'],
      ['leaderboards', '/leaderboard', '.tile-link'],
      ['leaderboard', '/leaderboard/chess/llm', '.crosstable'],
      ['agent', '/agent/white-agent', '.card'],
      ['tournaments', '/tournaments', '.tile-link'],
      ['tournament', `/tournaments/${cup}`, '.crosstable'],
      ['games', '/games', '.tile-link'],
      ['game', '/games/chess', '.rules'],
      ['replays', '/replays', '.match-list'],
      ['missing', '/nowhere-at-all', '.notice'],
    ];
    for (const [at, look] of looks.entries()) {
      const visitor = await openVisitor(browser(), arena.url, { ...look, reducedMotion: true });
      for (const [name, path, sign] of pages) {
        await open(visitor, path, sign);
        // Chromium itself tells of the status of an address that leads nowhere.
        if (name === 'missing') visitor.forgive(/404/);
        await (at < 2 ? inspect : glance)(visitor, name);
      }
    }
  });

  test('every game is drawn, live and over, large and on the wall', async () => {
    const arena = await openTestArena();
    const played = await playAll(arena);
    const visitor = await openVisitor(browser(), arena.url, { ...looks[0], reducedMotion: true });
    const { page } = visitor;
    /** The open page in every look; barriers are looked for in one of them. */
    const lookAround = async (name: string, inspected: Look): Promise<void> => {
      for (const look of looks) {
        await visitor.change(look);
        await (look === inspected ? inspect : glance)(visitor, name);
      }
    };
    for (const { game, live, over } of played) {
      await open(visitor, `/match/${live}`, '[data-testid=board] svg');
      await lookAround(`game-${game.id}-live`, looks[0]);
      await open(visitor, `/match/${over}`, '[data-testid=verdict]');
      await page.getByTestId('verdict').getByText('Verified').waitFor();
      await lookAround(`game-${game.id}-over`, looks[1]);
    }
    await open(visitor, '/', '[data-testid=tile] svg');
    const tiles = page.getByTestId('tile');
    const undrawn = tiles.filter({ hasNot: page.locator('svg') });
    await expect.poll(() => undrawn.count()).toBe(0);
    expect(await tiles.count()).toBe(games.length);
    await lookAround('wall-of-all-games', looks[0]);
  });

  test('an arena in which nothing was ever played says how to begin', async () => {
    const arena = await openTestArena();
    for (const look of looks.slice(0, 2)) {
      const visitor = await openVisitor(browser(), arena.url, look);
      for (const [name, path] of [
        ['watch', '/'],
        ['leaderboards', '/leaderboard'],
        ['tournaments', '/tournaments'],
        ['replays', '/replays'],
      ] as const) {
        await open(visitor, path, '.notice');
        await inspect(visitor, `empty-${name}`);
      }
      await visitor.page.goto('/match/m0000000');
      await visitor.page.getByText('There is no such match').waitFor();
      await visitor.page.goto('/agent/nobody');
      await visitor.page.locator('.notice').waitFor();
    }
  });
});
