import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchElo } from './match-elo.ts';
import {
  logLikelihoodRatio,
  sprtModels,
  sprtOf,
  type Pentanomial,
  type SprtModel,
  type Trinomial,
} from './sprt.ts';

const file = '../shared/data/ratings/sprt-vectors.json';
const reason = existsSync(file) ? undefined : `no ${file}`;
if (reason !== undefined) console.info(`skipped: ${reason}`);

interface Hypotheses {
  readonly model: SprtModel;
  readonly elo0: number;
  readonly elo1: number;
  readonly llr: number;
}

interface Vectors {
  readonly trinomial: readonly (Hypotheses & {
    readonly w: number;
    readonly d: number;
    readonly l: number;
  })[];
  readonly pentanomial: readonly (Hypotheses & { readonly counts: Pentanomial })[];
  readonly elo: readonly {
    readonly w: number;
    readonly d: number;
    readonly l: number;
    readonly elo: number;
    readonly error95: number;
    readonly nElo: number;
    readonly nEloError95: number;
    readonly losPercent: number;
  }[];
}

describe.skipIf(reason !== undefined)('the supplied vectors', () => {
  const vectors = reason === undefined ? (JSON.parse(readFileSync(file, 'utf8')) as Vectors) : undefined;

  test('are reproduced to two decimals', () => {
    const { trinomial, pentanomial } = vectors!;
    expect(trinomial.length + pentanomial.length).toBeGreaterThan(5);
    for (const { w, d, l, llr, ...plan } of trinomial)
      expect(Math.abs(logLikelihoodRatio([l, d, w], plan) - llr)).toBeLessThanOrEqual(0.005);
    for (const { counts, llr, ...plan } of pentanomial)
      expect(Math.abs(logLikelihoodRatio(counts, plan) - llr)).toBeLessThanOrEqual(0.005);
  });

  test('Elo of a match, with its errors', () => {
    for (const { w, d, l, ...expected } of vectors!.elo) {
      const { elo, low, high, normalized, normalizedError, superiority } = matchElo([l, d, w]);
      expect(elo).toBeCloseTo(expected.elo, 2);
      expect((high! - low!) / 2).toBeCloseTo(expected.error95, 2);
      expect(normalized).toBeCloseTo(expected.nElo, 2);
      expect(normalizedError).toBeCloseTo(expected.nEloError95, 2);
      expect(100 * superiority!).toBeCloseTo(expected.losPercent, 2);
    }
  });
});

const count = fc.nat(200);
const arbitraryCounts = fc.oneof(
  fc.tuple(count, count, count),
  fc.tuple(count, count, count, count, count),
) as fc.Arbitrary<Trinomial | Pentanomial>;
const arbitraryModel = fc.constantFrom(...sprtModels);

describe('the ratio', () => {
  test('changes its sign when the hypotheses change places, and is finite whatever was played', () => {
    fc.assert(
      fc.property(arbitraryCounts, arbitraryModel, (counts, model) => {
        const forth = logLikelihoodRatio(counts, { model, elo0: -5, elo1: 20 });
        const back = logLikelihoodRatio(counts, { model, elo0: 20, elo1: -5 });
        expect(Number.isFinite(forth)).toBe(true);
        expect(forth).toBeCloseTo(-back, 6);
      }),
    );
  });

  test('and when every result is turned round, hypotheses included', () => {
    fc.assert(
      fc.property(arbitraryCounts, arbitraryModel, (counts, model) => {
        const turned = counts.toReversed() as unknown as typeof counts;
        const forth = logLikelihoodRatio(counts, { model, elo0: 0, elo1: 30 });
        expect(logLikelihoodRatio(turned, { model, elo0: 0, elo1: -30 })).toBeCloseTo(forth, 6);
      }),
    );
  });

  test('is finite for any difference that may be asked for, and grows with it where the results do', () => {
    for (const results of [
      [0, 0, 0, 0, 50],
      [0, 0, 50],
    ] as const) {
      const ratios = [50, 100, 200, 300, 500, 1000, 2000].map((elo1) =>
        logLikelihoodRatio(results, { model: 'normalized', elo0: 0, elo1 }),
      );
      expect(ratios.every(Number.isFinite)).toBe(true);
      expect(ratios.toSorted((a, b) => a - b)).toEqual(ratios);
    }
    const even = { model: 'normalized', elo0: 0, elo1: 1000 } as const;
    expect(logLikelihoodRatio([10, 10, 10, 10, 10], even)).toBeLessThan(-50);
  });

  test('of no results is 0', () => {
    expect(logLikelihoodRatio([0, 0, 0], { model: 'logistic', elo0: 0, elo1: 5 })).toBe(0);
  });
});

describe('a decision', () => {
  const plan = { model: 'normalized', elo0: 0, elo1: 30, alpha: 0.05, beta: 0.05 } as const;

  test('comes at the bounds of Wald', () => {
    expect(sprtOf([0, 0, 0], plan)).toEqual({
      llr: 0,
      lower: -Math.log(19),
      upper: Math.log(19),
      decision: 'continue',
    });
    expect(sprtOf([5, 30, 100, 60, 20], plan).decision).toBe('H1');
    expect(sprtOf([60, 90, 200, 90, 50], plan).decision).toBe('H0');
  });
});

test('a match that went one way has no Elo', () => {
  expect(matchElo([0, 0, 9])).toMatchObject({ score: 1, elo: null, superiority: null });
  expect(matchElo([0, 0, 0])).toMatchObject({ score: 0.5, elo: null });
});

test('an interval has no bound on the side where nearly every point went', () => {
  const won = matchElo([1, 0, 9]);
  expect(won.high).toBeNull();
  expect(won.low).toBeLessThan(won.elo!);
  const lost = matchElo([9, 0, 1]);
  expect(lost.low).toBeNull();
  expect(lost.high).toBeCloseTo(-won.low!, 9);
});
