import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, type Fit } from './bradley-terry.ts';
import { createTally, type Counts } from './counts.ts';
import { eloPerNat } from './davidson.ts';
import { defaultPriors, models, posteriorOf, type Model } from './posterior.ts';
import { countsOf, rowOf } from './test-rows.ts';

const flat = { strengthElo: null, firstMoverElo: null, lnTies: null };

const arbitraryCounts = fc.integer({ min: 2, max: 6 }).chain((size) => {
  const count = fc.nat(6);
  const agents = Array.from({ length: size }, (_, index) => `agent ${index}`);
  const pairs = agents.flatMap((_, first) =>
    agents.flatMap((_, second) => (first === second ? [] : [{ first, second }])),
  );
  return fc
    .tuple(...pairs.map(() => fc.record({ wins: count, draws: count, losses: count })))
    .map((results): Counts => ({ agents, cells: pairs.map((pair, at) => ({ ...pair, ...results[at]! })) }));
});
const arbitraryModel = fc.constantFrom(...models);

const standardErrors = ({ covariance, order }: Fit): readonly number[] =>
  Array.from({ length: order }, (_, index) => Math.sqrt(covariance[index * order + index]!));

const expectClose = (actual: Iterable<number>, expected: Iterable<number>, digits = 9): void => {
  const wanted = [...expected];
  for (const [index, value] of [...actual].entries()) expect(value).toBeCloseTo(wanted[index]!, digits);
};

describe('cases that a hand can compute', () => {
  test('three wins of four from either seat are odds of 3 : 1', () => {
    const counts = countsOf(
      ['strong', 'weak'],
      [
        ['strong', 'weak', 3, 0, 1],
        ['weak', 'strong', 1, 0, 3],
      ],
    );
    const { theta, gamma, nu, covariance, order, converged } = fit(counts, {
      model: 'bradley-terry',
      priors: flat,
    });
    expect(converged).toBe(true);
    expectClose(theta, [Math.log(3) / 2, -Math.log(3) / 2]);
    expect(gamma).toBeCloseTo(0, 12);
    expect(nu).toBe(0);
    // The difference is a logit of 8 games, so its variance is 1/(n·p·q); each strength is half of it.
    const variance = covariance[0]! + covariance[order + 1]! - 2 * covariance[1]!;
    expect(variance).toBeCloseTo(1 / (8 * 0.75 * 0.25), 9);
    expect(covariance[0]).toBeCloseTo(variance / 4, 9);
  });

  test('a first mover who wins two of three has odds of 2 : 1, whoever it is', () => {
    const counts = countsOf(
      ['a', 'b'],
      [
        ['a', 'b', 2, 0, 1],
        ['b', 'a', 2, 0, 1],
      ],
    );
    const { theta, gamma } = fit(counts, { model: 'bradley-terry', priors: flat });
    expectClose(theta, [0, 0]);
    expect(gamma).toBeCloseTo(Math.log(2), 9);
  });

  test('Davidson: 4 wins, 2 draws and 1 loss from either seat are e^{s/2} : ν : e^{−s/2}', () => {
    const counts = countsOf(
      ['strong', 'weak'],
      [
        ['strong', 'weak', 4, 2, 1],
        ['weak', 'strong', 1, 2, 4],
      ],
    );
    const { theta, gamma, nu } = fit(counts, { model: 'davidson', priors: flat });
    expect(theta[0]! - theta[1]!).toBeCloseTo(Math.log(4), 9);
    expect(gamma).toBeCloseTo(0, 12);
    expect(nu).toBeCloseTo(1, 9);
  });
});

