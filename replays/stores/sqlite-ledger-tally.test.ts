import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { labelledRng } from '../../games/rng.ts';
import type { LedgerSeat, UnnumberedLedgerRow } from '../ledger.ts';
import { createTally } from '../ratings/counts.ts';
import { ledgerStart } from './ledger-chain.ts';
import { createLedgerTables } from './sqlite-ledger.ts';
import { tallyLedger } from './sqlite-ledger-tally.ts';
import { migrate } from './sqlite-schema.ts';

const rng = labelledRng('0'.repeat(32), 'ledger');
const agents = ['bot:a', 'bot:b', 'Ä', 'd'];

const seatOf = (seat: number, agent: string, score: number | null): LedgerSeat => ({
  seat,
  agent,
  owner: agent.startsWith('bot:') ? 'house' : 'Zoë',
  role: String(seat),
  score,
  place: null,
  turns: rng.int(40),
  refusals: { truncated: rng.int(2), empty: 0, unparsable: rng.int(3), ambiguous: 0, illegal: 0 },
  tokensIn: rng.int(2) === 0 ? null : rng.int(1000),
  tokensOut: null,
  costUsd: rng.int(2) === 0 ? null : rng.int(1000) / 1000,
  sources: rng.int(2) === 0 ? {} : { model: rng.int(40), fallback: 1 },
  thinkMs: rng.int(1000),
  think: [[rng.int(100), 1 + rng.int(9)]],
});

/** Games of two, with a void, a forfeit and a solo run among them, and games that repeat others. */
const rowAt = (at: number): UnnumberedLedgerRow => {
  const [first, second] = [agents[rng.int(4)]!, agents[rng.int(4)]!];
  const points = rng.int(3) / 2;
  const base: UnnumberedLedgerRow = {
    match: `match-${at}`,
    game: at % 5 === 0 ? 'go' : 'chess',
    version: 1,
    pool: at % 5 === 0 ? 'go/bot' : 'chess/bot',
    poolHash: at % 5 === 0 ? 'b' : 'a',
    group: at % 3 === 0 ? null : { pair: `pair-${Math.floor(at / 4)}` },
    seats: [seatOf(0, first, points), seatOf(1, second, 1 - points)],
    steps: 10,
    play: String(rng.int(60)),
    termination: 'normal',
    fault: null,
    rated: at % 7 !== 0,
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:00.000Z',
    logHash: 'c',
  };
  if (at % 11 === 0) return { ...base, termination: 'timeout', fault: { seat: 1, class: 'timeout' } };
  const seats = base.seats.map((seat) => ({ ...seat, score: null }));
  if (at % 13 === 0) return { ...base, termination: 'void-infra', seats };
  if (at % 17 === 0)
    return {
      ...base,
      seats: base.seats.slice(0, 1),
      group: { start: 'seed' },
      game: 'solo',
      pool: 'solo',
      poolHash: 's',
    };
  return base;
};

const count = 300;
const rows = Array.from({ length: count }, (_, at) => rowAt(at + 1));

const filled = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  migrate(database, 'memory');
  const ledger = createLedgerTables(database);
  let head = ledgerStart;
  // As many at once as a commit may hold, so that a commit ends within a block, at its end, and blocks later.
  for (let from = 0, size = 1; from < rows.length; from += size, size = (size * 5) % 233) {
    const added = rows.slice(from, from + size).map((row) => {
      const one = ledger.add(row, head);
      ({ head } = one);
      return one.row;
    });
    ledger.addColumns(added);
  }
  return database;
};

describe('the ledger as columns', () => {
  test.each([{}, { ratedOnly: true }, { separateOwners: true }])(
    'gives the sums of its rows one by one, under %o',
    (trust) => {
      const tally = createTally(trust);
      for (const row of rows) tally.add(row);
      expect(tally.pools()).toHaveLength(3);
      expect(tallyLedger(filled(), trust).tally.pools()).toEqual(tally.pools());
    },
  );

  test('one game only', () => {
    const pools = tallyLedger(filled(), { game: 'go' }).tally.pools();
    expect(pools.map(({ pool }) => pool)).toEqual(['go/bot']);
  });

  test('that a database does not have are not needed', () => {
    const database = filled();
    const whole = tallyLedger(database).tally.pools();
    database.exec(
      'DROP TABLE rating_conduct; DROP TABLE rating_blocks; DROP TABLE rating_agents; DROP TABLE rating_pools',
    );
    expect(tallyLedger(database).tally.pools()).toEqual(whole);
  });

  test('that are behind are completed from the rows, and with the next match for good', () => {
    const database = filled();
    const whole = tallyLedger(database).tally.pools();
    database.exec('DELETE FROM rating_blocks WHERE block > 0');
    expect(tallyLedger(database).tally.pools()).toEqual(whole);
    const ledger = createLedgerTables(database);
    const added = ledger.add({ ...rows[0]!, match: 'match-new' }, ledger.head());
    ledger.addColumns([added.row]);
    const packed = database.prepare('SELECT sum(length(matches)) AS bytes FROM rating_blocks').get();
    expect(packed?.['bytes']).toBe((count + 1) * 32);
    const tally = createTally();
    for (const row of [...rows, rows[0]!]) tally.add(row);
    expect(tallyLedger(database).tally.pools()).toEqual(tally.pools());
  });
});
