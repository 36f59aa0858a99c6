import { expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, joinBoth, play } from '../arena/test-bench.ts';
import { setUpHere } from '../arena/set-up.ts';
import { createTapes } from './tapes.ts';

const spectatorDelayMs = 5_000;

test('steps are shown when the delay has passed by their own time, and all of them after the release', async () => {
  const bench = createBench();
  const { match } = await bench.create({ spectatorDelayMs, release: 'group', group: { pair: 'p' } });
  joinBoth(match);
  for (const turn of [1, 2]) {
    bench.time.advance(1_000);
    play(match, 0, turn, `a${turn}`, 'rock');
    play(match, 1, turn, `x${turn}`, 'paper');
  }
  let now = '';
  const tapes = createTapes({
    store: bench.arena.store,
    setUp: setUpHere,
    gameOf: gameById,
    wallMs: () => Date.parse(now),
  });
  const look = async (at: string, isReleased: boolean) => {
    now = `2026-01-01T00:00:${at}Z`;
    const played = await tapes.read(match.id, { viewer: 'public', isReleased });
    return { steps: played!.items.length - 1, isOver: played!.end !== undefined };
  };
  expect(match.status()).toBe('over');
  expect(await look('05.999', false)).toEqual({ steps: 0, isOver: false });
  expect(await look('06.000', false)).toEqual({ steps: 1, isOver: false });
  expect(await look('06.999', false)).toEqual({ steps: 1, isOver: false });
  expect(await look('02.000', true)).toEqual({ steps: 2, isOver: true });
  expect(await look('07.000', false)).toEqual({ steps: 2, isOver: true });
});

test('a wall clock that is set forward shows nothing early of a match that is in memory', async () => {
  const bench = createBench();
  const { match } = await bench.create({ spectatorDelayMs, release: 'group', group: { pair: 'p' } });
  joinBoth(match);
  play(match, 0, 1, 'a1', 'rock');
  play(match, 1, 1, 'x1', 'paper');
  bench.time.advance(1_000);
  play(match, 0, 2, 'a2', 'rock');
  play(match, 1, 2, 'x2', 'paper');
  const tapes = createTapes({
    store: bench.arena.store,
    setUp: setUpHere,
    gameOf: gameById,
    wallMs: () => Date.parse('2027-01-01T00:00:00Z'),
  });
  const look = async () => {
    const played = await tapes.read(match.id, { viewer: 'public', isReleased: false }, match.shown());
    return { steps: played!.items.length - 1, isOver: played!.end !== undefined };
  };
  expect(match.status()).toBe('over');
  expect(await look()).toEqual({ steps: 0, isOver: false });
  bench.time.advance(4_000);
  expect(await look()).toEqual({ steps: 1, isOver: false });
  bench.time.advance(1_000);
  expect(await look()).toEqual({ steps: 2, isOver: true });
});

test('the classes of refused attempts are public, before the release as well; what they said is not', async () => {
  const bench = createBench();
  const { match } = await bench.create({ release: 'group', group: { pair: 'p' } });
  joinBoth(match);
  play(match, 0, 1, 'r1', 'lizard');
  play(match, 0, 1, 'r2', 'spock');
  play(match, 0, 1, 'a1', 'rock');
  play(match, 1, 1, 'x1', 'paper');
  play(match, 0, 2, 'a2', 'rock');
  play(match, 1, 2, 'x2', 'paper');
  const tapes = createTapes({
    store: bench.arena.store,
    setUp: setUpHere,
    gameOf: gameById,
    wallMs: () => Date.now(),
  });
  const { items } = (await tapes.read(match.id, { viewer: 'public', isReleased: false }))!;
  expect(items[1]!.by['0']).toMatchObject({ attempts: 3, refused: ['unparsable', 'unparsable'] });
  expect(items[1]!.by['1']).not.toHaveProperty('refused');
  expect(items[2]!.by['0']).not.toHaveProperty('refused');
  expect(JSON.stringify(items)).not.toContain('lizard');
});
