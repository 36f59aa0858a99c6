import type { Anchor } from './anchor.ts';
import { houseAnchors } from './house-anchors.ts';
import type { PoolId } from './pool-counts.ts';

/** A game's default pools are named by a clock preset alone; bots play alike under each. */
const isDefaultPool = ({ game, pool }: PoolId): boolean => pool.startsWith(`${game}/`) && !pool.includes('+');

/** The anchors of a pool: none where another configuration is played than that of the calibration. */
export const anchorsOf = (pool: PoolId): readonly Anchor[] =>
  isDefaultPool(pool)
    ? (houseAnchors.find(({ game, version }) => game === pool.game && version === pool.version)?.anchors ??
      [])
    : [];
