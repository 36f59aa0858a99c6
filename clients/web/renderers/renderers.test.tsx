import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AnyGame, Json, Seat, Viewer } from '../../../games/game.ts';
import { games } from '../../../games/registry.ts';
import { labelledRng, stepRng } from '../../../games/rng.ts';
import { rendererLoaders } from './registry.ts';
import type { AnyRenderer } from './renderer.ts';

const renderers = new Map<string, AnyRenderer>();

beforeAll(async () => {
  for (const [id, load] of Object.entries(rendererLoaders)) renderers.set(id, (await load()).renderer);
});

const seeds = ['0'.repeat(32), '5eed'.repeat(8)];

/** How many steps of a match are drawn: long ones are looked at here and there, and at both ends. */
const drawnMax = 12;

const stepsToDraw = (length: number): number[] => {
  const count = Math.min(length, drawnMax);
  return Array.from({ length: count }, (_, at) => Math.round((at * (length - 1)) / Math.max(1, count - 1)));
};

/** All states of a random match, at most so many steps. */
const statesOf = (game: AnyGame, config: Json, seed: string, stepsMax = 60): Json[] => {
  const states = [game.setup(config, stepRng(seed, 0)) as Json];
  for (let n = 0; n < stepsMax; n++) {
    const state = states.at(-1)!;
    const actors: readonly Seat[] = game.actors(state);
    if (actors.length === 0) break;
    const rng = labelledRng(seed, 'moves', n);
    const moves = new Map(actors.map((seat) => [seat, rng.pick(game.legalActions(state, seat) as Json[])]));
    states.push(game.step(state, moves, stepRng(seed, n + 1)) as Json);
  }
  return states;
};

const draw = (
  game: AnyGame,
  views: { readonly view: unknown; readonly previous?: unknown },
  size: 'thumb' | 'board' = 'board',
  flipped = false,
): string => {
  const Drawing = renderers.get(game.id)!;
  return renderToString(
    <Drawing view={views.view} previous={views.previous} flipped={flipped} label="The label" size={size} />,
  );
};

/** What must not be in a drawing: signs that something was not there when it was put into words or into a path. */
const holes = /undefined|NaN|Infinity|\[object|\bnull\b/u;

const cellsIn = (html: string): string[] =>
  [...html.matchAll(/role="gridcell" aria-label="([^"]*)"/gu)].map(([, label]) => label!);

describe.each(games.map((game) => [game.id, game] as const))('the drawing of %s', (id, game) => {
  test('exists', () => {
    expect(renderers.has(id)).toBe(true);
  });

  test.each(seeds)(
    'shows every step of the match %s to every viewer, at both sizes and from both sides',
    (seed) => {
      const states = statesOf(game, game.defaults as Json, seed);
      const viewers: Viewer[] = ['public', 'referee', ...game.roles(game.defaults).keys()];
      for (const at of stepsToDraw(states.length))
        for (const viewer of viewers) {
          const view = game.view(states[at]!, viewer);
          const previous = at === 0 ? undefined : game.view(states[at - 1]!, viewer);
          for (const size of ['thumb', 'board'] as const)
            for (const flipped of [false, true]) {
              const html = draw(game, { view, previous }, size, flipped);
              expect(html).toContain('<svg');
              expect(html).toContain('The label');
              expect(html).not.toMatch(holes);
            }
        }
    },
  );

  test('is a function of the views, and flipping only moves things', () => {
    const state = statesOf(game, game.defaults as Json, seeds[0]!, 5).at(-1)!;
    const view = game.view(state, 'public');
    expect(draw(game, { view })).toBe(draw(game, { view: structuredClone(view) }));
    expect(cellsIn(draw(game, { view }, 'board', true)).toSorted()).toEqual(
      cellsIn(draw(game, { view })).toSorted(),
    );
  });

  test('is one image as a thumb, without cells to read', () => {
    const view = game.view(statesOf(game, game.defaults as Json, seeds[0]!, 3).at(-1)!, 'public');
    const html = draw(game, { view }, 'thumb');
    expect(html.startsWith('<svg')).toBe(true);
    expect(cellsIn(html)).toEqual([]);
    expect(html.match(/role="img"/gu)).toHaveLength(1);
  });
});

test('says who leads, by seat, of a position that a public view shows', async () => {
  const standingsOf = async (game: string, view: unknown) =>
    (await rendererLoaders[game]!()).standings!(view);
  const fen = 'rnb1kbnr/pppp1ppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';
  expect(await standingsOf('chess', { fen })).toEqual(['+10', '']);
  expect(await standingsOf('kuhn-poker', { scores: [-2, 2] })).toEqual(['−2 chips', '+2 chips']);
  expect(await standingsOf('rock-paper-scissors', { history: 'rsrrps' })).toEqual(['1 win', '1 win']);
  const crafting = games.find(({ id }) => id === 'crafting-rivals')!;
  const start = crafting.view(statesOf(crafting, crafting.defaults as Json, seeds[0]!, 0)[0]!, 'public');
  expect(await standingsOf('crafting-rivals', start)).toEqual([
    expect.stringMatching(/^goal 0 of [1-9]/u),
    expect.stringMatching(/^goal 0 of [1-9]/u),
  ]);
});
