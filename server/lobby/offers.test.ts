import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOffers, freePlaces, type Place, type Worker } from './offers.ts';

const games = ['chess', 'kuhn-poker'];
const nowMs = 1000;

const workerOf = (name: string, concurrency: number, playable: readonly string[] = games): Worker => ({
  name,
  terms: { games: playable, concurrency, challenges: false },
});

interface Facts {
  readonly game?: string;
  readonly isSeated?: boolean;
  readonly isRunning?: boolean;
  readonly worker?: string | undefined;
  readonly offeredUntilMs?: number;
  readonly sinceMs?: number;
}

const placeOf = ({
  game = 'chess',
  isSeated,
  isRunning,
  worker,
  offeredUntilMs,
  sinceMs,
}: Facts = {}): Place => ({
  game,
  isSeated: () => isSeated ?? false,
  isRunning: () => isRunning ?? false,
  worker,
  offeredUntilMs: offeredUntilMs ?? 0,
  sinceMs: sinceMs ?? 0,
});

const workersArbitrary = fc.array(
  fc.record({ concurrency: fc.integer({ min: 1, max: 4 }), games: fc.subarray(games) }),
  { maxLength: 4 },
);

const factsArbitrary = fc.record({
  game: fc.constantFrom(...games),
  isSeated: fc.boolean(),
  isRunning: fc.boolean(),
  worker: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  offeredUntilMs: fc.constantFrom(0, 2000),
});

describe('offers', () => {
  test('keep every law for any places and sockets', () => {
    fc.assert(
      fc.property(workersArbitrary, fc.array(factsArbitrary, { maxLength: 12 }), (made, facts) => {
        const workers = made.map(({ concurrency, games }, at) => workerOf(`w${at}`, concurrency, games));
        // Some were offered to a program that is gone.
        const places = facts.map((fact) =>
          placeOf({ ...fact, worker: fact.worker === undefined ? undefined : `w${fact.worker}` }),
        );
        const offers = chooseOffers(places, workers, nowMs);
        const before = freePlaces(places, workers, nowMs);
        // None twice, none that is taken or stands offered, and only to a socket that plays the game.
        expect(new Set(offers.map(({ place }) => place)).size).toBe(offers.length);
        for (const { place, worker } of offers) {
          expect(place.isSeated() || nowMs < place.offeredUntilMs).toBe(false);
          expect(worker.terms.games).toContain(place.game);
        }
        // New matches never exceed what the agent has room for, all sockets together.
        const fresh = offers.filter(({ place }) => !place.isRunning());
        expect(fresh.length).toBeLessThanOrEqual(Math.max(0, before));
        // A match under way is never left out when somebody plays its game.
        const lost = places.filter(
          (place) =>
            place.isRunning() &&
            !place.isSeated() &&
            nowMs >= place.offeredUntilMs &&
            workers.some(({ terms }) => terms.games.includes(place.game)),
        );
        expect(offers.filter(({ place }) => place.isRunning())).toHaveLength(lost.length);
      }),
    );
  });

  test('go to the socket with most room', () => {
    const [small, large] = [workerOf('small', 1), workerOf('large', 3)];
    const places = Array.from({ length: 5 }, () => placeOf());
    const chosen = chooseOffers(places, [small, large], nowMs).map(({ worker }) => worker);
    expect(chosen.slice(0, 2)).toEqual([large, large]);
    expect(chosen.filter((worker) => worker === small)).toHaveLength(1);
    expect(chosen).toHaveLength(4);
  });

  test('that one socket let pass go to another', () => {
    const [first, second] = [workerOf('first', 2), workerOf('second', 2)];
    const passed = placeOf({ worker: 'first', offeredUntilMs: 500 });
    expect(chooseOffers([passed], [first, second], nowMs)).toEqual([{ place: passed, worker: second }]);
    expect(chooseOffers([passed], [first], nowMs)).toEqual([{ place: passed, worker: first }]);
  });

  test('come first to what was offered longest ago, so that one which nobody takes holds up no other', () => {
    const worker = workerOf('', 1);
    const [ignored, fresh] = [placeOf({ worker: '', offeredUntilMs: 500 }), placeOf()];
    expect(chooseOffers([ignored, fresh], [worker], nowMs)).toEqual([{ place: fresh, worker }]);
    const [late, early] = [placeOf({ sinceMs: 2 }), placeOf({ sinceMs: 1 })];
    expect(chooseOffers([late, early], [worker], nowMs)).toEqual([{ place: early, worker }]);
  });

  test('of a match under way go back to whom it was with', () => {
    const [first, second] = [workerOf('first', 1), workerOf('second', 4)];
    const lost = placeOf({ worker: 'first', isRunning: true });
    expect(chooseOffers([lost], [first, second], nowMs)).toEqual([{ place: lost, worker: first }]);
  });
});
