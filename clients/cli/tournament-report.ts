import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatJsonl } from '../../replays/exports/jsonl.ts';
import { isVoid } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import { type RatingTable, ratingTable } from '../../replays/ratings/table.ts';
import type { Store } from '../../replays/store.ts';
import type { Entrant } from './entrant.ts';
import { ledgerRows } from '../../replays/ledger-rows.ts';
import { formatRatingTable } from './rating-table.ts';
import { pairState } from '../../server/tournaments/schedule.ts';
import { crosstableOf } from '../../server/tournaments/standings.ts';
import { formatTable } from './table.ts';
import type { Tournament } from './tournament-plan.ts';

/** A match that counts: the rows of void tries are left out, and so are the other halves of their pairs. */
interface CountedMatch {
  readonly id: string;
  readonly game: number;
  readonly players: readonly [number, number];
  readonly row: LedgerRow;
}

/** The matches that count, in the order of the schedule, whatever order they were played in. */
export const countedMatches = async (
  { schedule, identity }: Tournament,
  store: Store,
): Promise<readonly CountedMatch[]> => {
  const rows = new Map<string, LedgerRow>();
  for await (const row of ledgerRows(store)) rows.set(row.match, row);
  const isVoidMatch = (match: string): boolean | undefined => {
    const row = rows.get(match);
    return row && isVoid(row.termination);
  };
  return schedule.flatMap((pair) =>
    pairState(identity, pair, isVoidMatch).matches.flatMap(({ id, players }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ id, game: pair.game, players, row }];
    }),
  );
};

/** The result of one game of the tournament. A function of the matches' results alone, and of no clock. */
export interface GameResult {
  readonly game: string;
  readonly config: unknown;
  readonly ratings: RatingTable | null;
  /** Points of each player (row) against each other (column), in the order of the file. */
  readonly crosstable: ReturnType<typeof crosstableOf>;
}

export const gameResults = (
  { file, entrants }: Tournament,
  matches: readonly CountedMatch[],
): readonly GameResult[] =>
  file.games.map(({ game, config }, at) => {
    const own = matches.filter((match) => match.game === at);
    const [ratings = null] = ratingTable(own.map(({ row }) => row));
    const scored = own.map(({ players, row }) => ({
      players,
      scores: isVoid(row.termination) ? null : row.seats.map(({ score }) => score),
      fault: row.fault,
    }));
    return { game: game.id, config, ratings, crosstable: crosstableOf(scored, entrants.length) };
  });

const formatCrosstable = ({ crosstable }: GameResult, entrants: readonly Entrant[]): string =>
  formatTable(
    [
      { title: '', align: 'right' },
      { title: 'Player', align: 'left', widthMax: 40 },
      ...entrants.map((_, at) => ({ title: String(at + 1), align: 'right' }) as const),
    ],
    crosstable.map((cells, at) => [
      String(at + 1),
      entrants[at]!.entry.name,
      ...cells.map((cell) => (cell === null ? '-' : `${cell.points}/${cell.games}`)),
    ]),
  );

/** Ratings and crosstable of each game, for a terminal. */
export const formatResults = (results: readonly GameResult[], entrants: readonly Entrant[]): string =>
  results
    .map((result) =>
      [
        result.ratings === null ? `${result.game}: no match counts.` : formatRatingTable(result.ratings),
        formatCrosstable(result, entrants),
      ].join('\n\n'),
    )
    .join('\n\n\n');

/** Writes the logs of these matches, whole or not at all, in their order. */
export const writeMatches = async (
  path: string,
  matches: readonly CountedMatch[],
  store: Store,
): Promise<void> => {
  const draft = `${path}.draft`;
  const texts = async function* (): AsyncGenerator<string> {
    for (const { id } of matches) yield formatJsonl(id, (await store.read(id))!, await store.notes(id));
  };
  await pipeline(Readable.from(texts()), createWriteStream(draft));
  await rename(draft, path);
};
