import { createWriteStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gameById } from '../../games/registry.ts';
import { csvHeading, formatCsv } from '../../replays/exports/csv.ts';
import { formatCsvLine } from '../../replays/exports/csv-line.ts';
import { formatJsonl } from '../../replays/exports/jsonl.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { Store } from '../../replays/store.ts';
import {
  type CountedMatch,
  countedMatches,
  reportOn,
  type TournamentReport,
} from '../../server/tournaments/report.ts';
import type { Course } from '../../server/tournaments/run.ts';
import type { Tournament } from '../../server/tournaments/tournament.ts';
import { formatRatingCsv } from '../../replays/exports/rating-csv.ts';
import { formatTournamentHtml, type Verdicts } from './tournament-html.ts';

/** Whole or not at all. */
const writeWhole = async (path: string, text: AsyncIterable<string> | Iterable<string>): Promise<void> => {
  const draft = `${path}.draft`;
  await pipeline(Readable.from(text), createWriteStream(draft));
  await rename(draft, path);
};

type Logs = Pick<Store, 'read' | 'notes'>;

async function* jsonlOf(matches: readonly CountedMatch[], store: Logs): AsyncGenerator<string> {
  for (const { id } of matches) yield formatJsonl(id, (await store.read(id))!, await store.notes(id));
}

async function* pgnOf(matches: readonly CountedMatch[], store: Logs): AsyncGenerator<string> {
  for (const { id } of matches) {
    const pgn = formatPgn((await store.read(id))!);
    if (typeof pgn !== 'string') throw new Error(`${id}: ${pgn.message}`);
    yield pgn;
  }
}

function* crosstableCsv({ games, players }: TournamentReport): Generator<string> {
  yield formatCsvLine(['game', 'player', 'opponent', 'points', 'games']);
  for (const { game, crosstable } of games)
    for (const [row, cells] of crosstable.entries())
      for (const [column, cell] of cells.entries())
        if (cell !== null)
          yield formatCsvLine([game, players[row]!.name, players[column]!.name, cell.points, cell.games]);
}

/** Replaying a long tournament takes longer than anybody waits for a report: so many steps, the first matches first. */
const stepsVerifiedMax = 200_000;

const verdictsOn = async (matches: readonly CountedMatch[], store: Logs): Promise<Verdicts> => {
  const verdicts = new Map<string, 'valid' | 'invalid' | 'sealed' | 'unfinished'>();
  let steps = 0;
  for (const { id, row } of matches) {
    steps += row.steps;
    if (steps > stepsVerifiedMax) break;
    const { status } = await verifyLog((await store.read(id))!, { gameOf: gameById, trustedKeys: [] });
    verdicts.set(id, status);
  }
  return verdicts;
};

/** Writes what a tournament came to into its folder: logs, tables and a page. */
export const writeResults = async (
  folder: string,
  tournament: Tournament,
  course: Course,
  store: Logs,
): Promise<void> => {
  const report = reportOn(tournament, course);
  const matches = countedMatches(course);
  const chess = matches.filter(({ row }) => row.game === 'chess');
  const tables = report.games.flatMap(({ ratings }) => ratings ?? []);
  await writeWhole(join(folder, 'matches.jsonl'), jsonlOf(matches, store));
  await writeWhole(join(folder, 'matches.csv'), [csvHeading, ...matches.map(({ row }) => formatCsv(row))]);
  if (chess.length > 0) await writeWhole(join(folder, 'matches.pgn'), pgnOf(chess, store));
  await writeFile(join(folder, 'table.csv'), formatRatingCsv(tables));
  await writeWhole(join(folder, 'crosstable.csv'), crosstableCsv(report));
  await writeFile(
    join(folder, 'report.html'),
    formatTournamentHtml(report, matches, await verdictsOn(matches, store)),
  );
};
