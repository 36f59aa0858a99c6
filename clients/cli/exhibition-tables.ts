import type { AnyGame } from '../../games/game.ts';
import type { Header } from '../../replays/format.ts';
import { poolOf } from '../../replays/pool.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import type { Ratings } from '../../server/ratings/ratings.ts';

/** The tables are told each time so many more matches are over. */
const resultsATable = 20;

export interface TableTellerParts {
  readonly ratings: Pick<Ratings, 'ask'>;
  readonly onTables: (tables: readonly RatingTable[]) => void;
  readonly onFailure: (error: unknown) => void;
}

/** What of a match tells its pool. */
interface FinishedMatch {
  readonly game: AnyGame;
  readonly header: Pick<Header, 'config' | 'clock' | 'attempts' | 'legalTold'>;
}

/**
 * Takes matches that are over, and now and then tells the tables of the pools that they were in. Whoever answers for
 * ratings computes them, off the event loop.
 */
export const createTableTeller = (
  { ratings, onTables, onFailure }: TableTellerParts,
  every: number = resultsATable,
): ((match: FinishedMatch) => void) => {
  let results = 0;
  let pools = new Set<string>();
  const tell = async (asked: ReadonlySet<string>): Promise<void> => {
    const texts = await Promise.all([...asked].sort().map((pool) => ratings.ask({ kind: 'table', pool })));
    onTables(texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as RatingTable])));
  };
  return ({ header, game }) => {
    pools.add(poolOf(header, game).name);
    results += 1;
    if (results % every !== 0) return;
    const asked = pools;
    pools = new Set();
    tell(asked).catch(onFailure);
  };
};
