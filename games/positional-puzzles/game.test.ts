import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { canonical, stateHash } from '../canonical.ts';
import { positionalBoards } from '../positional/boards.ts';
import { stepRng } from '../rng.ts';
import { quotaOf } from './config.ts';
import type { PuzzlesConfig } from './config.ts';
import { positionalPuzzles as game } from './game.ts';
import type { Puzzle } from './puzzle.ts';
import { quotaSize } from './quota.ts';
import { pass } from './state.ts';
import type { PuzzlesState } from './state.ts';

const rng = stepRng('0'.repeat(32), 0);

const puzzles: readonly Puzzle[] = [
  { answers: 'GI', board: 'tic-tac-toe', moves: 'ABHC', verdict: 'fork' },
  { answers: 'G', board: 'cube-tic-tac-toe', moves: 'FAKJL', verdict: 'blocked' },
];

const start = (more: Partial<PuzzlesState> = {}): PuzzlesState => ({
  feedback: 'none',
  given: '',
  prompt: 'prose',
  puzzles,
  samples: 1,
  ...more,
});

const after = (state: PuzzlesState, ...answers: readonly string[]): PuzzlesState =>
  answers.reduce((before, answer) => game.step(before, new Map([[0, answer]]), rng), state);

const configOf = (config: object): PuzzlesConfig => game.schemas.config.parse(config);

describe('a match', () => {
  test('asks each puzzle once and scores the right answers', () => {
    const first = start();
    expect(game.actors(first)).toEqual([0]);
    expect(game.legalActions(first, 0)).toEqual(['D', 'E', 'F', 'G', 'I', pass]);
    const second = after(first, 'I');
    expect(game.view(second, 0).question).toEqual({ board: 'cube-tic-tac-toe', moves: 'FAKJL' });
    const done = after(second, 'E');
    expect(game.actors(done)).toEqual([]);
    expect(game.outcome(done)).toEqual({ scores: [1], places: [1], reason: 'puzzles-done' });
    expect(game.outcome(after(first, 'G', 'G'))!.scores).toEqual([2]);
    expect(game.outcome(after(first, pass, pass))!.scores).toEqual([0]);
  });

  test('asks the whole set as many times over as there are samples', () => {
    const state = start({ samples: 3 });
    expect(game.view(after(state, 'G', 'G'), 0).question).toEqual({ board: 'tic-tac-toe', moves: 'ABHC' });
    const done = after(state, 'G', 'H', 'E', 'G', 'I', pass);
    expect(game.outcome(done)).toMatchObject({ scores: [3] });
    expect(game.outcome(after(state, 'G', 'G', 'G', 'G', 'G'))).toBeUndefined();
  });

  test('that is forfeited scores what was right until then', () => {
    expect(game.onForfeit!(after(start(), 'G'), 0)).toEqual({ scores: [1], places: [1], reason: 'forfeit' });
    expect(game.onForfeit!(start(), 0).scores).toEqual([0]);
  });

  test('has a state whose hash costs little a turn: the set enters it by its digest', () => {
    const state = game.setup(game.defaults, rng);
    const next = after(state, pass);
    expect(next.puzzles).toBe(state.puzzles);
    expect(JSON.stringify(state).length).toBeLessThan(40_000);
    expect(JSON.stringify(next)).toBe(canonical({ ...next } as never));
    expect(stateHash(next as never)).not.toBe(stateHash(state as never));
  });

  test('an answer that was not checked is a programmer error', () => {
    expect(() => game.step(start(), new Map(), rng)).toThrow(RangeError);
  });
});

