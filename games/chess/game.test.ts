import { describe, expect, test } from 'vitest';
import { canonical } from '../canonical.ts';
import { stepRng } from '../rng.ts';
import { endReasons } from './endings.ts';
import { chess } from './game.ts';
import { randomLine, richFens } from './random-line.ts';
import type { ChessState } from './state.ts';
import type { ChessView } from './view.ts';

const rng = stepRng('00'.repeat(16), 0);
const next = (state: ChessState, action: string): ChessState =>
  chess.step(state, new Map([[chess.actors(state)[0]!, action]]), rng);
const viewOf = (state: ChessState): ChessView => chess.view(state, 'public');
const lines = richFens.map((fen, label) => randomLine(fen, 600 + label));

const freeze = (state: ChessState): ChessState => {
  Object.freeze(state.since);
  if (state.last !== null) Object.freeze(state.last);
  return Object.freeze(state);
};

describe('states', () => {
  test('are canonical JSON as they are', () => {
    for (const state of lines.flat()) expect(JSON.stringify(state)).toBe(canonical(state));
    for (const state of lines.flat()) expect(JSON.stringify(viewOf(state))).toBe(canonical(viewOf(state)));
  });

  test('continue alike from JSON, frozen, and when stepped twice', () => {
    for (const line of lines) {
      for (const [at, state] of line.slice(0, 80).entries()) {
        const after = line[at + 1];
        if (after?.last == null) break;
        const restored = freeze(JSON.parse(JSON.stringify(state)) as ChessState);
        const [seat] = chess.actors(state);
        expect(chess.legalActions(restored, seat!)).toEqual(chess.legalActions(state, seat!));
        expect(viewOf(restored)).toEqual(viewOf(state));
        expect(next(restored, after.last.uci)).toEqual(after);
        expect(next(restored, after.last.uci)).toEqual(after);
        expect(next(state, after.last.uci)).toEqual(after);
      }
    }
  });

  test('two games interleaved are played as each alone', () => {
    const [first, second] = [lines[0]!, lines[1]!];
    let [a, b] = [chess.setup(chess.defaults, rng), chess.setup({ fen: richFens[1], stepsMax: 300 }, rng)];
    for (let ply = 1; ply < Math.min(first.length, second.length, 60); ply++) {
      a = next(a, first[ply]!.last!.uci);
      b = next(b, second[ply]!.last!.uci);
      expect([a.fen, b]).toEqual([first[ply]!.fen, second[ply]]);
    }
  });

  test('a step without the action, or with an illegal one, is a programmer error', () => {
    const state = chess.setup(chess.defaults, rng);
    expect(() => chess.step(state, new Map(), rng)).toThrow('without the actor');
    expect(() => next(state, 'e2e5')).toThrow('without a check');
    expect(next(state, 'e2e4').plies).toBe(1);
  });
});

describe('words', () => {
  const opening = chess.setup(chess.defaults, rng);
  const e4 = next(opening, 'e2e4');

  test('news names the move, check and the ending', () => {
    expect(chess.news(viewOf(opening), viewOf(e4))).toBe('White played e4 (e2e4).');
    const checking = next(next(e4, 'f7f6'), 'd1h5');
    expect(chess.news(viewOf(opening), viewOf(checking))).toBe('White played Qh5+ (d1h5), check.');
    const mated = next(next(next(next(opening, 'f2f3'), 'e7e5'), 'g2g4'), 'd8h4');
    expect(chess.news(viewOf(opening), viewOf(mated))).toBe(
      'Black played Qh4# (d8h4): checkmate, Black wins.',
    );
    expect(chess.news(viewOf(e4), viewOf(e4))).toBe('No move was made.');
    expect(chess.describe(viewOf(mated))).toContain('The game is over: checkmate, Black wins.');
  });

  test('the description draws the board and says who moves', () => {
    const text = chess.describe(viewOf(e4));
    expect(text).toContain(`FEN: ${e4.fen}`);
    expect(text).toContain('4 . . . . P . . . 4');
    expect(text).toContain('Black to move.');
    expect(text).toContain('Last move: e4 (e2e4) by White.');
    expect(text).toContain(
      'Castling rights: White kingside, White queenside, Black kingside, Black queenside.',
    );
    expect(text).toContain('Plies left before the step limit: 599.');
    expect(chess.describe(viewOf(opening))).toContain('No move has been made yet.');
  });

  test('the rules name every ending, both roles, the limit and another start', () => {
    const text = chess.rules({ fen: richFens[2], stepsMax: 77 });
    for (const reason of endReasons) expect(text).toContain(`${reason}: `);
    for (const role of chess.roles(chess.defaults)) expect(text).toContain(role.name);
    expect(text).toContain('77 plies');
    expect(text).toContain(`with Black to move: ${richFens[2]}`);
    expect(chess.rules(chess.defaults)).toContain('usual position');
  });

  test('each example in the rules is a legal move somewhere', () => {
    const fens = [
      chess.defaults.fen,
      richFens[1],
      richFens[1].replace(' w ', ' b '),
      '1k6/4P3/8/8/8/8/8/4K3 w - - 0 1',
      '4k3/8/8/3p4/4P3/8/8/4K3 w - - 0 1',
      '1n2k3/8/5n2/8/8/8/8/4K3 b - - 0 1',
    ];
    const views = fens.map((fen) => viewOf(chess.setup(chess.schemas.config.parse({ fen }), rng)));
    const examples = [...chess.rules(chess.defaults).matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    expect(examples.length).toBeGreaterThan(10);
    for (const example of examples) {
      const isLegal = views.some((view) => 'action' in chess.parseAction(example, view));
      expect([example, isLegal]).toEqual([example, true]);
    }
  });

  test('advantage follows the material and then the result', () => {
    const at = (fen: string): readonly number[] =>
      chess.advantage!(viewOf(chess.setup({ fen, stepsMax: 9 }, rng)));
    expect(at(chess.defaults.fen)).toEqual([0, 0]);
    expect(at('4k3/8/8/8/8/8/8/R3K3 w - - 0 1')).toEqual([5 / 9, -5 / 9]);
    expect(at('q3k3/8/8/8/8/8/8/4K3 w - - 0 1')[1]).toBeGreaterThan(0.5);
    const mated = next(next(next(next(opening, 'f2f3'), 'e7e5'), 'g2g4'), 'd8h4');
    expect(chess.advantage!(viewOf(mated))).toEqual([-1, 1]);
  });
});
