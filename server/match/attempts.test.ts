import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, joinBoth, play } from '../arena/test-bench.ts';

const ticTacToe = gameById('tic-tac-toe')!;

describe('the last attempt', () => {
  test('forfeits, with the class of the last refusal', async () => {
    const bench = createBench();
    const { match } = await bench.create({ game: ticTacToe });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    play(match, 1, 2, 'x', { text: 'nonsense' });
    play(match, 1, 2, 'y', { text: '' });
    play(match, 1, 2, 'z', 'A');
    expect(first.told.at(-1)).toMatchObject({
      type: 'end',
      termination: 'attempts',
      fault: { seat: 1, class: 'illegal' },
      outcome: { scores: [1, 0] },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('is told to the seat before the end', async () => {
    const bench = createBench();
    const { match } = await bench.create({ attempts: { max: 1, then: 'forfeit' } });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'lizard');
    expect(first.news()).toEqual(['welcome', 'turn 1', 'refused 1 a unparsable 0', 'end attempts']);
    expect(first.closes).toEqual([1000]);
  });

  const byDefault = { attempts: 2, source: 'default' };

  test('plays the default action, and the match goes on', async () => {
    const bench = createBench();
    const attempts = { max: 2, then: { default: 'B' } };
    const { match } = await bench.create({ game: ticTacToe, attempts });
    const [first, second] = joinBoth(match);
    for (const id of ['a', 'b']) play(match, 0, 1, id, 'z9');
    expect(first.news().slice(2)).toEqual([
      'refused 1 a unparsable 1',
      'refused 1 b unparsable 0',
      'update 2',
    ]);
    const step = (await bench.log(match.id)).at(-1);
    expect(step).toMatchObject({ type: 'step', actions: { 0: 'B' }, by: { 0: byDefault } });
    expect(step).not.toHaveProperty('by.0.id');
    expect(second.news().at(-1)).toBe('turn 2');
    match.resign(1);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('plays the default action as its schema completes it', async () => {
    const bench = createBench();
    const game = gameById('crafting-world')!;
    const config: unknown = game.schemas.config.parse({ level: 1 });
    const attempts = { max: 1, then: { default: { actions: [{ do: 'stop' }] } } };
    const { match } = await bench.create({ game, config, attempts });
    join(match, 0);
    play(match, 0, 1, 'a', { text: 'nonsense' });
    expect((await bench.log(match.id)).find(({ type }) => type === 'step')).toMatchObject({
      actions: { 0: { actions: [{ do: 'stop', reason: 'done' }] } },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('plays the default action of a simultaneous turn as a held one', async () => {
    const bench = createBench();
    const attempts = { max: 2, then: { default: 'paper' } };
    const { match } = await bench.create({ config: { rounds: 1 }, attempts });
    const [first] = joinBoth(match);
    for (const id of ['a', 'b']) play(match, 0, 1, id, 'z9');
    play(match, 0, 1, 'c', 'rock');
    expect(first.news().at(-1)).toBe('refused 1 c stale 0');
    play(match, 1, 1, 'x', 'rock');
    expect(first.told.at(-1)).toMatchObject({ type: 'end', outcome: { scores: [1, -1] } });
    expect((await bench.log(match.id)).find(({ type }) => type === 'held')).toMatchObject({
      action: 'paper',
      by: byDefault,
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test.each([
    ['is illegal by now', 'A'],
    ['is no action of the game', { cell: 'A' }],
  ])('forfeits when the default action %s', async (_, action) => {
    const bench = createBench();
    const { match } = await bench.create({
      game: ticTacToe,
      attempts: { max: 1, then: { default: action } },
    });
    const [first] = joinBoth(match);
    play(match, 0, 1, 'a', 'A');
    play(match, 1, 2, 'x', 'A');
    expect(first.news().at(-1)).toBe('end attempts');
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});
