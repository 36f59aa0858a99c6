import * as fc from 'fast-check';
import type { AnyGame, Json } from '../../games/game.ts';
import { redeal as redealKuhn } from '../../games/kuhn-poker/redeal.ts';
import { redeal as redealPuzzles } from '../../games/positional-puzzles/redeal.ts';
import { games } from '../../games/registry.ts';
import type { Subject } from './subject.ts';

type Knowledge = Omit<Subject, 'game'>;

/** What the laws must know of a game that its contract does not say; a game without an entry gets these. */
const usual = (game: AnyGame): Knowledge => ({
  configs: fc.constant(game.defaults as Json),
  runs: 60,
  samples: 12,
  optionalMarks: /[^a-z0-9]/g,
  streamsOnly: false,
});

/** Castling, promotions, en passant, pins and bare endings come up soon from these. */
const chessStarts = [
  'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1',
  'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1',
  '8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1',
  'r3k2r/1P4P1/8/8/8/8/1p4p1/R3K2R b KQkq - 0 1',
  '8/8/8/3k4/8/8/4Q3/4K3 w - - 0 1',
  'rnb1kbnr/pppp1ppp/8/1B2p3/1b2P1q1/2N2N2/PPPP1PPP/R1BQK2R b KQkq - 96 40',
];

/** A small set of puzzles: one of each kind somewhere. */
const fewPuzzles = {
  'tic-tac-toe': { win: 1, blocked: 1, fork: 1 },
  'double-tic-tac-toe': { fork: 1 },
  'cube-tic-tac-toe': { blocked: 1 },
  'square-tic-tac-toe': { win: 1 },
};

/** The plain board, and boards under names that nobody has read of. */
const skinned: Partial<Knowledge> = {
  configs: fc.oneof(
    fc.constant({}),
    fc.stringMatching(/^[0-9a-f]{1,8}$/).map((skin) => ({ skin })),
  ),
};

const knowledge: Readonly<Record<string, Partial<Knowledge>>> = {
  chess: {
    configs: fc.record({ fen: fc.constantFrom(...chessStarts), stepsMax: fc.integer({ min: 1, max: 80 }) }),
    optionalMarks: /[^a-z0-9]|x/g,
    runs: 30,
    samples: 8,
  },
  'kuhn-poker': {
    configs: fc.integer({ min: 1, max: 12 }).map((hands) => ({ hands })),
    redeal: redealKuhn as unknown as NonNullable<Subject['redeal']>,
    streamsOnly: true,
  },
  'tic-tac-toe': skinned,
  'double-tic-tac-toe': skinned,
  'cube-tic-tac-toe': skinned,
  'square-tic-tac-toe': skinned,
  'positional-puzzles': {
    configs: fc.record({
      feedback: fc.constant('none'),
      prompt: fc.constantFrom('prose', 'board'),
      samples: fc.integer({ min: 1, max: 3 }),
      set: fc.constant(fewPuzzles),
    }),
    redeal: redealPuzzles as unknown as NonNullable<Subject['redeal']>,
    streamsOnly: true,
    runs: 30,
  },
  'crafting-world': {
    configs: fc.record({
      level: fc.constant(1),
      mode: fc.constantFrom('plan', 'step'),
      rules: fc.constantFrom('expedition', 'herobench'),
      sight: fc.constantFrom('slice', 'whole', 'lookup'),
      variant: fc.constantFrom('plain', 'noise'),
    }),
    streamsOnly: true,
    runs: 5,
    samples: 4,
  },
  'crafting-rivals': {
    configs: fc.integer({ min: 3, max: 8 }).map((rounds) => ({ level: 1, rounds })),
    streamsOnly: true,
    runs: 4,
    samples: 4,
  },
  'rock-paper-scissors': {
    configs: fc.integer({ min: 1, max: 12 }).map((rounds) => ({ rounds })),
  },
};

/** A match never starts from a configuration that its schema has not accepted and completed. */
const accepted = (game: AnyGame, configs: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  configs.map((config) => game.schemas.config.parse(config) as Json);

export const subjectOf = (game: AnyGame): Subject => {
  const known = { ...usual(game), ...knowledge[game.id] };
  return { game, ...known, configs: accepted(game, known.configs) };
};

export const subjects: readonly Subject[] = games.map(subjectOf);
