import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parsed } from '../game.ts';
import { stepRng } from '../rng.ts';
import { startFen } from './fen.ts';
import { chess } from './game.ts';
import { moveCharsMax } from './notation.ts';
import { randomLine, richFens } from './random-line.ts';
import { sanLine, sanOf } from './san.ts';
import type { ChessView } from './view.ts';

const rng = stepRng('00'.repeat(16), 0);
const viewAt = (fen: string): ChessView =>
  chess.view(chess.setup(chess.schemas.config.parse({ fen }), rng), 'public');
const parse = (text: string, fen: string = startFen): Parsed<string> => chess.parseAction(text, viewAt(fen));
const expectRead = (text: string, fen: string, action: string): void =>
  expect([text, parse(text, fen)]).toEqual([text, { action }]);

const promoting = '3r3k/4P3/8/8/8/8/8/K7 w - - 0 1';
const castling = 'r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1';
const knights = '4k3/8/8/8/8/5N2/8/1N2K3 w - - 0 1';
const passing = '4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1';
/** The bishop on d5 and the pawn on b3 can both take on c4. */
const bishopOrPawn = '4k3/8/8/3B4/2n5/1P6/8/4K3 w - - 0 1';
/** The knight on b1 and the bishop on a1, which shares its file with another, can both go to c3. */
const bishopOrOrigin = '4k3/8/8/B7/8/8/8/BN2K3 w - - 0 1';

describe('notations of a move', () => {
  test.each([
    'e2e4',
    'E2E4',
    'e2-e4',
    'E2–E4',
    'e4',
    'E4',
    'e4!',
    'e4?!',
    ' e4\n',
    '"e4"',
    '`e2e4`',
    '**e4**',
    '1. e4',
    '1.e4',
    '(e4)',
    '1. "e4".',
    'e4.',
    '12. e2e4',
    '“e4”',
  ])('%j is e2e4', (text) => expectRead(text, startFen, 'e2e4'));

  test.each([
    'Nf3',
    'nf3',
    'NF3',
    'Ng1f3',
    'Ngf3',
    'N1f3',
    'Ng1-f3',
    'g1f3',
    'Nf3!?',
    '1... Nf3',
    '1. ... Nf3',
    '12...Nf3',
    '1… Nf3',
  ])('%j is g1f3', (text) => expectRead(text, startFen, 'g1f3'));

  test.each([
    ['e8=Q', 'e7e8q'],
    ['e8Q', 'e7e8q'],
    ['e8=Q+', 'e7e8q'],
    ['e7e8=q', 'e7e8q'],
    ['E7E8Q', 'e7e8q'],
    ['e7-e8=N', 'e7e8n'],
    ['exd8=R#', 'e7d8r'],
    ['ed8=B', 'e7d8b'],
    ['e7xd8q', 'e7d8q'],
    ['exd8Q+', 'e7d8q'],
  ])('promotion: %j is %s', (text, action) => expectRead(text, promoting, action));

  test.each([
    ['O-O', 'e1g1'],
    ['o-o', 'e1g1'],
    ['0-0', 'e1g1'],
    ['o-0', 'e1g1'],
    ['O–O', 'e1g1'],
    ['e1g1', 'e1g1'],
    ['O-O-O', 'e1c1'],
    ['0-0-0', 'e1c1'],
    ['0-0+', 'e1g1'],
    ['1. 0-0', 'e1g1'],
  ])('castling: %j is %s', (text, action) => expectRead(text, castling, action));

  test.each(['exd6', 'ed6', 'exd6 e.p.', 'exd6e.p.', 'e5d6', 'e5xd6'])('en passant: %j', (text) =>
    expectRead(text, passing, 'e5d6'),
  );

  test('the pinned rival does not make a move ambiguous', () => {
    expectRead('Nd2', '4k3/8/8/8/1b6/2N5/8/4KN2 w - - 0 1', 'f1d2');
  });
});

describe('ambiguity', () => {
  test.each([
    ['Nd2', knights, ['f3d2', 'b1d2']],
    ['bc4', bishopOrPawn, ['d5c4', 'b3c4']],
    ['Bc4', bishopOrPawn, ['d5c4', 'b3c4']],
    ['BXC4', bishopOrPawn, ['d5c4', 'b3c4']],
    ['B1c3', bishopOrOrigin, ['a1c3', 'b1c3']],
    ['B1C3', bishopOrOrigin, ['a1c3', 'b1c3']],
  ])('%j is never guessed', (text, fen, reads) => {
    expect(parse(text, fen)).toMatchObject({ problem: 'ambiguous', reads });
  });

  test('exact notation tells a bishop from a b-pawn', () => {
    expectRead('Bxc4', bishopOrPawn, 'd5c4');
    expectRead('bxc4', bishopOrPawn, 'b3c4');
    expectRead('Bdxc4', bishopOrPawn, 'd5c4');
    expectRead('b1c3', bishopOrOrigin, 'b1c3');
    expectRead('Nbd2', knights, 'b1d2');
  });

  test('such moves are written so that a change of case does no harm', () => {
    expect(chess.formatAction('d5c4', viewAt(bishopOrPawn))).toBe('Bd5xc4');
    expect(chess.formatAction('b3c4', viewAt(bishopOrPawn))).toBe('b3c4');
    expect(chess.formatAction('a1c3', viewAt(bishopOrOrigin))).toBe('Ba1-c3');
  });
});