describe('the posterior', () => {
  const places = fc
    .tuple(
      arbitraryCounts,
      arbitraryModel,
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 8 }),
      fc.constantFrom([], [{ index: 1, mean: 0.5, sd: 0.2 }]),
    )
    .map(([counts, model, values, anchors]) => {
      const posterior = posteriorOf(counts, { model, priors: defaultPriors, anchors });
      return { posterior, x: posterior.start().map((_, index) => values[index]!) };
    });
  const nudge = 1e-5;

  test('its gradient is the slope of its value, its information the slope of its gradient', () => {
    fc.assert(
      fc.property(places, ({ posterior, x }) => {
        const here = posterior.at(x);
        for (const index of x.keys()) {
          const up = posterior.at(x.with(index, x[index]! + nudge));
          const down = posterior.at(x.with(index, x[index]! - nudge));
          expect((up.value - down.value) / (2 * nudge)).toBeCloseTo(here.gradient[index]!, 4);
          for (let other = 0; other <= index; other++) {
            const slope = (down.gradient[other]! - up.gradient[other]!) / (2 * nudge);
            expect(slope).toBeCloseTo(here.information[index * x.length + other]!, 4);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('at the mode the expected points and draws are the observed ones, but for the priors', () => {
    fc.assert(
      fc.property(arbitraryCounts, arbitraryModel, (counts, model) => {
        const { theta, gamma, nu, converged } = fit(counts, { model, priors: defaultPriors });
        expect(converged).toBe(true);
        const x = Float64Array.of(...theta, gamma, ...(model === 'davidson' ? [Math.log(nu)] : []));
        expectClose(
          posteriorOf(counts, { model, priors: defaultPriors }).at(x).gradient,
          new Float64Array(x.length),
          8,
        );
      }),
    );
  });
});

describe('symmetries', () => {
  test('swapping seats and results of all games negates γ and nothing else', () => {
    fc.assert(
      fc.property(arbitraryCounts, arbitraryModel, (counts, model) => {
        const swapped = {
          agents: counts.agents,
          cells: counts.cells
            .map((cell) => ({
              first: cell.second,
              second: cell.first,
              wins: cell.losses,
              draws: cell.draws,
              losses: cell.wins,
            }))
            .sort((a, b) => a.first - b.first || a.second - b.second),
        };
        const before = fit(counts, { model, priors: defaultPriors });
        const after = fit(swapped, { model, priors: defaultPriors });
        expect(after.gamma).toBeCloseTo(-before.gamma, 9);
        expect(after.nu).toBeCloseTo(before.nu, 9);
        expectClose(after.theta, before.theta);
        expectClose(standardErrors(after), standardErrors(before));
      }),
    );
  });

  test('mirrored games show no first-mover advantage', () => {
    fc.assert(
      fc.property(arbitraryCounts, arbitraryModel, (counts, model) => {
        const found = (first: number, second: number) =>
          counts.cells.find((cell) => cell.first === first && cell.second === second)!;
        const cells = counts.cells.map((cell) => {
          const { wins, draws, losses } = found(cell.second, cell.first);
          return { ...cell, wins: cell.wins + losses, draws: cell.draws + draws, losses: cell.losses + wins };
        });
        expect(fit({ ...counts, cells }, { model, priors: defaultPriors }).gamma).toBeCloseTo(0, 9);
      }),
    );
  });

  test.each(models)('%s: four copies of the data halve the errors and move nothing', (model) => {
    const cells = countsOf(
      ['a', 'b', 'c'],
      [
        ['a', 'b', 5, 3, 2],
        ['b', 'a', 4, 1, 6],
        ['b', 'c', 7, 2, 3],
        ['c', 'a', 2, 2, 5],
        ['c', 'b', 4, 4, 4],
      ],
    );
    const copies = {
      agents: cells.agents,
      cells: cells.cells.map((cell) => ({
        ...cell,
        wins: 4 * cell.wins,
        draws: 4 * cell.draws,
        losses: 4 * cell.losses,
      })),
    };
    const once = fit(cells, { model, priors: flat });
    const fourfold = fit(copies, { model, priors: flat });
    expectClose(fourfold.theta, once.theta, 12);
    expectClose(
      standardErrors(fourfold),
      standardErrors(once).map((error) => error / 2),
      12,
    );
  });

  test('a group of its own leaves the strengths of the others as they were', () => {
    const results = [
      ['a', 'b', 5, 0, 2],
      ['b', 'a', 4, 0, 6],
    ] as const;
    const priors = { ...defaultPriors, firstMoverElo: 1e-3 };
    const alone = fit(countsOf(['a', 'b'], results), { model: 'bradley-terry', priors });
    const joined = fit(countsOf(['a', 'b', 'x', 'y'], [...results, ['x', 'y', 9, 0, 1]]), {
      model: 'bradley-terry',
      priors,
    });
    expectClose(joined.theta.slice(0, 2), alone.theta, 6);
  });
});

describe('what the games leave open', () => {
  const unbeaten = countsOf(['a', 'b'], [['a', 'b', 3, 0, 0]]);
  const apart = countsOf(
    ['a', 'b', 'c', 'd'],
    [
      ['a', 'b', 1, 0, 1],
      ['b', 'a', 1, 0, 1],
      ['c', 'd', 1, 0, 1],
      ['d', 'c', 1, 0, 1],
    ],
  );

  test.each([
    ['an unbeaten player', unbeaten],
    ['a disconnected group', apart],
    [
      'a player without games',
      countsOf(
        ['a', 'b', 'c'],
        apart.cells.slice(0, 2).map(() => ['a', 'b', 1, 0, 1]),
      ),
    ],
  ])('%s: a flat prior is refused, a proper one gives finite numbers', (_, counts) => {
    expect(() => fit(counts, { model: 'bradley-terry', priors: flat })).toThrow(/give a prior/);
    for (const model of models) {
      const { theta, covariance, converged } = fit(counts, { model, priors: defaultPriors });
      expect(converged).toBe(true);
      expect([...theta, ...covariance].every(Number.isFinite)).toBe(true);
    }
  });

  test('a hundred thousand wins without a loss are still finite', () => {
    const { theta, converged } = fit(countsOf(['a', 'b'], [['a', 'b', 100_000, 0, 0]]), {
      model: 'davidson',
      priors: defaultPriors,
    });
    expect(converged).toBe(true);
    expect(theta[0]).toBeGreaterThan(theta[1]!);
    expect((theta[0]! - theta[1]!) * eloPerNat).toBeLessThan(4000);
  });

  test('a start so far off that a whole Newton step overshoots still leads to the mode', () => {
    const counts = countsOf(
      ['a', 'b'],
      [
        ['a', 'b', 300, 2, 200],
        ['b', 'a', 300, 2, 200],
      ],
    );
    const priors = { ...defaultPriors, lnTies: { mean: 10, sd: 10 } };
    const { converged, nu } = fit(counts, { model: 'davidson', priors });
    expect(converged).toBe(true);
    expect(nu).toBeLessThan(0.02);
  });

  test('without games every figure is that of the priors', () => {
    const fitted = fit(countsOf(['a'], []), { model: 'davidson', priors: defaultPriors });
    expect([...fitted.theta, fitted.gamma]).toEqual([0, 0]);
    expect(fitted.nu).toBeCloseTo(0.5, 12);
    expectClose(standardErrors(fitted), [350 / eloPerNat, 100 / eloPerNat, 1], 12);
  });
});

const folder = '../shared/data/ratings/';
const reason = existsSync(`${folder}nodraw100000.csv.gz`) ? undefined : `no reference data in ${folder}`;
if (reason !== undefined) console.info(`skipped: ${reason}`);

describe.skipIf(reason !== undefined)('100,000 games of 50 players', () => {
  const linesOf = (text: string): readonly (readonly string[])[] =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll('"', '').split(','));
  const read = (name: string): Buffer => readFileSync(`${folder}nodraw100000.${name}`);
  const reference = (name: string, agent: number, rating: number): ReadonlyMap<string, number> =>
    new Map(linesOf(read(name).toString()).map((cells) => [cells[agent]!, Number(cells[rating])]));
  const counted = (): Counts => {
    const tally = createTally();
    for (const [first, second, winner] of linesOf(gunzipSync(read('csv.gz')).toString())) {
      tally.add(rowOf({ first: first!, second: second!, score: winner === 'model_a' ? 1 : 0 }));
    }
    return tally.pools()[0]!.counts;
  };
  /** Fitted less reference, both around their means, in Elo. */
  const differences = (
    counts: Counts,
    model: Model,
    references: ReadonlyMap<string, number>,
  ): readonly number[] => {
    const { theta } = fit(counts, { model, priors: flat });
    const raw = counts.agents.map((agent, index) => theta[index]! * eloPerNat - references.get(agent)!);
    const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
    return raw.map((value) => value - mean);
  };

  test('agrees with Ordo to a hundredth of an Elo point', () => {
    const counts = counted();
    expect(counts.agents).toHaveLength(50);
    const off = differences(counts, 'bradley-terry', reference('ordo.csv', 1, 2));
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.01);
  });

  test('is as near to the truth as theory allows', () => {
    const off = differences(counted(), 'bradley-terry', reference('truth.csv', 0, 1));
    const squares = off.reduce((sum, value) => sum + value * value, 0);
    expect(Math.sqrt(squares / off.length)).toBeCloseTo(6.8, 1);
  });
});
