import { describe, expect, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import { createBench, createTestWire, joinBoth, play, type Bench } from './test-bench.ts';

const seat = async (bench: Bench, ticket: string): Promise<string[]> => {
  const wire = createTestWire();
  const seating = await bench.arena.seating(ticket);
  if (seating.kind === 'live') seating.match.connect(seating.seat, wire);
  if (seating.kind === 'over') for (const message of seating.messages) wire.send(message);
  return wire.news();
};

describe('a ticket', () => {
  test('opens its own seat', async () => {
    const bench = createBench();
    const { match, tickets } = await bench.create();
    expect(await bench.arena.seating(tickets[1]!)).toEqual({ kind: 'live', match, seat: 1 });
  });

  test('of a finished match gets its result, from memory and from the store after a restart', async () => {
    const bench = createBench();
    const { match, tickets } = await bench.create();
    joinBoth(match);
    match.resign(0);
    expect(await seat(bench, tickets[0]!)).toEqual(['welcome', 'end resign']);
    const next = await bench.restart();
    expect(next.arena.live(match.id)).toBeUndefined();
    expect(await seat(next, tickets[0]!)).toEqual(['welcome', 'end resign']);
  });

  test('of a finished match whose game this build does not have gets its result alone', async () => {
    const bench = createBench();
    const { match, tickets } = await bench.create();
    joinBoth(match);
    match.resign(0);
    const next = await bench.restart({ gameOf: () => undefined });
    expect(await seat(next, tickets[0]!)).toEqual(['end resign']);
  });

  test.each([
    ['forged', (ticket: string) => `${ticket.slice(0, -1)}${ticket.endsWith('A') ? 'B' : 'A'}`],
    ['of another seat', (ticket: string) => ticket.replace('.0.', '.1.')],
    ['no ticket', () => 'what is a ticket'],
  ])('that is %s opens nothing', async (_, spoil) => {
    const bench = createBench();
    const { tickets } = await bench.create();
    expect(await bench.arena.seating(spoil(tickets[0]!))).toEqual({ kind: 'unknown' });
  });

  test('of a match that was never stored opens nothing', async () => {
    const bench = createBench();
    const { tickets } = await bench.create();
    expect(await createBench().arena.seating(tickets[0]!)).toEqual({ kind: 'unknown' });
  });
});

describe('a creation', () => {
  test('is done when the header is durable', async () => {
    const bench = createBench();
    bench.store.hold();
    const creating = bench.create();
    expect(bench.arena.matchesCount()).toBe(0);
    bench.store.flow();
    const { match } = await creating;
    expect(bench.arena.live(match.id)).toBe(match);
    expect(await bench.log(match.id)).toMatchObject([{ type: 'header', match: match.id }]);
  });

  test('that an arena does not live to see done is refused, and its log is left to the next one', async () => {
    const bench = createBench();
    bench.store.hold();
    const creating = bench.create();
    bench.arena.close();
    bench.store.flow();
    await expect(creating).rejects.toMatchObject({ code: 'store-failed' });
    expect(bench.arena.matchesCount()).toBe(0);
    await expect(bench.create()).rejects.toMatchObject({ code: 'store-failed' });
    expect((await bench.restart()).arena.matchesCount()).toBe(1);
  });

  test('that the store fails is refused, and leaves nothing', async () => {
    const bench = createBench();
    bench.store.hold();
    const creating = bench.create();
    bench.store.fail();
    await expect(creating).rejects.toMatchObject({ code: 'store-failed' });
    expect(bench.arena.matchesCount()).toBe(0);
  });

  test('commits to its seed, which no message, no listing and no open log holds', async () => {
    const bench = createBench();
    const seed = 'feedfacefeedfacefeedfacefeedface';
    const { match } = await bench.create({ seed, group: { pair: 'p-secret' } });
    const wires = joinBoth(match);
    play(match, 0, 1, 'a', 'rock');
    const open = [wires.map(({ told }) => told), match.publicState(), await bench.log(match.id)];
    expect(JSON.stringify(open)).not.toMatch(/feedface|p-secret/);
    match.resign(0);
    expect((await bench.log(match.id)).at(-1)).toMatchObject({ seed, group: { pair: 'p-secret' } });
  });
});

describe('a log is released', () => {
  const finish = async (
    bench: Bench,
    match: Awaited<ReturnType<Bench['create']>>['match'],
  ): Promise<boolean> => {
    joinBoth(match);
    match.resign(0);
    return (await bench.arena.isReleased(match.id))!;
  };

  test('at the end', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    expect(await bench.arena.isReleased(match.id)).toBe(false);
    expect(await finish(bench, match)).toBe(true);
    expect(await bench.arena.isReleased('m-unknown')).toBeUndefined();
  });

  test.each([
    ['group', { pair: 'p1' }],
    ['group', { start: 's1' }],
    ['event', { event: 'e1' }],
  ] as const)('with its %s: %j', async (release, group) => {
    const bench = createBench();
    const mine = await bench.create({ release, group });
    const partner = await bench.create({ release, group });
    const stranger = await bench.create({ release, group: { pair: 'p9', start: 's9', event: 'e9' } });
    expect(await finish(bench, mine.match)).toBe(false);
    expect(await finish(bench, partner.match)).toBe(true);
    expect(await bench.arena.isReleased(mine.match.id)).toBe(true);
    expect(await bench.arena.isReleased(stranger.match.id)).toBe(false);
  });

  test('not while it is unfinished and nobody has adopted it', async () => {
    const bench = createBench();
    const { match } = await bench.create();
    bench.arena.close();
    expect(await bench.arena.isReleased(match.id)).toBe(false);
  });
});

test('an arena has a match no more once it is over, but knows who made it', async () => {
  const bench = createBench();
  const { match } = await bench.create({ creator: 'key-1' });
  expect(bench.arena.creatorOf(match.id)).toBe('key-1');
  expect([...bench.arena.matches()]).toEqual([match]);
  joinBoth(match);
  match.resign(0);
  // Whoever made it may still ask to call it off, and is told that it is over.
  expect(bench.arena.creatorOf(match.id)).toBe('key-1');
  expect([...bench.arena.matches()]).toEqual([]);
});

test('matches with different games run beside each other', async () => {
  const bench = createBench();
  const one = await bench.create();
  const other = await bench.create({ game: gameById('tic-tac-toe')! });
  const [first] = joinBoth(one.match);
  const [second] = joinBoth(other.match);
  one.match.resign(0);
  expect([first.news().at(-1), second.news().at(-1)]).toEqual(['end resign', 'turn 1']);
});
