import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gameById } from '../../games/registry.ts';
import { stepRng } from '../../games/rng.ts';
import type { AnyGame } from '../../games/game.ts';
import { limits } from '../protocol/limits.ts';
import { type Act, actSchema } from '../protocol/messages.ts';
import { readAct } from './reading.ts';

const chess = gameById('chess')!;
const config: unknown = chess.schemas.config.parse(chess.defaults);
const start: unknown = chess.setup(config, stepRng('0'.repeat(32), 0));

const read = (answer: Partial<Act>, game: AnyGame = chess, state: unknown = start) =>
  readAct(game, state, 0, { type: 'act', turn: 1, id: 'a1', ...answer });

describe('an action is read', () => {
  test.each([
    ['a structured action', { action: 'e2e4' }],
    ['a structured action, whatever the text says', { action: 'e2e4', text: 'd2d4' }],
    ['a string that is no canonical action, as text', { action: 'e4' }],
    ['a text', { text: ' E2-E4 ' }],
    ['a text whose model stopped at its length', { text: 'e4', finish: 'length' }],
  ])('from %s', (_, answer) => {
    expect(read(answer)).toEqual({ action: 'e2e4' });
  });
});

describe('an answer is refused', () => {
  const long = 'e'.repeat(limits.actionTextUnitsMax + 1);
  test.each([
    ['empty', 'empty', {}],
    ['empty', 'empty', { text: '  ' }],
    ['truncated', 'truncated', { finish: 'length' }],
    ['truncated', 'truncated', { text: 'I think that', finish: 'length' }],
    ['unparsable', 'unparsable', { text: 'I think that' }],
    ['unparsable', 'text-too-long', { text: long }],
    ['unparsable', 'bad-shape', { action: { from: 'e2' } }],
    ['unparsable', 'bad-shape', { action: 7, finish: 'length' }],
    ['unparsable', 'bad-shape', { action: null }],
  ] as const)('as %s (%s): %j', (kind, code, answer) => {
    expect(read(answer)).toMatchObject({ class: kind, code });
  });

  test('as illegal when it can be read but not played, with the judge’s own words', () => {
    const reading = read({ action: 'e2e5' });
    expect(reading).toMatchObject({ class: 'illegal' });
    expect(reading).toHaveProperty('message', expect.stringContaining('e2'));
    expect(read({ text: 'e2e5', finish: 'length' })).toMatchObject({ class: 'illegal' });
  });

  test('as ambiguous when it has two readings, which it names', () => {
    const twoKnights = chess.schemas.config.parse({ fen: '4k3/8/8/8/8/2N3N1/8/4K3 w - - 0 1' }) as unknown;
    const state: unknown = chess.setup(twoKnights, stepRng('0'.repeat(32), 0));
    const reading = read({ text: 'Ne4' }, chess, state);
    expect(reading).toMatchObject({ class: 'ambiguous' });
    expect(reading).toHaveProperty('message', expect.stringMatching(/c3e4.*g3e4|Nce4.*Nge4/));
  });

  test('with what its schema wants where that is one of several', () => {
    const game = gameById('tic-tac-toe')!;
    const state: unknown = game.setup(game.defaults, stepRng('0'.repeat(32), 0));
    expect(read({ action: { cell: 'A' } }, game, state)).toMatchObject({
      code: 'bad-shape',
      message: expect.stringMatching(
        /: Invalid option: expected one of "A".*; or expected string, received object\.$/,
      ),
    });
  });

  test('when it has a member __proto__, like every other that the schema does not know', () => {
    const game = gameById('crafting-world')!;
    const action = '{"actions":[{"do":"rest","__proto__":{"do":"stop"}}],"__proto__":{}}';
    const act = actSchema.parse(JSON.parse(`{"type":"act","turn":1,"id":"a1","action":${action}}`));
    expect(read(act, game, undefined)).toMatchObject({
      code: 'bad-shape',
      message: expect.stringMatching(/ at actions\.0: Unrecognized key: "__proto__"\.$/),
    });
  });

  test('with the place in the action where its shape is wrong', () => {
    const shaped: AnyGame = {
      ...chess,
      schemas: { ...chess.schemas, action: z.strictObject({ to: z.strictObject({ file: z.int() }) }) },
    };
    expect(read({ action: { to: { file: 'e' } } }, shaped)).toHaveProperty(
      'message',
      expect.stringContaining('at to.file'),
    );
  });
});
