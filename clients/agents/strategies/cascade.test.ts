import { describe, expect, test } from 'vitest';
import { cascade } from './cascade.ts';
import { createTestTurn, says, type TestScript } from './test-turn.ts';

const decide = cascade.open({ strong: 'openai/strong', samples: '2', 'hard-legal': '20' });

const script =
  (cheap: readonly (string | undefined)[], strong: string | undefined): TestScript =>
  ({ isStrong, sample }) =>
    isStrong === true ? strong : cheap[sample!];

const asked = (cheap: readonly (string | undefined)[], strong: string | undefined, more = {}) =>
  createTestTurn({ game: 'tic-tac-toe', script: script(cheap, strong), ...more });

describe('cascade', () => {
  test('plays what the cheap model says where its samples agree', async () => {
    const { turn, calls } = asked([says('E'), says('E')], says('A'));
    expect(await decide(turn)).toMatchObject({ action: 'E', source: 'model' });
    expect(calls.map(({ isStrong }) => isStrong)).toEqual([undefined, undefined]);
  });

  test.each([
    ['disagree', [says('E'), says('C')]],
    ['hold no move', [says('E'), 'no idea']],
    ['do not come', [undefined, undefined]],
  ])('asks the strong one where the cheap answers %s', async (_, cheap) => {
    const { turn, counts } = asked(cheap, says('A'));
    expect(await decide(turn)).toMatchObject({ action: 'A', source: 'model' });
    expect(counts()).toEqual({ move: 3 });
  });

  test('asks the strong one alone after a refusal, and on positions with many moves', async () => {
    const refusal = { code: 'illegal', message: 'taken', said: 'E' };
    const refused = asked([], says('A'), { refusal });
    expect(await decide(refused.turn)).toMatchObject({ action: 'A', source: 'rethink' });
    expect(refused.counts()).toEqual({ move: 1 });
    const hard = createTestTurn({ game: 'chess', script: script([], says('e2e4')) });
    expect(await decide(hard.turn)).toMatchObject({ action: 'e2e4' });
    expect(hard.counts()).toEqual({ move: 1 });
  });

  test('plays the best so far of the cheap one where no strong answer is to be had', async () => {
    const { turn } = asked([says('C'), 'no idea'], undefined);
    expect(await decide(turn)).toMatchObject({ action: 'C', source: 'model' });
  });

  test('needs to be told its strong model', () => {
    expect(() => cascade.open({})).toThrow('strong=PROVIDER/MODEL');
  });
});
