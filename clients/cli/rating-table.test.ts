import { expect, test } from 'vitest';
import type { CountableRow } from '../../replays/ratings/counts.ts';
import { ratingTable } from '../../replays/ratings/table.ts';
import { formatRatingTable } from './rating-table.ts';

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
  ratingTable(rows).map(formatRatingTable).join('\n\n');

test('shows the players, what the figures rest on, and what was not counted', () => {
  const text = textOf([
    row(['bot:perfect', 'bot:random'], 1),
    row(['bot:perfect', 'bot:random'], 1),
    row(['bot:perfect', 'bot:random'], 1, { termination: 'void-infra' }),
  ]);
  expect(text).toMatchInlineSnapshot(`
    "nim/bot (nim@2): 2 games, bradley-terry

    #  Agent        Owner  Rating  ±95 %  Games  W  D  L    Score  Notes
    -  -----------  -----  ------  -----  -----  -  -  -  -------  -----------------------
    1  bot:perfect  house    1167    302      2  2  0  0  100.0 %  provisional, unbeaten
    2  bot:random   Zoë       833    302      2  0  0  2    0.0 %  provisional, no win yet

    First mover +14 (standard error 99).
    Score-Elo around 1000; 173.7 points a natural-log unit of winning odds.
    Not counted: 1 void (infrastructure)."
  `);
});

test('a pool with draws shows their propensity', () => {
  expect(textOf([row(['a', 'b'], 0.5)])).toMatch(/^Draws: nu \d\.\d{3} \(standard error \d\.\d{3}\)\.$/m);
});
