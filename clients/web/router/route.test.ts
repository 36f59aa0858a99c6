import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

// A browser takes a lone surrogate and a path of dots apart, so no name holds one.
const word = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^\.+$|\//.test(text));
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
type Definite<T> = { [K in keyof T]: Exclude<T[K], undefined> };
const definite = <T extends object>(value: T): Definite<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Definite<T>;

const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { page: 'watch' },
    { page: 'leaderboards' },
    { page: 'tournaments' },
    { page: 'games' },
  ),
  fc
    .record({ match: word, step: optional(fc.nat(999_999_999)), as: optional(word) })
    .map((one): Route => ({ page: 'match', ...definite(one) })),
  path.map((pool): Route => ({ page: 'leaderboard', pool })),
  path.map((agent): Route => ({ page: 'agent', agent })),
  path.map((tournament): Route => ({ page: 'tournament', tournament })),
  path.map((game): Route => ({ page: 'game', game })),
  fc
    .record({
      game: optional(word),
      agent: optional(word),
      status: optional(fc.constantFrom('running', 'over')),
      cursor: optional(word),
    })
    .map((filter): Route => ({ page: 'replays', filter: definite(filter) })),
);

test('an address reads back as the route that it was made from', () => {
  fc.assert(
    fc.property(routes, (route) => {
      const url = new URL(formatRoute(route), 'http://localhost');
      expect(parseRoute(url.pathname, url.search)).toEqual(route);
    }),
  );
});

test.each([
  ['/nowhere', ''],
  ['/match', ''],
  ['/match/a/b', ''],
  ['/agent', ''],
  ['/replays/x', ''],
])('%s leads nowhere', (address) => {
  expect(parseRoute(address, '')).toEqual({ page: 'missing', path: address });
});

test('a step or a status that is none is left out, and a broken escape is taken as it is', () => {
  expect(parseRoute('/match/m1', '?step=-1')).toEqual({ page: 'match', match: 'm1' });
  expect(parseRoute('/replays', '?status=odd&game=')).toEqual({ page: 'replays', filter: {} });
  expect(parseRoute('/agent/%E0%A4%A', '')).toEqual({ page: 'agent', agent: '%E0%A4%A' });
});
