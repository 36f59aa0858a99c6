import { gameById } from '../../games/registry.ts';
import type { AnyGame, Json } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import type { Expected, Template, Trio } from './template.ts';

/** A notation: a position, trios of its moves, and answers that only models of this game write. */
export interface Notation {
  readonly name: string;
  readonly game: AnyGame;
  readonly view: Json;
  readonly trios: readonly Trio[];
  readonly own: readonly Template[];
}

const game = (id: string): AnyGame => gameById(id)!;

/** The view of the seat to move after these moves. */
const viewAfter = (id: string, config: unknown, moves: readonly Json[], seat?: number): Json => {
  const rules = game(id);
  const parsed: unknown = rules.schemas.config.parse(config);
  let state: unknown = rules.setup(parsed, stepRng('0'.repeat(32), 0));
  for (const [at, move] of moves.entries())
    state = rules.step(state, new Map([[rules.actors(state)[0]!, move]]), stepRng('0'.repeat(32), at + 1));
  return rules.view(state, seat ?? rules.actors(state)[0]!) as Json;
};

const move = (...texts: readonly string[]): Template[] => texts.map((text) => ({ text, expected: 'move' }));
const meaning = (means: string, ...texts: readonly string[]): Template[] =>
  texts.map((text) => ({ text, expected: 'move', means }));
const refusedText = (expected: Expected, ...texts: readonly string[]): Template[] =>
  texts.map((text) => ({ text, expected }));
const refused = (...texts: readonly string[]): Template[] => refusedText('refused', ...texts);

/** White may castle to both sides, promote on b8 or by taking on a8, and two knights may go to e4 and e2. */
const middlegame = 'r3k2r/pP1nbppp/2p2n2/3p4/3P4/2N1PNN1/P4PPP/R3K2R w KQkq - 0 1';
const chessView = viewAfter('chess', { fen: middlegame }, []);

const uci: Notation = {
  name: 'chess in UCI',
  game: game('chess'),
  view: chessView,
  trios: [
    { m: 'f3e5', o: 'c3a4', x: 'f3f4' },
    { m: 'e1g1', o: 'e1c1', x: 'e1e3' },
    { m: 'b7a8q', o: 'b7b8q', x: 'b7c8q' },
    { m: 'e3e4', o: 'a2a4', x: 'e3e5' },
    { m: 'h1f1', o: 'h2h3', x: 'h1h3' },
  ],
  own: [
    ...move('{m}\n', 'Final move: {m}', '1. {m}', 'Final Answer: {m} (eval +0.3)'),
    ...meaning('e1g1', 'O-O', '0-0', 'Final Answer: o-o', 'I play O-O.', 'Move: 0-0'),
    ...refused(
      'bestmove {m} ponder {o}',
      'info depth 12 score cp 34 pv {m} e7e5 {o}',
      'position startpos moves {m}',
      'f\n1',
      'e2',
      'e2-',
      'e9e4',
      'Row 4, column 5',
      'My knight goes somewhere on the fourth rank.',
      'a b c d e f g h',
    ),
  ],
};

const san: Notation = {
  name: 'chess in SAN',
  game: game('chess'),
  view: chessView,
  trios: [
    { m: 'Ne5', o: 'Na4', x: 'Nh6' },
    { m: 'O-O', o: 'O-O-O', x: 'Qd2' },
    { m: 'bxa8=Q+', o: 'b8=Q+', x: 'bxc8=Q' },
    { m: 'e4', o: 'a4', x: 'e5' },
    { m: 'Rf1', o: 'h3', x: 'Rh4' },
  ],
  own: [
    ...move('Final Answer: 1. {m}', '12. {m}', '{m}!?', 'Move: {m}!'),
    ...meaning('f3e5', 'Nfe5', 'N3e5', 'Nf3-e5', 'f3e5', 'I play Nfe5.'),
    ...meaning('b7a8q', 'bxa8=Q', 'bxa8Q+', 'b7xa8=Q', 'Final Answer: bxa8=Q'),
    ...refusedText('ambiguous', 'Ne2', '{"move": "Ne2"}', 'Final Answer: Ne4', 'Move: Ne4'),
    ...refused(
      '1. {m} d5 2. {o}',
      'Knight to e5',
      'The knight on f3 takes the pawn.',
      'Castle kingside',
      'White is better after {m} Nxe5.',
      'N',
      'x',
      'O',
      'the bishop',
      'check and mate',
      '0-1',
      '1-0',
    ),
  ],
};

