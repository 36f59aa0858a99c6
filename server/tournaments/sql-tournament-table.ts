import type { SqliteStore, SqlRow } from '../../replays/stores/sqlite.ts';
import type { PlannedSeat } from '../arena/plan.ts';
import type { TournamentStatus, TournamentSummary } from '../protocol/tournament-routes.ts';
import { matchesAPair, matchPrefix } from './pair.ts';
import type { TournamentRecord, TournamentTable } from './tournament-table.ts';

const recordOf = (row: SqlRow): TournamentRecord => ({
  id: row['id'] as string,
  name: row['name'] as string,
  creator: row['creator'] as string,
  file: row['file'] as string,
  games: JSON.parse(row['games'] as string) as readonly string[],
  names: JSON.parse(row['names'] as string) as readonly string[],
  seats: JSON.parse(row['seats'] as string) as readonly PlannedSeat[],
  root: row['root'] as string,
  rated: row['rated'] === 1,
  ledgerFrom: row['ledger_from'] as number,
  status: row['status'] as TournamentStatus,
  createdAt: row['created_at'] as string,
  endedAt: row['ended_at'] as string | null,
});

const summaryOf = (row: SqlRow): TournamentSummary => ({
  id: row['id'] as string,
  name: row['name'] as string,
  status: row['status'] as TournamentStatus,
  rated: row['rated'] === 1,
  createdAt: row['created_at'] as string,
  endedAt: row['ended_at'] as string | null,
  games: JSON.parse(row['games'] as string) as string[],
  players: (JSON.parse(row['names'] as string) as readonly string[]).length,
});

const createPairLook =
  (transact: SqliteStore['transact']): TournamentTable['isPairOpen'] =>
  async (match) => {
    const unfinished = `SELECT id FROM tournaments WHERE status IN ('running', 'paused')`;
    const [tournaments] = await transact([{ sql: unfinished, parameters: [] }]);
    const prefix = tournaments!
      .map(({ id }) => matchPrefix(id as string))
      .find((one) => match.startsWith(one));
    if (prefix === undefined) return false;
    // A tournament's own matches alone are looked through: ids go on in hexadecimal digits, which come before `g`.
    const sql = `SELECT count(*) AS count FROM ledger WHERE match > ? AND match < ?
        AND group_pair = (SELECT group_pair FROM ledger WHERE match = ?)`;
    const [rows] = await transact([{ sql, parameters: [prefix, `${prefix}g`, match] }]);
    return Number(rows![0]!['count']) < matchesAPair;
  };

/** Tournaments in the store's own database, so that a backup holds them too. */
export const createSqlTournamentTable = (
  transact: SqliteStore['transact'],
  now: () => string = () => new Date().toISOString(),
): TournamentTable => {
  const select = async (
    sql: string,
    ...parameters: (string | number | null)[]
  ): Promise<readonly TournamentRecord[]> => (await transact([{ sql, parameters }]))[0]!.map(recordOf);
  return {
    create: async ({ id, name, creator, file, games, names, seats, root, rated }) => {
      const [record] = await select(
        `INSERT INTO tournaments
          (id, name, creator, file, games, names, seats, root, rated, ledger_from, status, created_at)
          SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(max(seq), 0), 'running', ? FROM ledger RETURNING *`,
        ...[
          id,
          name,
          creator,
          file,
          JSON.stringify(games),
          JSON.stringify(names),
          JSON.stringify(seats),
          root,
          Number(rated),
          now(),
        ],
      );
      return record!;
    },
    find: async (id) => (await select('SELECT * FROM tournaments WHERE id = ?', id))[0],
    list: async (limit) => {
      // Without the files, which may be long.
      const sql = `SELECT id, name, status, rated, created_at, ended_at, games, names
        FROM tournaments ORDER BY number DESC LIMIT ?`;
      return (await transact([{ sql, parameters: [limit] }]))[0]!.map(summaryOf);
    },
    running: () => select(`SELECT * FROM tournaments WHERE status = 'running' ORDER BY number`),
    unfinishedCount: async (creator) => {
      const sql = `SELECT count(*) AS count FROM tournaments WHERE creator = ? AND status IN ('running', 'paused')`;
      const [rows] = await transact([{ sql, parameters: [creator] }]);
      return Number(rows![0]!['count']);
    },
    isPairOpen: createPairLook(transact),
    setStatus: async (id, status) => {
      const isOver = status === 'over' || status === 'cancelled';
      const [record] = await select(
        `UPDATE tournaments SET status = ?, ended_at = ?
          WHERE id = ? AND status IN ('running', 'paused') RETURNING *`,
        ...[status, isOver ? now() : null, id],
      );
      return record;
    },
  };
};
