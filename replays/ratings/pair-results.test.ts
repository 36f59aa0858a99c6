import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPairResults } from './pair-results.ts';
import { rowOf } from './test-rows.ts';

describe('results of a pair', () => {
  test('are those of its mirror image, turned round', () => {
    const score = fc.constantFrom(0 as const, 0.5 as const, 1 as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 30 }), (pairs) => {
        const results = createPairResults();
        for (const [at, [forth, back]] of pairs.entries()) {
          results.addRow(rowOf({ first: 'a', second: 'b', score: forth }, { group: { pair: String(at) } }));
          results.addRow(rowOf({ first: 'b', second: 'a', score: back }, { group: { pair: String(at) } }));
        }
        const [a, b] = [results.close('a'), results.close('b')];
        expect(a.games).toEqual(b.games.toReversed());
        expect(a.pairs).toEqual(b.pairs!.toReversed());
        expect(a.pairs!.reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
        expect(a.unpaired).toBe(0);
        const points = pairs.reduce((sum, [forth, back]) => sum + forth + 1 - back, 0);
        expect(a.games[2] + a.games[1] / 2).toBe(points);
      }),
    );
  });

  test('half a pair is none', () => {
    const results = createPairResults();
    results.addRow(rowOf({ first: 'a', second: 'b', score: 1 }, { group: { pair: '1' } }));
    results.addRow(rowOf({ first: 'a', second: 'b', score: 1 }, { termination: 'void-infra' }));
    expect(results.close('a')).toEqual({ of: 'a', against: 'b', games: [0, 0, 1], pairs: null, unpaired: 1 });
  });
});
