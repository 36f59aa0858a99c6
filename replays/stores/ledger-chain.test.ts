import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../games/canonical.ts';
import type { Json } from '../../games/game.ts';
import { faultClasses, terminations } from '../format.ts';
import { sourceClasses, type LedgerRow, type LedgerSeat } from '../ledger.ts';
import { ledgerRowText } from './ledger-chain.ts';

const text = fc.string({ unit: 'binary' });
const count = fc.nat();
const money = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));

const arbitrarySeat: fc.Arbitrary<LedgerSeat> = fc.record({
  seat: count,
  agent: text,
  owner: text,
  role: text,
  score: fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })),
  place: fc.option(count),
  turns: count,
  refusals: fc.record({
    truncated: count,
    empty: count,
    unparsable: count,
    ambiguous: count,
    illegal: count,
  }),
  tokensIn: fc.option(count),
  tokensOut: fc.option(count),
  costUsd: money,
  sources: fc.dictionary(fc.constantFrom(...sourceClasses), count),
  thinkMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
  think: fc.array(fc.tuple(count, count)),
});

const arbitraryRow: fc.Arbitrary<LedgerRow> = fc.record({
  seq: count,
  prev: text,
  match: text,
  game: text,
  version: count,
  pool: text,
  poolHash: text,
  group: fc.option(fc.record({ pair: text, start: text, event: text }, { requiredKeys: [] })),
  seats: fc.array(arbitrarySeat, { maxLength: 4 }),
  steps: count,
  play: text,
  termination: fc.constantFrom(...terminations),
  fault: fc.option(fc.record({ seat: count, class: fc.constantFrom(...faultClasses) })),
  rated: fc.boolean(),
  startedAt: text,
  endedAt: text,
  logHash: text,
});

test('the text of a row is its canonical JSON, however its members are ordered', () => {
  fc.assert(
    fc.property(arbitraryRow, (row) => {
      expect(ledgerRowText(row)).toBe(canonical(row as unknown as Json));
      const reversed = Object.fromEntries(Object.entries(row).reverse()) as unknown as LedgerRow;
      expect(ledgerRowText(reversed)).toBe(ledgerRowText(row));
    }),
  );
});
