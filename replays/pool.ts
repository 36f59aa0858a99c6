import { canonical } from '../games/canonical.ts';
import type { AnyGame, Json } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';
import type { AttemptsPolicy, ClockSettings, Header } from './format.ts';

type PooledHeader = Pick<Header, 'config' | 'clock' | 'attempts' | 'legalTold'>;

/** Matches of one pool are comparable and rated together. */
export interface Pool {
  /** `chess/llm` for a game's default pool of a clock preset, else `chess/llm+` and the hash's first six digits. */
  readonly name: string;
  /** SHA-256 of the canonical text of all that makes the pool. */
  readonly hash: string;
}

const hashDigitsInName = 6;
const defaultAttempts: AttemptsPolicy = { max: 3, then: 'forfeit' };

const isEqual = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

/** The configuration without its start position, which varies within a pool. */
const withoutStart = (game: AnyGame, config: Json): Json => {
  if (config === null || typeof config !== 'object' || Array.isArray(config)) return config;
  const startKeys = game.startKeys ?? [];
  return Object.fromEntries(Object.entries(config).filter(([key]) => !startKeys.includes(key)));
};

/** A preset stands for its figures; a custom clock is told by the figures themselves. */
const clockKey = (clock: ClockSettings): Json => (clock.preset === 'custom' ? clock : clock.preset);

/** The pool of a game that this build does not have, by all that its header tells: one of its own version. */
export const poolByHeader = ({ game, config, clock, attempts, legalTold }: Header): Pool => ({
  name: `${game.id}@${game.version}/${clock.preset}`,
  hash: sha256Hex(canonical({ game: game.id, version: game.version, config, clock, attempts, legalTold })),
});

const remembered = new WeakMap<AnyGame, Map<string, Pool>>();
/** Pools that are remembered for one game; a tournament has a handful, each start position is one. */
const rememberedMax = 256;

/** The pool of a match of `game`, whose configuration must be one that the game accepts. */
export const poolOf = (header: PooledHeader, game: AnyGame): Pool => {
  const { config, clock, attempts, legalTold } = header;
  const key = JSON.stringify([config, clockKey(clock), attempts, legalTold]);
  const pools = remembered.get(game) ?? new Map<string, Pool>();
  remembered.set(game, pools);
  const known = pools.get(key);
  if (known !== undefined) return known;
  if (pools.size >= rememberedMax) pools.clear();
  const pool = computePool(header, game);
  pools.set(key, pool);
  return pool;
};

const computePool = (header: PooledHeader, game: AnyGame): Pool => {
  const config = withoutStart(game, game.schemas.config.parse(header.config) as Json);
  const { clock, attempts, legalTold } = header;
  const key = { game: game.id, version: game.version, config, clock: clockKey(clock), attempts, legalTold };
  const hash = sha256Hex(canonical(key));
  const isDefault =
    clock.preset !== 'custom' &&
    legalTold &&
    isEqual(attempts, defaultAttempts) &&
    isEqual(config, withoutStart(game, game.defaults as Json));
  const plain = `${game.id}/${clock.preset}`;
  return { name: isDefault ? plain : `${plain}+${hash.slice(0, hashDigitsInName)}`, hash };
};
