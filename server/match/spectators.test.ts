import { describe, expect, test } from 'vitest';
import { createBench, joinBoth, play } from '../arena/test-bench.ts';
import type { Match } from './match.ts';

const spectatorDelayMs = 5_000;

/** What spectators were shown, change by change. */
const watch = (match: Match): string[] => {
  const seen: string[] = [];
  match.watch(() => {
    const { status, step, news } = match.publicState();
    seen.push(`${status} ${step} ${news}`);
  });
  return seen;
};

const playRound = (match: Match, turn: number): void => {
  play(match, 0, turn, `a${turn}`, 'rock');
  play(match, 1, turn, `x${turn}`, 'paper');
};

describe('spectators of a match with a delay', () => {
  test('see each step when the delay has passed, and seats at once', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 3 }, spectatorDelayMs });
    expect(match.header).toMatchObject({ spectatorDelayMs });
    const seen = watch(match);
    const [first] = joinBoth(match);
    playRound(match, 1);
    bench.time.advance(2_000);
    playRound(match, 2);
    expect(first.news()).toContain('turn 3');
    expect(match.progress()).toEqual({ steps: 2, refusals: 0 });
    expect([seen, match.publicState()]).toMatchObject([[], { status: 'waiting', step: 0, delayMs: 5_000 }]);
    bench.time.advance(3_000);
    expect(match.publicState()).toMatchObject({ status: 'running', step: 1 });
    expect(match.publicState().seats).toMatchObject([{ connected: true, acting: false }, { acting: false }]);
    bench.time.advance(2_000);
    expect(match.publicState()).toMatchObject({ step: 2 });
    expect(seen.map((line) => line.split(' ')[1])).toEqual(['1', '2']);
  });

  test('see everything when the end releases the log', async () => {
    const bench = createBench();
    const { match } = await bench.create({ spectatorDelayMs });
    const seen = watch(match);
    joinBoth(match);
    playRound(match, 1);
    playRound(match, 2);
    expect(match.publicState()).toMatchObject({ status: 'over', step: 2, result: { termination: 'normal' } });
    expect(seen).toHaveLength(1);
    expect(await bench.verify(match.id)).toMatchObject({ status: 'valid' });
  });

  test('wait for the end too where it releases nothing', async () => {
    const bench = createBench();
    const group = { pair: 'p' };
    const { match } = await bench.create({ spectatorDelayMs, release: 'group', group });
    joinBoth(match);
    playRound(match, 1);
    match.resign(0);
    expect([match.status(), match.publicState()]).toMatchObject(['over', { step: 0, result: null }]);
    bench.time.advance(spectatorDelayMs);
    expect(match.publicState()).toMatchObject({ status: 'over', step: 1, result: { termination: 'resign' } });
  });

  test('see the setup after a restart until the delay has passed again', async () => {
    const bench = createBench();
    const { match } = await bench.create({ config: { rounds: 3 }, spectatorDelayMs });
    joinBoth(match);
    playRound(match, 1);
    bench.time.advance(spectatorDelayMs);
    expect(match.publicState()).toMatchObject({ step: 1 });
    const next = await bench.restart();
    const resumed = next.arena.live(match.id)!;
    expect(resumed.publicState()).toMatchObject({ status: 'waiting', step: 0, news: '' });
    next.time.advance(spectatorDelayMs);
    expect(resumed.publicState()).toMatchObject({ status: 'running', step: 1 });
  });

  test('leave no timer behind when the process lets go of the match', async () => {
    const bench = createBench();
    const { match } = await bench.create({ spectatorDelayMs });
    joinBoth(match);
    const before = bench.time.pending();
    match.abandon();
    expect(bench.time.pending()).toBeLessThan(before);
    bench.time.advance(spectatorDelayMs * 2);
    expect(match.publicState()).toMatchObject({ step: 0, status: 'waiting' });
  });
});
