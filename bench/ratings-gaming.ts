import { eloPerNat } from '../replays/ratings/davidson.ts';
import { createTally } from '../replays/ratings/counts.ts';
import { defaultPriors } from '../replays/ratings/posterior.ts';
import type { CountableRow, TrustOptions } from '../replays/ratings/result.ts';
import type { RatingOptions } from '../replays/ratings/rating-case.ts';
import { pointsOf } from '../replays/ratings/result.ts';
import { poolTable } from '../replays/ratings/table.ts';
import type { BenchmarkOptions, Figure } from './figure.ts';
import { choosePair, createChance, createWorld, nameOf, playOne, type Chance } from './simulated-games.ts';

/** One game of a simulated ledger. */
interface SimulatedGame {
  readonly players: readonly [string, string];
  readonly points: number;
  /** A game that the server did not arrange. */
  readonly isArranged: boolean;
}

/** How somebody tries to lift the rating of the target. */
interface Attack {
  readonly name: string;
  readonly games: (chance: Chance) => readonly SimulatedGame[];
}

/** What a leaderboard does against it. */
interface Defence {
  readonly name: string;
  readonly trust: TrustOptions;
  readonly options: RatingOptions;
}

const target = nameOf(0);
const honestPlayers = 20;
const honestGames = 2000;
const spreadElo = 200;

const lostTo = (loser: string, games: number): readonly SimulatedGame[] =>
  Array.from({ length: games }, (_, at) => ({
    players: at % 2 === 0 ? [target, loser] : [loser, target],
    points: at % 2 === 0 ? 1 : 0,
    isArranged: false,
  }));

const sybilGames = 50;

const sybils = (count: number): Attack => ({
  name: `${count} ${count === 1 ? 'sybil loses' : 'sybils lose'} 50 games each`,
  games: () => Array.from({ length: count }, (_, at) => lostTo(`sybil-${at}`, sybilGames)).flat(),
});

const helperElo = 300;
const helperGames = 40;

/** Strong accomplices earn their ratings first. */
const helpers: Attack = {
  name: '3 helpers of +300 throw 40 games each',
  games: (chance) => {
    const world = createWorld(chance, honestPlayers, spreadElo, 0);
    return [0, 1, 2].flatMap((helper) => {
      const name = `helper-${helper}`;
      const strengths = [...world.strengths, helperElo / eloPerNat];
      const honest = Array.from({ length: helperGames }, (): SimulatedGame => {
        const other = 1 + chance.below(honestPlayers - 1);
        const result = playOne({ ...world, strengths }, chance, honestPlayers, other);
        return { players: [name, nameOf(other)], points: pointsOf[result], isArranged: true };
      });
      return [...honest, ...lostTo(name, helperGames)];
    });
  },
};

const attacks: readonly Attack[] = [sybils(1), sybils(5), sybils(20), helpers];

const defences: readonly Defence[] = [
  { name: 'none but the model', trust: {}, options: {} },
  { name: 'prior of 1000', trust: {}, options: { priors: { ...defaultPriors, strengthElo: 1000 } } },
  { name: 'cap of 10 games a pair', trust: {}, options: { pairGamesMax: 10 } },
  { name: 'no games within an owner', trust: { separateOwners: true }, options: {} },
  { name: 'arranged games only', trust: { ratedOnly: true }, options: {} },
];

const accomplice = /^(sybil|helper)-/;

/** The target and its accomplices have one owner, who does not hide it; the rule about owners is as good as that. */
const rowOf = ({ players, points, isArranged }: SimulatedGame): CountableRow => ({
  game: 'simulated',
  version: 1,
  pool: 'simulated',
  poolHash: '0',
  termination: 'normal',
  fault: null,
  rated: isArranged,
  seats: players.map((agent, seat) => ({
    seat,
    agent,
    owner: agent === target || accomplice.test(agent) ? 'schemer' : `owner of ${agent}`,
    score: seat === 0 ? points : 1 - points,
  })),
});

interface Seen {
  readonly rating: number;
  readonly isFlagged: boolean;
}

/** The target's rating above the honest others' mean, so that who else is in the pool does not move it. */
const targetIn = (games: readonly SimulatedGame[], { trust, options }: Defence): Seen => {
  const tally = createTally(trust);
  for (const game of games) tally.add(rowOf(game));
  const { players } = poolTable(tally.pools()[0]!, options);
  const honest = players.filter(({ name }) => name !== target && !accomplice.test(name));
  const mean = honest.reduce((sum, { rating }) => sum + rating, 0) / honest.length;
  const own = players.find(({ name }) => name === target)!;
  return { rating: own.rating - mean, isFlagged: own.influence?.isFlagged === true };
};

/** The classic rule over the same games, the dishonest ones last. */
const classicTarget = (games: readonly SimulatedGame[]): number => {
  const tally = createTally();
  for (const game of games) tally.add(rowOf(game));
  const players = tally.pool(rowOf(games[0]!)).classic();
  const honest = players.filter(({ name }) => name !== target && !accomplice.test(name));
  const mean = honest.reduce((sum, { ratings }) => sum + ratings[1]!, 0) / honest.length;
  return players.find(({ name }) => name === target)!.ratings[1]! - mean;
};

const honestLedger = (chance: Chance): readonly SimulatedGame[] => {
  const drawn = createWorld(chance, honestPlayers, spreadElo, 0);
  const world = { ...drawn, strengths: [0, ...drawn.strengths.slice(1)] };
  return Array.from({ length: honestGames }, () => {
    const [first, second] = choosePair(chance, honestPlayers);
    const result = playOne(world, chance, first, second);
    return { players: [nameOf(first), nameOf(second)] as const, points: pointsOf[result], isArranged: true };
  });
};

interface Gain {
  classic: number;
  readonly byDefence: number[];
  flagged: number;
}

const measureAttack = (attack: Attack, replications: number): Gain => {
  const gain: Gain = { classic: 0, byDefence: defences.map(() => 0), flagged: 0 };
  for (let at = 0; at < replications; at++) {
    const chance = createChance(1 + at);
    const honest = honestLedger(chance);
    const all = [...honest, ...attack.games(chance)];
    gain.classic += (classicTarget(all) - classicTarget(honest)) / replications;
    for (const [index, defence] of defences.entries()) {
      const attacked = targetIn(all, defence);
      gain.byDefence[index]! += (attacked.rating - targetIn(honest, defence).rating) / replications;
      if (index === 0 && attacked.isFlagged) gain.flagged += 1 / replications;
    }
  }
  return gain;
};

/** What each defence leaves of what an attack gains; the classic rule is the baseline. */
export const measureGaming = ({ quick, progress }: BenchmarkOptions): readonly Figure[] =>
  attacks.flatMap((attack): Figure[] => {
    progress(attack.name);
    const { classic, byDefence, flagged } = measureAttack(attack, quick ? 10 : 100);
    return [
      ...defences.map((defence, index) => ({
        name: `${attack.name}; ${defence.name}`,
        value: byDefence[index]!,
        unit: 'Elo gained',
        baseline: { name: 'classic Elo, K 16, farmed last', value: classic },
      })),
      { name: `${attack.name}; target flagged`, value: 100 * flagged, unit: '% of runs' },
    ];
  });
