import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equilibrium as strategyOf, informationSets } from '../../../games/kuhn-poker/equilibrium.ts';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';
import type { View as KuhnView } from '../../../games/kuhn-poker/state.ts';
import { chess } from '../../../games/chess/game.ts';
import type { AnyGame, Json } from '../../../games/game.ts';
import { positionalGames } from '../../../games/positional/game.ts';
import { labelledRng } from '../../../games/rng.ts';
import { rockPaperScissors } from '../../../games/rock-paper-scissors/game.ts';
import { playOut } from './play-out.ts';
import { botByName, bots, playsGame } from './registry.ts';
import type { Decide } from './bot.ts';

const allGames: readonly AnyGame[] = [chess, kuhnPoker, rockPaperScissors, ...positionalGames];
const ticTacToe = positionalGames[0]!;

const open = (name: string, options: Record<string, string> = {}): Decide => botByName(name)!.open(options);
const seedOf = (n: number): string => n.toString(16).padStart(32, '0');

/** Bots that answer with actions, and the small games that they play. */
const quickPairs = bots
  .filter(({ name }) => name !== 'always' && name !== 'minimax')
  .flatMap((bot) =>
    allGames
      .filter(({ id }) => playsGame(bot, id) && id !== 'square-tic-tac-toe' && id !== 'chess')
      .map((game) => [bot.name, game.id, game] as const),
  );

const decision = (decide: Decide, game: string, view: Json, legal?: readonly Json[]): Json => {
  const made = decide({ turn: 1, view, legal }, { game, seat: 0, chance: '0'.repeat(64) });
  return 'action' in made ? made.action : made.text;
};
const chessView = (fen: string): Json => chess.view(chess.setup({ fen, stepsMax: 600 }, labelledRng('')), 0);

describe('every bot', () => {
  test.each(quickPairs)('%s plays %s legally to the end, told the legal actions or not', (name, _, game) => {
    const decide = open(name);
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (n, legalTold) => {
        const { outcome } = playOut(game, [decide, open('random')], seedOf(n), { legalTold });
        expect(outcome.scores).toHaveLength(2);
      }),
      { numRuns: 5 },
    );
  });

  test.each(quickPairs)('%s plays %s alike from an equal seed, and not otherwise', (name, _, game) => {
    const played = (seed: string, config: Json): unknown =>
      playOut(game, [open(name), open(name)], seed, { config }).moves.map(({ action }) => action);
    const config = game.defaults as Json;
    expect(played(seedOf(7), config)).toEqual(played(seedOf(7), config));
    const games = Array.from({ length: 12 }, (_, n) => JSON.stringify(played(seedOf(n), config)));
    expect(new Set(games).size).toBeGreaterThan(1);
  });

  test('refuses options that are not its own', () => {
    expect(() => open('random', { depth: '1' })).toThrow(/depth/);
    expect(() => open('minimax', { depth: '9' })).toThrow(/depth/);
    expect(() => open('minimax', { depth: '1', nodes: '5' })).toThrow(/not both/);
    expect(() => open('equilibrium', { alpha: '0.5' })).toThrow(/alpha/);
    expect(() => open('perfect-with-slips', { rate: 'often' })).toThrow(/rate/);
    expect(() => open('always')).toThrow(/text/);
  });

  test('has a name and version of its own that fit an address', () => {
    expect(new Set(bots.map(({ name }) => name)).size).toBe(bots.length);
    for (const { name, version } of bots) expect(`${name}@${version}`).toMatch(/^[a-z-]+@\d+$/);
  });
});

describe('random', () => {
  test('plays chess legally when it is not told the legal actions', () => {
    const { outcome } = playOut(chess, [open('random'), open('random')], seedOf(1), { legalTold: false });
    expect(outcome.reason).not.toBe('');
  });
});

describe('always', () => {
  test('says its text', () => {
    expect(decision(open('always', { text: '' }), 'chess', null)).toBe('');
    expect(decision(open('always', { text: 'I win.' }), 'chess', null)).toBe('I win.');
  });
});

