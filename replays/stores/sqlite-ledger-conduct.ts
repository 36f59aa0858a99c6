import type { DatabaseSync } from 'node:sqlite';
import type { LedgerRow, LedgerSeat } from '../ledger.ts';
import {
  addConduct,
  emptyConduct,
  mergeConduct,
  packConduct,
  unpackConduct,
  type ConductSums,
} from '../ratings/conduct.ts';
import { classify, forfeitLoss, forfeitWin, isOneOwner, type TrustOptions } from '../ratings/result.ts';
import type { Numbering } from './sqlite-ledger-columns.ts';

/** What agents did in plain games of two, added up; the sums hold the ledger's rows up to `seq`. */
export const ledgerConductSchema = `
  DROP TABLE IF EXISTS rating_conduct;
  DROP TABLE IF EXISTS rating_conduct_head;
  -- kind: 1 where the matches are rated, plus 2 where both agents have one owner. sums: 64-bit floats, all whole.
  CREATE TABLE rating_conduct (
    pool INTEGER NOT NULL,
    agent INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    sums BLOB NOT NULL,
    PRIMARY KEY (pool, agent, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rating_conduct_head (seq INTEGER NOT NULL) STRICT;
  INSERT INTO rating_conduct_head VALUES (0);
`;

/** Sums are brought up to date after so many matches, since each time costs as much as some matches do. */
const matchesAtOnce = 128;

const ratedKind = 1;
const oneOwnerKind = 2;

/** Whether matches of a kind count. */
export const isTrusted = (kind: number, { ratedOnly, separateOwners }: TrustOptions): boolean =>
  (ratedOnly !== true || (kind & ratedKind) !== 0) &&
  (separateOwners !== true || (kind & oneOwnerKind) === 0);

/** What each agent of a plain game adds to the sums. */
export interface ConductPart {
  readonly seat: LedgerSeat;
  readonly kind: number;
  readonly fault: NonNullable<LedgerRow['fault']>['class'] | undefined;
}

/** The parts of a row; none where it is no plain game of two. */
export const conductParts = (row: LedgerRow): readonly ConductPart[] => {
  const classified = classify(row);
  if (classified.kind !== 'game') return [];
  const { first, second, result } = classified;
  const kind = (row.rated ? ratedKind : 0) + (isOneOwner(first, second) ? oneOwnerKind : 0);
  return row.seats
    .filter(({ seat }) => seat === first.seat || seat === second.seat)
    .map((seat) => ({
      seat,
      kind,
      fault: result === (seat.seat === first.seat ? forfeitLoss : forfeitWin) ? row.fault?.class : undefined,
    }));
};

const bytesOf = (sums: ConductSums): Uint8Array => new Uint8Array(packConduct(sums).buffer);

/** The bytes that the database hands out need not lie where numbers may. */
const sumsOf = (bytes: Uint8Array): ConductSums => unpackConduct(new Float64Array(bytes.slice().buffer));

/** Sums as the database holds them, by the numbers of pool and agent. */
export interface StoredConduct {
  readonly pool: number;
  readonly agent: number;
  readonly kind: number;
  readonly sums: ConductSums;
}

/** The match up to which the sums go. */
export const conductHead = (database: DatabaseSync): number =>
  Number(database.prepare('SELECT seq FROM rating_conduct_head').get()?.['seq'] ?? 0);

export const readConduct = (database: DatabaseSync): readonly StoredConduct[] =>
  database
    .prepare('SELECT pool, agent, kind, sums FROM rating_conduct ORDER BY pool, agent, kind')
    .all()
    .map((row) => ({
      pool: Number(row['pool']),
      agent: Number(row['agent']),
      kind: Number(row['kind']),
      sums: sumsOf(row['sums'] as Uint8Array),
    }));

/** Keeps the sums. */
export interface ConductWriter {
  /** Told the matches that were added, in order; `read` must answer them. */
  readonly follow: (rows: readonly LedgerRow[], numbering: Numbering) => void;
}

export const createConductWriter = (
  database: DatabaseSync,
  read: (since: number, limit: number) => readonly LedgerRow[],
): ConductWriter => {
  const select = database.prepare(
    'SELECT sums FROM rating_conduct WHERE pool = ? AND agent = ? AND kind = ?',
  );
  const put = database.prepare('INSERT OR REPLACE INTO rating_conduct VALUES (?, ?, ?, ?)');
  const setHead = database.prepare('UPDATE rating_conduct_head SET seq = ?');
  const fold = (rows: readonly LedgerRow[], numbering: Numbering): void => {
    const gathered = new Map<string, StoredConduct>();
    for (const row of rows) {
      for (const { seat, kind, fault } of conductParts(row)) {
        const [pool, agent] = [numbering.pool(row), numbering.agent(seat)];
        const key = `${pool}/${agent}/${kind}`;
        const entry = gathered.get(key) ?? { pool, agent, kind, sums: emptyConduct() };
        gathered.set(key, entry);
        addConduct(entry.sums, seat, fault);
      }
    }
    for (const { pool, agent, kind, sums } of gathered.values()) {
      const before = select.get(pool, agent, kind);
      if (before !== undefined) mergeConduct(sums, sumsOf(before['sums'] as Uint8Array));
      put.run(pool, agent, kind, bytesOf(sums));
    }
  };
  /** Rows that were added and are not in the sums, so that they need not be read again. */
  let recent: LedgerRow[] = [];
  const remember = (rows: readonly LedgerRow[]): void => {
    // Those of a transaction that was rolled back have given their numbers to these.
    while (recent.length > 0 && recent.at(-1)!.seq >= rows[0]!.seq) recent.pop();
    // Those that an older build or another program has added were not told here.
    if (recent.at(-1)?.seq !== rows[0]!.seq - 1) recent = [];
    recent.push(...rows);
  };
  const rowsAfter = (head: number): readonly LedgerRow[] => {
    const at = recent.findIndex(({ seq }) => seq === head + 1);
    return at === -1 ? read(head, matchesAtOnce) : recent.slice(at, at + matchesAtOnce);
  };
  return {
    follow: (rows, numbering) => {
      remember(rows);
      const last = rows.at(-1)!.seq;
      const from = conductHead(database);
      let head = from;
      for (; last - head >= matchesAtOnce; head += matchesAtOnce) fold(rowsAfter(head), numbering);
      if (head === from) return;
      setHead.run(head);
      recent = recent.filter(({ seq }) => seq > head);
    },
  };
};
