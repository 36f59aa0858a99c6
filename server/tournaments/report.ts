import { isVoid, type FaultClass, type RefusalClass, type Termination } from '../../replays/format.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import { type Spent, spentOn } from './budget.ts';
import type { PairResult, PlayedMatch } from './pair-result.ts';
import type { Course } from './run.ts';
import { crosstableOf } from './standings.ts';
import type { StopState } from './stop-rule.ts';
import { createGameTally, type GameTally } from './strengths.ts';
import type { Tournament } from './tournament.ts';

/** A match that counts: void tries are left out, and so are the other halves of their pairs. */
export interface CountedMatch extends PlayedMatch {
  readonly game: number;
}

const resultsOf = ({ history, partial }: Course): readonly PairResult[] => [...history.flat(), ...partial];

/** The matches that count, in the order of the schedule, whatever order they were played in. */
export const countedMatches = (course: Course): readonly CountedMatch[] =>
  resultsOf(course).flatMap(({ game, points, matches }) =>
    points === null ? [] : matches.map((match) => ({ ...match, game })),
  );

/** The result of one game of the tournament. A function of the matches' results alone, and of no clock. */
export interface GameResult {
  readonly game: string;
  readonly config: unknown;
  /** Players under the names of the tournament; null before the first match that counts. */
  readonly ratings: RatingTable | null;
  /** Points of each player (row) against each other (column), in the order of the file. */
  readonly crosstable: ReturnType<typeof crosstableOf>;
}

/** How a match ends without a result. */
export type VoidTermination = Extract<Termination, 'aborted' | `void-${string}`>;

/** What became of one player's matches over all games, the void ones apart. */
export interface PlayerConduct {
  readonly name: string;
  /** The player as logs name it. */
  readonly agent: string;
  readonly games: number;
  readonly points: number;
  readonly forfeits: Readonly<Partial<Record<FaultClass, number>>>;
  readonly refusals: Readonly<Partial<Record<RefusalClass, number>>>;
  /** Matches that ended without a result, by how they did, all tries counted. */
  readonly voids: Readonly<Partial<Record<VoidTermination, number>>>;
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  readonly costUsd: number | null;
  readonly turns: number;
  /** Think time over all turns; like `Spent.minutes` a matter of the clock, and of nothing that was played. */
  readonly thinkMs: number;
}

/** How a tournament stands, as plain JSON. */
export interface TournamentReport {
  readonly name: string;
  readonly batches: number;
  /** Matches that count. */
  readonly matches: number;
  /** Pairs that came to no result in any try. */
  readonly voidPairs: number;
  readonly ending: Course['ending'];
  readonly stop: StopState;
  readonly spent: Spent;
  readonly players: readonly PlayerConduct[];
  readonly games: readonly GameResult[];
}

const gameResults = (
  { file, names }: Tournament,
  matches: readonly CountedMatch[],
  tallies: readonly GameTally[],
): readonly GameResult[] =>
  file.games.map(({ game, config }, at) => {
    const scored = matches
      .filter((match) => match.game === at)
      .map(({ players, row }) => ({
        players,
        scores: row.seats.map(({ score }) => score),
        fault: row.fault,
      }));
    return {
      game: game.id,
      config,
      ratings: tallies[at]!.table(),
      crosstable: crosstableOf(scored, names.length),
    };
  });

/** Adds what is known; a sum of nothing known is not known. */
const addKnown = (sum: number | null, value: number | null): number | null =>
  value === null ? sum : (sum ?? 0) + value;

type OpenConduct = {
  -readonly [Key in keyof PlayerConduct]: PlayerConduct[Key];
} & {
  forfeits: Partial<Record<FaultClass, number>>;
  refusals: Partial<Record<RefusalClass, number>>;
  voids: Partial<Record<VoidTermination, number>>;
};

const addMatch = (conducts: readonly OpenConduct[], { players, row }: PlayedMatch): void => {
  for (const [seat, player] of players.entries()) {
    const conduct = conducts[player]!;
    const own = row.seats[seat]!;
    conduct.turns += own.turns;
    conduct.thinkMs += own.thinkMs;
    conduct.tokensIn = addKnown(conduct.tokensIn, own.tokensIn);
    conduct.tokensOut = addKnown(conduct.tokensOut, own.tokensOut);
    conduct.costUsd = addKnown(conduct.costUsd, own.costUsd);
    for (const [kind, count] of Object.entries(own.refusals) as [RefusalClass, number][])
      if (count > 0) conduct.refusals[kind] = (conduct.refusals[kind] ?? 0) + count;
    if (isVoid(row.termination)) conduct.voids[row.termination] = (conduct.voids[row.termination] ?? 0) + 1;
    else conduct.games += 1;
    if (row.fault?.seat === seat)
      conduct.forfeits[row.fault.class] = (conduct.forfeits[row.fault.class] ?? 0) + 1;
  }
};

const conductsOf = (
  { names, seats }: Tournament,
  results: readonly PairResult[],
  games: readonly GameResult[],
): readonly PlayerConduct[] => {
  const conducts = names.map((name, player): OpenConduct => ({
    name,
    agent: seats[player]!.entry.agent,
    games: 0,
    points: games.reduce(
      (sum, { crosstable }) => sum + crosstable[player]!.reduce((own, cell) => own + (cell?.points ?? 0), 0),
      0,
    ),
    forfeits: {},
    refusals: {},
    voids: {},
    tokensIn: null,
    tokensOut: null,
    costUsd: null,
    turns: 0,
    thinkMs: 0,
  }));
  for (const { tries } of results) for (const match of tries) addMatch(conducts, match);
  return conducts;
};

/** Tells how a tournament stands, again and again: tables of all that is over, the stop rule after whole batches. */
export const createReporter = (tournament: Tournament): ((course: Course) => TournamentReport) => {
  const { file, names, seats } = tournament;
  const agents = seats.map(({ entry }) => entry.agent);
  const tallies = file.games.map(() => createGameTally(names, agents));
  return (course) => {
    const results = resultsOf(course);
    for (const result of results) tallies[result.game]!.add(result);
    const matches = countedMatches(course);
    const games = gameResults(tournament, matches, tallies);
    return {
      name: file.name,
      batches: course.history.length,
      matches: matches.length,
      voidPairs: results.filter(({ points }) => points === null).length,
      ending: course.ending,
      stop: course.stop,
      spent: spentOn(results),
      players: conductsOf(tournament, results, games),
      games,
    };
  };
};

/** How a tournament stands. */
export const reportOn = (tournament: Tournament, course: Course): TournamentReport =>
  createReporter(tournament)(course);