describe('perfect', () => {
  const games = 60;
  test.each([
    ['tic-tac-toe', 'second'],
    ['cube-tic-tac-toe', 'second'],
    ['double-tic-tac-toe', 'first'],
  ])('never loses %s as %s', (id, role) => {
    const game = positionalGames.find((one) => one.id === id)!;
    const seat = role === 'first' ? 0 : 1;
    const others = ['random', 'greedy'];
    const scores = Array.from({ length: games }, (_, n) => {
      const other = open(others[n % 2]!);
      const players = seat === 0 ? [open('perfect'), other] : [other, open('perfect')];
      return playOut(game, players, seedOf(n)).outcome.scores[seat]!;
    });
    // The first player wins the double board by force; the others are drawn.
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(id === 'double-tic-tac-toe' ? 1 : 0.5);
  });

  test.each(positionalGames.map((game) => [game.id, game] as const))(
    'beats random play of %s in a skin, as greedy does',
    (id, game) => {
      const pairs = id === 'square-tic-tac-toe' ? 2 : 20;
      let sum = 0;
      for (let n = 0; n < pairs; n++) {
        const config = { skin: seedOf(n) };
        sum += playOut(game, [open('perfect'), open('random')], seedOf(n), { config }).outcome.scores[0]!;
        sum += playOut(game, [open('random'), open('greedy')], seedOf(n), { config }).outcome.scores[1]!;
      }
      expect(sum).toBeGreaterThan(pairs);
    },
  );

  test('draws tic-tac-toe against itself', () => {
    for (let n = 0; n < games; n++)
      expect(playOut(ticTacToe, [open('perfect'), open('perfect')], seedOf(n)).outcome.scores).toEqual([
        0.5, 0.5,
      ]);
  });

  test('never loses at a rate of 0, and always at a rate of 1, against perfect play', () => {
    const slipping = open('perfect-with-slips', { rate: '1' });
    const careful = open('perfect-with-slips', { rate: '0' });
    const lost = (decide: Decide): number =>
      Array.from({ length: games }, (_, n) => playOut(ticTacToe, [open('perfect'), decide], seedOf(n)))
        .map(({ outcome }) => outcome.scores[1])
        .filter((score) => score === 0).length;
    expect(lost(careful)).toBe(0);
    expect(lost(slipping)).toBe(games);
  });
});

describe('equilibrium', () => {
  test('puts chips in as often as the strategy says', () => {
    const alpha = 0.2;
    const decide = open('equilibrium', { alpha: String(alpha) });
    const seen = new Map(informationSets.map((set) => [set as string, { chips: 0, all: 0 }]));
    for (let n = 0; n < 12; n++)
      for (const { seat, view, action } of playOut(kuhnPoker, [decide, open('random')], seedOf(n), {
        config: { hands: 500 },
      })
        .moves.filter(({ seat }) => seat === 0)
        .concat(
          playOut(kuhnPoker, [open('random'), decide], seedOf(n), { config: { hands: 500 } }).moves.filter(
            ({ seat }) => seat === 1,
          ),
        )) {
        const { cards, betting } = view as unknown as KuhnView;
        const count = seen.get([cards![seat], ...betting].join(' '))!;
        count.all += 1;
        if (action === 'bet' || action === 'call') count.chips += 1;
      }
    const strategy = strategyOf(alpha);
    for (const set of informationSets) {
      const { chips, all } = seen.get(set)!;
      const expected = strategy[set];
      // Five standard errors: with a fixed seed this is exact, with another it would fail once in a million.
      const slack = 5 * Math.sqrt((expected * (1 - expected)) / all);
      expect(all).toBeGreaterThan(300);
      expect(Math.abs(chips / all - expected)).toBeLessThanOrEqual(slack);
    }
  });
});

describe('greedy', () => {
  const greedy = open('greedy');
  test.each([
    ['mates at once', '6k1/5ppp/8/8/8/8/5PPP/R5K1 w - - 0 1', 'a1a8'],
    ['takes the most', '4k3/8/8/3q1r2/4P3/8/8/4K3 w - - 0 1', 'e4d5'],
    ['promotes to a queen', '8/P6k/8/8/8/8/8/K7 w - - 0 1', 'a7a8q'],
  ])('%s', (_, fen, move) => {
    expect(decision(greedy, 'chess', chessView(fen))).toBe(move);
  });

  const cells = (text: string): Json => ({ cells: text, completed: [], last: null, toMove: 0, winner: null });
  test.each([
    ['completes before it blocks', '11.22....', 'C'],
    ['blocks', '1..22....', 'F'],
    ['takes the cell of most lines', '.........', 'E'],
  ])('%s', (_, text, cell) => {
    expect(decision(greedy, 'tic-tac-toe', cells(text))).toBe(cell);
  });

  test.each([
    ['rprprs', 'scissors'],
    ['rsrsrp', 'rock'],
    ['prsrpr', 'paper'],
  ])('beats the throw that the other shows most in %s', (history, expected) => {
    expect(decision(greedy, 'rock-paper-scissors', { history, net: 0, rounds: 10 })).toBe(expected);
  });

  // Random play of rock-paper-scissors is not to be beaten.
  test.each([kuhnPoker, ...positionalGames].map((game: AnyGame) => [game.id, game] as const))(
    'beats random play in %s, over mirrored pairs',
    (_, game) => {
      const pairs = 30;
      let sum = 0;
      for (let n = 0; n < pairs; n++) {
        sum += playOut(game, [greedy, open('random')], seedOf(n)).outcome.scores[0]!;
        sum += playOut(game, [open('random'), greedy], seedOf(n)).outcome.scores[1]!;
      }
      const total = game.traits.utility === 'general' ? 0 : game.traits.utility.sum;
      expect(sum).toBeGreaterThan(total * pairs);
    },
  );
});