describe('what is told', () => {
  const viewers = [0, 'public'] as const;

  test('never an answer or a puzzle to come, while any is unanswered', () => {
    const config = configOf({
      set: { 'tic-tac-toe': { win: 3, fork: 3 }, 'cube-tic-tac-toe': { blocked: 3 } },
    });
    const state = game.setup(config, rng);
    for (const given of ['', 'A', '---', 'ABCDEFGH'])
      for (const viewer of viewers) {
        const seen = game.view({ ...state, given }, viewer);
        const { board, moves } = state.puzzles[given.length]!;
        expect(seen).toEqual({
          feedback: 'none',
          given,
          marks: null,
          prompt: 'prose',
          puzzles: null,
          question: { board, moves },
          samples: 1,
          size: 9,
        });
      }
  });

  test('everything to the referee, and to all when it is over', () => {
    expect(game.view(after(start(), 'E'), 'referee')).toMatchObject({ marks: '-', puzzles });
    for (const viewer of viewers)
      expect(game.view(after(start(), 'E', 'G'), viewer)).toMatchObject({
        marks: '-+',
        puzzles,
        question: null,
      });
  });

  test('right or wrong after each answer, where feedback is chosen', () => {
    const state = start({ feedback: 'right-or-wrong' });
    const views = [state, after(state, 'G'), after(state, 'G', pass)].map((one) => game.view(one, 0));
    expect(views.map(({ marks }) => marks)).toEqual(['', '+', '+-']);
    expect(views[1]!.puzzles).toBeNull();
    expect(game.news(views[0]!, views[1]!)).toBe('Puzzle 1 of 2 was answered with G, which is right.');
    expect(game.describe(views[1]!)).toContain('The last answer, G, was right: 1 of 1 right so far.\n');
    expect(game.describe(views[0]!)).not.toContain('last answer');
  });

  test('a determinised state asks the same and has the marks that were told', () => {
    const state = after(start({ feedback: 'right-or-wrong' }), 'E');
    const view = game.view(state, 0);
    const guess = game.determinise!(view, rng);
    expect(game.view(guess, 0)).toEqual(view);
    expect(guess.puzzles[1]).toEqual(puzzles[1]);
    expect(game.determinise!(game.view(after(state, 'G'), 0), rng)).toEqual(after(state, 'G'));
  });
});

describe('texts', () => {
  test('a prompt in prose tells the game, the moves and the question', () => {
    expect(game.describe(game.view(start(), 0))).toBe(
      [
        'Puzzle 1 of 2.',
        'Alice and Bob play tic-tac-toe. A 3x3 grid. A winning set is a row, a column or a diagonal. The rows: A-B-C, D-E-F, G-H-I.',
        'They take free cells in turn, Alice first. The first to own every cell of a winning set wins.',
        'The moves so far: Alice took A. Bob took B. Alice took H. Bob took C.',
        'Where should Alice play next?',
      ].join('\n'),
    );
    expect(game.describe(game.view(after(start({ samples: 2 }), 'E'), 0))).toMatch(
      /^Puzzle 2 of 2, sample 1 of 2\.\n.*Alice took L\.\nWhere should Bob play next\?$/su,
    );
  });

  test('a prompt with the board drawn has that too', () => {
    expect(game.describe(game.view(start({ prompt: 'board' }), 0))).toContain(
      [
        'Bob took C.',
        "The board; after each cell's name stands 1 where Alice owns it, 2 where Bob does, . where it is free:",
        '  A1 B2 C2',
        '  D. E. F.',
        '  G. H1 I.',
        'Where should Alice play next?',
      ].join('\n'),
    );
  });

  test('the end tells Pass@1 by game and by verdict', () => {
    expect(game.describe(game.view(after(start(), 'G', 'E'), 0))).toBe(
      [
        'All puzzles are done. Pass@1, with its 95 % interval:',
        'Overall: 1 of 2 right, 50.0 % (9.5 % to 90.5 %)',
        'tic-tac-toe: 1 of 1 right, 100.0 % (20.7 % to 100.0 %)',
        'cube-tic-tac-toe: 0 of 1 right, 0.0 % (0.0 % to 79.3 %)',
        'blocked: 0 of 1 right, 0.0 % (0.0 % to 79.3 %)',
        'fork: 1 of 1 right, 100.0 % (20.7 % to 100.0 %)',
      ].join('\n'),
    );
  });

  test.each([
    [[], ['G'], 'Puzzle 1 of 2 was answered with G.'],
    [
      [],
      ['G', 'E'],
      '2 answers were given. Puzzle 2 of 2 was answered with E, which is wrong. All puzzles are done.',
    ],
    [['G'], ['G', pass], 'Puzzle 2 of 2 was answered with a pass, which is wrong. All puzzles are done.'],
    [['G'], ['G'], 'No puzzle was answered.'],
  ])('after %j, %j is news', (before, later, text) => {
    expect(game.news(game.view(after(start(), ...before), 0), game.view(after(start(), ...later), 0))).toBe(
      text,
    );
  });

  test('the rules tell the size of the set, its games, the samples and the feedback', () => {
    const rules = game.rules(game.defaults);
    expect(rules).toContain('There are 412 puzzles, one a turn. Each is asked once.');
    expect(rules).toContain('Nothing is said about whether an answer was right before all are given.');
    for (const { title } of positionalBoards) expect(rules).toContain(`${title}: `);
    const small = game.rules(configOf({ samples: 4, set: { 'cube-tic-tac-toe': { win: 2, blocked: 0 } } }));
    expect(small).toContain('There are 2 puzzles, one a turn. The whole set is asked 4 times over');
    expect(small).toContain('8 questions in all');
    expect(small).not.toContain('Square');
    expect(game.rules(configOf({ feedback: 'right-or-wrong', set: { 'tic-tac-toe': { win: 1 } } }))).toMatch(
      /There is 1 puzzle, one a turn.*After each answer it is said whether it was right\./su,
    );
  });
});