describe('refusals', () => {
  test.each(['', '   ', '\n', '``', '...'])('%j is empty', (text) =>
    expect(parse(text)).toMatchObject({ problem: 'empty' }),
  );

  test.each([
    'e4 e5',
    'e4 e4',
    'I play e4',
    'e2 e4',
    'resign',
    '1. e4 e5',
    'e2e4, or d2d4',
    '{"move":"e2e4"}',
    'e4\0',
    'Zf3',
    'e9',
    '12',
    'O-O-O-O',
    'e4'.repeat(40),
    'x'.repeat(1_000_000),
    ' '.repeat(moveCharsMax) + 'e4',
    '__proto__',
    'constructor',
    '♘f3',
    'Nf3\u200b',
  ])('%.40j is unparsable', (text) => expect(parse(text)).toMatchObject({ problem: 'unparsable' }));

  test.each([
    ['e5', startFen, 'No White pawn can go to e5.'],
    ['Nf5', startFen, 'No White knight can go to f5.'],
    ['e2e5', startFen, 'The pawn on e2 cannot go to e5'],
    ['e2xe4', startFen, 'e2e4 captures nothing'],
    ['Nxf3', startFen, '"Nxf3" fits no legal move; a White knight can go to f3 by g1f3.'],
    ['O-O', startFen, 'Your own knight is on g1.'],
    ['0-0-0', '4k3/8/8/8/8/8/8/R5K1 w - - 0 1', 'You cannot castle: your king is not on e1.'],
    ['e8', promoting, 'write e7e8q, e7e8r, e7e8b or e7e8n'],
    ['exd8', promoting, 'write e7d8q'],
    ['e7e8', promoting, 'write e7e8q'],
    ['e7e8k', promoting, 'one of q, r, b, n'],
    ['Nc3', '4k3/4r3/8/8/8/8/4N3/4K3 w - - 0 1', 'would expose your king'],
    ['Kd1', '4k3/3r4/8/8/8/8/8/4K3 w - - 0 1', 'Black attacks d1'],
  ])('%j is illegal', (text, fen, words) => {
    const parsed = parse(text, fen);
    expect(parsed).toMatchObject({ problem: 'illegal' });
    expect('message' in parsed && parsed.message).toContain(words);
  });

  test('nothing throws and nothing but a legal move comes out', () => {
    const views = richFens.map(viewAt);
    const alphabet = constantFrom(...'abcdefgh12345678NBRQKxO0-=+#.! qP'.split(''));
    const texts = oneof(string({ unit: 'binary' }), string({ unit: alphabet, maxLength: 8 }));
    assert(
      property(texts, constantFrom(...views), (text, view) => {
        const parsed = chess.parseAction(text, view);
        if (!('action' in parsed)) return parsed.message.endsWith('.');
        const back = chess.parseAction(chess.formatAction(parsed.action, view), view);
        return 'action' in back && back.action === parsed.action;
      }),
      { numRuns: 2000 },
    );
  });
});

const mutations: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  (text) => text.slice(0, 1).toLowerCase() + text.slice(1),
  (text) => ` ${text}\n`,
  (text) => `"${text}".`,
  (text) => `**\`${text}\`**`,
  (text) => `17. ${text}`,
  (text) => `17...${text}`,
  (text) => `${text}!?`,
  (text) => `${text}+`,
  (text) => text.replace(/[+#]$/, ''),
  (text) => text.replace('x', ''),
  (text) => text.replace('=', ''),
  (text) => text.replaceAll('O', '0'),
];

describe('mutated answers', () => {
  test('every format parses back, and no change of dress makes it another move', () => {
    let read = 0;
    let tried = 0;
    for (const [label, fen] of [...richFens, bishopOrPawn, bishopOrOrigin].entries()) {
      const states = randomLine(fen, 400 + label).filter((state, at) => at % 7 === 0 && state.end === null);
      for (const state of states) {
        const view = chess.view(state, 0);
        const actions = chess.legalActions(state, chess.actors(state)[0]!);
        const formats = actions.map((action) => chess.formatAction(action, view));
        expect(new Set(formats).size).toBe(actions.length);
        for (const [at, action] of actions.entries()) {
          for (const text of [action, formats[at]!]) {
            expect(chess.parseAction(text, view)).toEqual({ action });
            for (const mutate of mutations) {
              for (const twice of mutations.slice(0, 4)) {
                const parsed = chess.parseAction(twice(mutate(text)), view);
                tried += 1;
                if (!('action' in parsed)) continue;
                read += 1;
                expect([twice(mutate(text)), parsed.action]).toEqual([twice(mutate(text)), action]);
              }
            }
          }
        }
      }
    }
    expect(read / tried).toBeGreaterThan(0.9);
  });

  test('plain SAN is always read', () => {
    for (const [label, fen] of [...richFens, bishopOrPawn].entries()) {
      const states = randomLine(fen, 500 + label).filter((state, at) => at % 9 === 0 && state.end === null);
      for (const state of states) {
        const view = chess.view(state, 0);
        for (const action of chess.legalActions(state, chess.actors(state)[0]!)) {
          if (fen === bishopOrPawn && action === 'b1c3') continue;
          expect(chess.parseAction(sanOf(state.fen, action), view)).toEqual({ action });
        }
      }
    }
  });
});

describe('SAN of a game', () => {
  test('a line', () => {
    expect(sanLine(startFen, ['f2f3', 'e7e5', 'g2g4', 'd8h4'])).toEqual(['f3', 'e5', 'g4', 'Qh4#']);
    expect(sanOf(castling, 'e1c1')).toBe('O-O-O');
    expect(sanOf(passing, 'e5d6')).toBe('exd6');
  });

  test('an illegal move throws with its number', () => {
    expect(() => sanLine(startFen, ['e2e4', 'e2e4'])).toThrow('Move 2, e2e4');
  });
});
