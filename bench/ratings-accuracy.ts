import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createArenaBattleReader } from '../replays/imports/arena-battle.ts';
import { createNames } from '../replays/imports/names.ts';
import { createTally } from '../replays/ratings/counts.ts';
import { eloPerNat, scoreSlope } from '../replays/ratings/davidson.ts';
import { matchElo } from '../replays/ratings/match-elo.ts';
import type { PoolCounts } from '../replays/ratings/pool-counts.ts';
import { flatPriors } from '../replays/ratings/posterior.ts';
import { logLikelihoodRatio, type Pentanomial, type SprtModel } from '../replays/ratings/sprt.ts';
import { poolTable } from '../replays/ratings/table.ts';
import type { BenchmarkOptions, Figure } from './figure.ts';
import { choosePair, createChance, createWorld, nameOf, playOne } from './simulated-games.ts';

const folder = '../shared/data/ratings/';
const poolId = { game: 'simulated', version: 1, pool: 'simulated', poolHash: '0' };

const linesOf = (name: string): readonly (readonly string[])[] =>
  readFileSync(`${folder}${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));

const readBattles = (): PoolCounts => {
  const tally = createTally();
  const pool = tally.pool(poolId);
  const names = createNames();
  const reader = createArenaBattleReader(names, {
    game: (first, second, result) =>
      pool.addGame(pool.enrol(names.text(first), ''), pool.enrol(names.text(second), ''), result),
    unfinished: () => {},
    isRepeat: () => false,
  });
  const wrong = reader.push(gunzipSync(readFileSync(`${folder}nodraw100000.csv.gz`))) ?? reader.end();
  if (wrong !== undefined) throw new Error(`line ${wrong.line}: ${wrong.message}`);
  return pool.close();
};

/** Ratings less reference, both around their means. */
const differences = (
  ratings: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
): readonly number[] => {
  const raw = [...ratings].map(([name, rating]) => rating - reference.get(name)!);
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return raw.map((value) => value - mean);
};

const referenceFigures = (): readonly Figure[] => {
  const { players } = poolTable(readBattles(), { model: 'half-draw', priors: flatPriors });
  const ratings = new Map(players.map(({ name, rating }) => [name, rating]));
  const ordo = new Map(linesOf('nodraw100000.ordo.csv').map((cells) => [cells[1]!, Number(cells[2])]));
  const truth = new Map(linesOf('nodraw100000.truth.csv').map((cells) => [cells[0]!, Number(cells[1])]));
  const offTruth = differences(ratings, truth);
  return [
    {
      name: '100,000 games: largest difference to Ordo',
      value: Math.max(...differences(ratings, ordo).map(Math.abs)),
      unit: 'Elo',
      target: { of: 'value', is: 'at most', bound: 0.01 },
    },
    {
      name: '100,000 games: RMSE to the truth',
      value: Math.sqrt(offTruth.reduce((sum, value) => sum + value * value, 0) / offTruth.length),
      unit: 'Elo',
      target: { of: 'value', is: 'at most', bound: 6.85 },
    },
  ];
};

interface Vectors {
  readonly trinomial: readonly Readonly<{
    model: SprtModel;
    w: number;
    d: number;
    l: number;
    elo0: number;
    elo1: number;
    llr: number;
  }>[];
  readonly pentanomial: readonly Readonly<{
    model: SprtModel;
    counts: Pentanomial;
    elo0: number;
    elo1: number;
    llr: number;
  }>[];
  readonly elo: readonly Readonly<{ w: number; d: number; l: number; elo: number; error95: number }>[];
}

const vectorFigures = (): readonly Figure[] => {
  const { trinomial, pentanomial, elo } = JSON.parse(
    readFileSync(`${folder}sprt-vectors.json`, 'utf8'),
  ) as Vectors;
  const off = [
    ...trinomial.map((vector) => logLikelihoodRatio([vector.l, vector.d, vector.w], vector) - vector.llr),
    ...pentanomial.map((vector) => logLikelihoodRatio(vector.counts, vector) - vector.llr),
  ];
  const offElo = elo.map(({ w, d, l, elo: expected }) => matchElo([l, d, w]).elo! - expected);
  return [
    {
      name: `SPRT: largest difference to ${off.length} vectors`,
      value: Math.max(...off.map(Math.abs)),
      unit: 'LLR',
      target: { of: 'value', is: 'at most', bound: 0.005 },
    },
    {
      name: 'SPRT: Elo of a match',
      value: Math.max(...offElo.map(Math.abs)),
      unit: 'Elo',
      target: { of: 'value', is: 'at most', bound: 0.005 },
    },
  ];
};

const players = 20;
const gamesEach = 100;
const nu = 0.8;
const spreadElo = 200;

/** Percentage of 95 % intervals that hold the truth. */
const coverage = (replications: number): number => {
  const chance = createChance(20260101);
  let held = 0;
  for (let replication = 0; replication < replications; replication++) {
    const world = createWorld(chance, players, spreadElo, nu);
    const mean = world.strengths.reduce((sum, value) => sum + value, 0) / players;
    const pool = createTally().pool(poolId);
    const numbers = world.strengths.map((_, player) => pool.enrol(nameOf(player), ''));
    for (let game = 0; game < (players * gamesEach) / 2; game++) {
      const [first, second] = choosePair(chance, players);
      pool.addGame(numbers[first]!, numbers[second]!, playOne(world, chance, first, second));
    }
    for (const { name, low, high } of poolTable(pool.close()).players) {
      const player = world.strengths.findIndex((_, at) => nameOf(at) === name);
      const truth = 1000 + (world.strengths[player]! - mean) * eloPerNat * scoreSlope(nu);
      if (low <= truth && truth <= high) held += 1;
    }
  }
  return (100 * held) / (replications * players);
};

/** How near to references, truths and promises the ratings are. */
export const measureAccuracy = ({ quick, progress }: BenchmarkOptions): readonly Figure[] => {
  const figures: Figure[] = [];
  if (existsSync(folder)) {
    progress('reference data');
    figures.push(...referenceFigures(), ...vectorFigures());
  } else progress(`nothing from ${folder}, which is not there`);
  const replications = quick ? 30 : 300;
  progress('coverage');
  const covered = coverage(replications);
  const name = `95 % intervals that hold the truth, ${replications} replications`;
  figures.push(
    { name, value: covered, unit: '%', target: { of: 'value', is: 'at least', bound: 93.5 } },
    {
      name: `${name} (upper bound)`,
      value: covered,
      unit: '%',
      target: { of: 'value', is: 'at most', bound: 96.5 },
    },
  );
  return figures;
};
