import { describe, expect, test } from 'vitest';
import type { CountableRow } from '../../replays/ratings/counts.ts';
import { ratingTable } from '../../replays/ratings/table.ts';
import { formatRatedPool, formatRatingTable } from './rating-table.ts';

const row = (
  agents: readonly [string, string],
  score: number,
  change: Partial<CountableRow> = {},
): CountableRow => ({
  game: 'nim',
  version: 2,
  pool: 'nim/bot',
  poolHash: '0',
  termination: 'normal',
  fault: null,
  rated: true,
  seats: [
    { seat: 0, agent: agents[0], owner: 'house', score },
    { seat: 1, agent: agents[1], owner: 'Zoë', score: 1 - score },
  ],
  ...change,
});

const textOf = (rows: readonly CountableRow[]): string =>
  ratingTable(rows)
    .map((table) => formatRatingTable(table))
    .join('\n\n');

test('shows the players, what the figures rest on, and what was not counted', () => {
  const text = textOf([
    row(['bot:perfect', 'bot:random'], 1),
    row(['bot:perfect', 'bot:random'], 1),
    row(['bot:perfect', 'bot:random'], 1, { termination: 'void-infra' }),
  ]);
  expect(text).toMatchInlineSnapshot(`
    "nim/bot (nim@2): 2 games, bradley-terry

    #  95 %  Agent        Owner  Rating  ±95 %  Games  W  D  L    Score  Notes
    -  ----  -----------  -----  ------  -----  -----  -  -  -  -------  -----------------------
    1   1-2  bot:perfect  house    1167    302      2  2  0  0  100.0 %  provisional, unbeaten
    2   1-2  bot:random   Zoë       833    302      2  0  0  2    0.0 %  provisional, no win yet

    First mover +14 (standard error 99).
    Score-Elo around 1000; 173.7 points a natural-log unit of winning odds.
    Not counted: 1 void (infrastructure)."
  `);
});

test('a pool with draws shows their propensity', () => {
  expect(textOf([row(['a', 'b'], 0.5)])).toMatch(/^Draws: nu \d\.\d{3} \(standard error \d\.\d{3}\)\.$/m);
});

describe('what is shown only where there is something to show', () => {
  const forfeit = { termination: 'timeout', fault: { seat: 0, class: 'timeout' } } as const;

  test('ratings without forfeits', () => {
    const text = textOf([
      ...Array.from({ length: 4 }, () => row(['a', 'b'], 1)),
      row(['a', 'b'], 0, forfeit),
    ]);
    expect(text).toContain('Play only');
    expect(textOf([row(['a', 'b'], 1)])).not.toContain('Play only');
  });

  test('games that depend on each other', () => {
    const rows = Array.from({ length: 400 }, (_, at) =>
      row(at % 2 === 0 ? ['a', 'b'] : ['b', 'a'], at % 3 === 0 ? 1 : 0, {
        group: { pair: String(Math.floor(at / 2)) },
      }),
    );
    expect(textOf(rows)).toContain('Errors are clustered');
  });

  test('results that no order of strengths explains', () => {
    const ring = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const;
    const rows = ring.flatMap((pair) =>
      Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? row([...pair], 1) : row([pair[1], pair[0]], 0))),
    );
    expect(textOf(rows)).toMatch(/does not explain who beat whom/);
    expect(textOf(rows)).toMatch(/^Far from expectation: a - b \(z/m);
  });

  test('classic Elo, marked as what it is, and an audit', () => {
    const [table] = ratingTable([row(['a', 'b'], 1)]);
    const classic = [{ name: 'a', ratings: [1016, 1008] }];
    const audit = [{ name: 'a', se: 100, low: 900, high: 1200 }];
    const text = formatRatedPool(table!, { classic, audit });
    expect(text).toContain('K=32*');
    expect(text).toContain('1016');
    expect(text).toContain(' 196 ');
    expect(text).toContain('depends on the order of the games');
  });

  test('no more players than a terminal is good for', () => {
    const rows = Array.from({ length: 501 }, (_, at) => row([`agent ${at}`, 'hub'], 1));
    expect(textOf(rows)).toContain('And 2 more; --format csv or json has all.');
  });
});