describe('refusals', () => {
  const free = 'Answer with one free cell, or pass: D, E, F, G, I.';

  test.each([
    [0, 'A', 'cell-taken', `A is taken: Alice owns it. ${free}`],
    [0, 'B', 'cell-taken', `B is taken: Bob owns it. ${free}`],
    [0, 'J', 'no-such-cell', `This board has no such cell. ${free}`],
    [1, 'D', 'not-your-turn', 'Only seat 0 plays.'],
  ])('seat %i may not answer %s', (seat, answer, code, message) => {
    expect(game.check(start(), seat, answer)).toEqual({ code, message });
  });

  test('nothing is answered when all is', () => {
    const done = after(start(), pass, pass);
    expect(game.check(done, 0, pass)).toEqual({ code: 'match-over', message: 'The match is over.' });
    expect(game.legalActions(done, 0)).toEqual([]);
    expect(game.parseAction('A', game.view(done, 0))).toMatchObject({ problem: 'illegal' });
  });

  test.each([
    ['', 'empty', undefined],
    ['the middle', 'unparsable', undefined],
    ['G or I', 'ambiguous', ['G', 'I']],
    ['pass, or G', 'ambiguous', ['pass', 'G']],
    ['h', 'illegal', ['H']],
    ['Y', 'illegal', ['Y']],
  ])('the answer %j is %s', (text, problem, reads) => {
    const parsed = game.parseAction(text, game.view(start(), 0));
    expect(parsed).toMatchObject({ problem, message: expect.stringContaining(free) });
    expect('reads' in parsed ? parsed.reads : undefined).toEqual(reads);
  });

  test.each([
    ['g', 'G'],
    ['**G**', 'G'],
    ['Pass.', pass],
    ['PASS', pass],
  ])('the answer %j is read as %s', (text, action) => {
    expect(game.parseAction(text, game.view(start(), 0))).toEqual({ action });
  });
});

describe('configurations', () => {
  test.each([
    [{ set: {} }, 'A set of 0 puzzles: 1 to 1000 are possible.'],
    [{ set: { 'square-tic-tac-toe': { win: 600, fork: 401 } } }, 'A set of 1001 puzzles'],
    [{ set: { 'tic-tac-toe': { fork: 24 } } }, '24 fork puzzles of tic-tac-toe: 23 at most.'],
    [{ set: { chess: { win: 1 } } }, 'chess'],
    [{ set: { 'tic-tac-toe': { lost: 1 } } }, 'lost'],
    [{ set: 'all' }, 'Invalid input'],
    [{ samples: 17 }, '<=16'],
    [{ samples: 2, feedback: 'right-or-wrong' }, 'Feedback takes samples: 1'],
  ])('%j is refused', (config, message) => {
    const parsed = game.schemas.config.safeParse(config);
    expect(parsed.success).toBe(false);
    expect(z.prettifyError(parsed.error!)).toContain(message);
  });

  test('the longest match takes as many steps as the game declares', () => {
    const { samples, set } = configOf({ samples: 16, set: { 'square-tic-tac-toe': { win: 1000 } } });
    expect(quotaSize(quotaOf({ set })) * samples).toBe(game.traits.stepsMax);
  });
});
