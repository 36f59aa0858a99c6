import { describe, expect, test } from 'vitest';
import { labelledRng } from '../../games/rng.ts';
import { fit } from './bradley-terry.ts';
import { createTally } from './counts.ts';
import { fitLarge } from './large-fit.ts';
import type { PoolCounts } from './pool-counts.ts';
import { defaultPriors, flatPriors, models } from './posterior.ts';
import { draw, loss, win } from './result.ts';
import { denseAgentsMax } from './solution.ts';
import { poolTable } from './table.ts';

const poolId = { game: 'test-game', version: 1, pool: 'test-game/bot', poolHash: '0' };

/** Every agent plays one earlier agent: a tree, in which nobody is reached by two ways. */
const treeOf = (agents: number, gamesEach = 1): PoolCounts => {
  const rng = labelledRng('0'.repeat(32), 'tree');
  const pool = createTally().pool(poolId);
  const numbers = Array.from({ length: agents }, (_, agent) => pool.enrol(`agent ${agent}`, ''));
  for (let agent = 1; agent < agents; agent++)
    for (let game = 0; game < gamesEach; game++)
      pool.addGame(numbers[agent]!, numbers[rng.int(agent)]!, [win, draw, loss][rng.int(3)]!);
  return pool.close();
};

describe('the fit without a matrix', () => {
  test.each(models)('%s: finds the mode of the fit with one', (model) => {
    const { counts } = treeOf(120, 5);
    const small = fit(counts, { model, priors: defaultPriors });
    const large = fitLarge(counts, { model, priors: defaultPriors });
    expect(large.converged).toBe(true);
    for (const [at, value] of large.x.entries()) expect(value).toBeCloseTo(small.x[at]!, 7);
  });

  test('holds anchors as the fit with a matrix does, however many others there are', () => {
    const { counts } = treeOf(120, 5);
    const assumptions = {
      model: 'davidson',
      priors: defaultPriors,
      anchors: [
        { index: 0, mean: 2, sd: 0.1 },
        { index: 7, mean: 2.5, sd: 0.1 },
      ],
    } as const;
    const small = fit(counts, assumptions);
    const large = fitLarge(counts, assumptions);
    expect(large.converged).toBe(true);
    for (const [at, value] of large.x.entries()) expect(value).toBeCloseTo(small.x[at]!, 7);
    expect(large.x[0]).toBeGreaterThan(1.5);
  });

  test('its variances are those of the matrix along a tree, but for the common terms', () => {
    const { counts } = treeOf(120);
    const assumptions = {
      model: 'bradley-terry',
      priors: { ...defaultPriors, firstMoverElo: 1e-3 },
    } as const;
    const { covariance, order } = fit(counts, assumptions);
    const { variances } = fitLarge(counts, assumptions);
    for (let agent = 0; agent < 120; agent++)
      expect(variances[agent]! / covariance[agent * order + agent]!).toBeCloseTo(1, 6);
  });

  test('elsewhere they are too small, never too large', () => {
    const { counts } = treeOf(60, 4);
    const { covariance, order } = fit(counts, { model: 'davidson', priors: defaultPriors });
    const { variances } = fitLarge(counts, { model: 'davidson', priors: defaultPriors });
    for (let agent = 0; agent < 60; agent++)
      expect(variances[agent]).toBeLessThanOrEqual(covariance[agent * order + agent]! * (1 + 1e-9));
  });

  test('needs a prior', () => {
    const { counts } = treeOf(20);
    expect(() => fitLarge(counts, { model: 'bradley-terry', priors: flatPriors })).toThrow(/without a prior/);
  });
});

test('more agents than a matrix holds get finite ratings that are labelled', () => {
  const table = poolTable(treeOf(denseAgentsMax + 1));
  expect(table).toMatchObject({ errors: 'approximate', superiority: null, residuals: null, converged: true });
  expect(table.players).toHaveLength(denseAgentsMax + 1);
  for (const { rating, se, labels } of table.players) {
    expect(Number.isFinite(rating) && se > 0).toBe(true);
    expect(labels).toContainEqual({ kind: 'approximate' });
  }
});

test('the scale stays that of the anchors when a pool outgrows the matrix', () => {
  const anchors = [{ agent: 'agent 0', rating: 1600, se: 20 }];
  const ratingOf = (agents: number): number =>
    poolTable(treeOf(agents), { anchors }).players.find(({ name }) => name === 'agent 0')!.rating;
  const [before, after] = [ratingOf(denseAgentsMax), ratingOf(denseAgentsMax + 1)];
  expect(Math.abs(before - 1600)).toBeLessThan(40);
  expect(Math.abs(after - before)).toBeLessThan(5);
});
