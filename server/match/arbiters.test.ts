import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, join, play } from '../arena/test-bench.ts';
import { judgedGame } from './test-judged-game.ts';

const gameOf = (id: string) => (id === judgedGame.id ? judgedGame : gameById(id));

describe('an arbiter', () => {
  const judged = async (config: { together: boolean }) => {
    const bench = createBench({ gameOf });
    const { match } = await bench.create({ game: judgedGame, config });
    const wires = [join(match, 0), join(match, 1), join(match, 2)] as const;
    return { bench, match, wires };
  };
  const speak = (match: Parameters<typeof play>[0]): void => {
    play(match, 0, 1, 'a', 'first');
    play(match, 1, 1, 'x', 'second');
  };

  test('that is late voids the match; no player is to blame', async () => {
    const { bench, match, wires } = await judged({ together: false });
    speak(match);
    bench.time.advance(10_251);
    expect(wires[0].told.at(-1)).toMatchObject({
      termination: 'void-arbiter',
      outcome: null,
      fault: { seat: 2, class: 'timeout' },
    });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('is timed from when the match waits for it alone, whatever the players took', async () => {
    const { bench, match, wires } = await judged({ together: true });
    bench.time.advance(10_100);
    speak(match);
    bench.time.advance(10_000);
    expect(match.status()).toBe('running');
    play(match, 2, 1, 'j', 'second');
    expect(wires[1].told.at(-1)).toMatchObject({ termination: 'normal', outcome: { scores: [0, 1, null] } });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('does not run out while players think', async () => {
    const { bench, match, wires } = await judged({ together: true });
    play(match, 1, 1, 'x', 'second');
    bench.time.advance(10_251);
    expect(wires[2].told.at(-1)).toMatchObject({ termination: 'timeout', fault: { seat: 0 } });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('that cannot answer voids the match, though the policy has an action for it', async () => {
    const bench = createBench({ gameOf });
    const attempts = { max: 1, then: { default: 'first' } };
    const { match } = await bench.create({ game: judgedGame, config: { together: false }, attempts });
    const [first] = [join(match, 0), join(match, 1), join(match, 2)];
    speak(match);
    play(match, 2, 2, 'j', 'third');
    expect(first.told.at(-1)).toMatchObject({ termination: 'void-arbiter', fault: { seat: 2 } });
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('that cannot answer, or gives up, voids the match', async () => {
    const answering = await judged({ together: false });
    speak(answering.match);
    for (const id of ['j', 'k', 'l']) play(answering.match, 2, 2, id, 'third');
    expect(answering.wires[0].told.at(-1)).toMatchObject({
      termination: 'void-arbiter',
      fault: { seat: 2, class: 'unparsable' },
    });
    const resigning = await judged({ together: false });
    resigning.match.resign(2);
    expect(resigning.wires[0].told.at(-1)).toMatchObject({ termination: 'void-arbiter', fault: null });
    for (const { bench, match } of [answering, resigning])
      expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });
});