const cells: Notation = {
  name: 'cells of tic-tac-toe',
  game: game('tic-tac-toe'),
  view: viewAfter('tic-tac-toe', {}, ['E', 'B']),
  trios: [
    { m: 'C', o: 'G', x: 'E' },
    { m: 'D', o: 'F', x: 'B' },
    { m: 'H', o: 'C', x: 'E' },
    { m: 'G', o: 'D', x: 'B' },
  ],
  own: [
    ...move(
      'I take cell {m}.',
      'Cell {m}',
      'My move is square {m}.',
      'I mark {m}.',
      'I place my mark on {m}.',
      'So I take square {m}!',
    ),
    ...meaning(
      'A',
      'A',
      'a',
      '"A"',
      'Move: A',
      'Final Answer: A',
      '{"move": "a"}',
      'I take cell A.',
      'I take "A".',
    ),
    ...meaning('I', 'I', '"I"', 'Move: I', 'Final answer: I', '{"move": "I"}', 'I choose cell I.', '**I**'),
    ...refused(
      'I take I',
      'I take a',
      'A good move is hard to find.',
      'I think that a corner would be best.',
      'Final Answer: A corner',
      'Move: I would take the centre',
      'Answer: I resign',
      'X takes the corner',
      'The board is\nA . .\nB . .',
      'A | B | C\nD | E | F\nG | H | I',
      'the top left corner',
      'row 1, column 1',
      '5',
      'Z',
    ),
  ],
};

const throws: Notation = {
  name: 'rock, paper, scissors',
  game: game('rock-paper-scissors'),
  view: viewAfter('rock-paper-scissors', {}, [], 0),
  trios: [
    { m: 'rock', o: 'paper', x: 'well' },
    { m: 'Paper', o: 'Scissors', x: 'fire' },
    { m: 'SCISSORS', o: 'ROCK', x: 'lizard' },
  ],
  own: [
    ...move('I choose {m}', 'My choice is {m}!', 'I go with {m}', '{m}!!'),
    ...refused(
      'Paper covers rock, so scissors.',
      'rock-paper',
      'You rock!',
      'On paper this is even.',
      'He threw rock last time.',
      'rocky',
      'R',
      'p',
      '✊',
      'I choose at random.',
      'Rock beats scissors.',
      'Since the other player likes {o}, I counter.',
    ),
  ],
};

const poker: Notation = {
  name: 'words of Kuhn poker',
  game: game('kuhn-poker'),
  view: viewAfter('kuhn-poker', { hands: 2 }, [], 0),
  trios: [
    { m: 'check', o: 'bet', x: 'call' },
    { m: 'Bet', o: 'Check', x: 'Fold' },
    { m: 'CHECK', o: 'BET', x: 'FOLD' },
  ],
  own: [
    ...move('I {m}.', 'I will {m}', "I'll {m}!", 'My action is {m}'),
    ...refused(
      'Let me check what I have.',
      'I bet that he has a king, so I fold.',
      'Let me call it: check or bet?',
      'You bet!',
      'I would bet with a king.',
      'He will call if I bet.',
      'raise',
      'all in',
      'K',
      'I hold Q.',
      'My card is a king.',
      'checking',
      'A fold would be safe.',
    ),
  ],
};

export const notations: readonly Notation[] = [uci, san, cells, throws, poker];
