import { expect, test } from 'vitest';
import type { LedgerRow } from '../../../replays/ledger.ts';
import { createTally } from '../../../replays/ratings/counts.ts';
import { overallTable } from '../../../replays/ratings/overall.ts';
import { poolTable } from '../../../replays/ratings/table.ts';
import { formatReportPage } from '../benchmark-html.ts';
import { formatEvaluationHtml } from '../evaluate-report.ts';
import { formatRatingPage } from '../rating-html.ts';
import { formatTournamentHtml } from '../tournament-html.ts';

/** What an agent calls itself, and all else that it can have written. */
const evil = `</style><img src=x onerror="alert('1')">&`;

const row = (match: string, score: number): LedgerRow => ({
  match,
  game: evil,
  version: 1,
  pool: evil,
  poolHash: '0',
  group: null,
  seats: [score, 1 - score].map((points, seat) => ({
    seat,
    agent: seat === 0 ? evil : `${evil}2`,
    owner: evil,
    role: evil,
    score: points,
    place: 1,
    turns: 3,
    refusals: { truncated: 0, empty: 0, unparsable: 1, ambiguous: 0, illegal: 1 },
    tokensIn: 10,
    tokensOut: 10,
    costUsd: 0.5,
    sources: {},
    thinkMs: 5,
    think: [[2, 3]],
  })),
  steps: 3,
  play: '0',
  termination: 'normal',
  fault: null,
  rated: true,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  logHash: '0',
  seq: 1,
  prev: '0',
});

const rows = [row('m1', 1), row('m2', 0), row('m3', 1)];
const tally = createTally();
for (const one of rows) tally.add(one);
const pools = tally.pools().map((pool) => ({ pool, table: poolTable(pool) }));
const tables = pools.map(({ table }) => table);
const ratings = tables[0]!;
const names = [evil, `${evil}2`];

const tournament = formatTournamentHtml(
  {
    name: evil,
    batches: 1,
    matches: 3,
    voidPairs: 1,
    ending: 'schedule',
    stop: { kind: 'fixed' },
    spent: { games: 3, tokens: 1, usd: 1, minutes: 1 },
    players: names.map((name) => ({
      name,
      agent: `agent of ${name}`,
      games: 3,
      points: 1,
      forfeits: { timeout: 1 },
      refusals: { illegal: 1 },
      voids: { aborted: 1 },
      tokensIn: 1,
      tokensOut: 1,
      costUsd: 0.5,
      turns: 3,
      thinkMs: 5,
    })),
    games: [{ game: evil, config: evil, ratings, crosstable: [] }],
  },
  rows.map((one) => ({ id: `${evil}${one.match}`, players: [0, 1], game: 0, row: one })),
  new Map(),
);

const evaluation = formatEvaluationHtml({
  type: 'evaluation',
  agent: evil,
  seed: evil,
  stop: 'tight',
  matches: 3,
  spentUsd: 1,
  precision: 0.1,
  games: [{ game: evil, score: null, meetings: [], ratings }],
});

const table = { title: evil, columns: [{ title: evil, align: 'left' as const }], rows: [[evil]] };

test.each([
  ['of ratings', formatRatingPage(pools, overallTable(tables))],
  ['of a tournament', tournament],
  ['of an evaluation', evaluation],
  ['of a benchmark', formatReportPage(evil, [evil], [table])],
])('the page %s shows all that agents can have written as text', (_, page) => {
  expect(page).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
  expect(page).not.toMatch(/<img|"alert|\('1'\)/);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
});
