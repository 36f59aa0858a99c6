import { sha256Hex } from '../../games/sha256.ts';
import type { Group } from '../format.ts';
import {
  sourceClasses,
  type LedgerRow,
  type LedgerSeat,
  type SourceClass,
  type UnnumberedLedgerRow,
} from '../ledger.ts';

/** Where the ledger stands: the number and the hash of its last row. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
}

/** The head of an empty ledger; the first row is number 1, and 64 zeros stand in its `prev`. */
export const ledgerStart: LedgerHead = { seq: 0, hash: '0'.repeat(64) };

const sortedSources = sourceClasses.toSorted();

const sourcesInOrder = (sources: LedgerSeat['sources']): LedgerSeat['sources'] => {
  const sorted: { [Class in SourceClass]?: number } = {};
  for (const source of sortedSources) {
    const turns = sources[source];
    if (turns !== undefined) sorted[source] = turns;
  }
  return sorted;
};

const seatInOrder = (seat: LedgerSeat): LedgerSeat => ({
  agent: seat.agent,
  costUsd: seat.costUsd,
  owner: seat.owner,
  place: seat.place,
  refusals: {
    ambiguous: seat.refusals.ambiguous,
    empty: seat.refusals.empty,
    illegal: seat.refusals.illegal,
    truncated: seat.refusals.truncated,
    unparsable: seat.refusals.unparsable,
  },
  role: seat.role,
  score: seat.score,
  seat: seat.seat,
  sources: sourcesInOrder(seat.sources),
  think: seat.think,
  thinkMs: seat.thinkMs,
  tokensIn: seat.tokensIn,
  tokensOut: seat.tokensOut,
  turns: seat.turns,
});

const groupInOrder = ({ event, pair, start }: Group): object =>
  ({ event, pair, start }) satisfies { readonly [Name in keyof Group]-?: unknown };

/**
 * The canonical JSON text of a row: its members by name, written down in that order, which takes a sixth of the time
 * that sorting them does. Every match ends with one.
 */
export const ledgerRowText = (row: LedgerRow): string =>
  JSON.stringify({
    endedAt: row.endedAt,
    fault: row.fault && { class: row.fault.class, seat: row.fault.seat },
    game: row.game,
    group: row.group && groupInOrder(row.group),
    logHash: row.logHash,
    match: row.match,
    play: row.play,
    pool: row.pool,
    poolHash: row.poolHash,
    prev: row.prev,
    rated: row.rated,
    seats: row.seats.map(seatInOrder),
    seq: row.seq,
    startedAt: row.startedAt,
    steps: row.steps,
    termination: row.termination,
    version: row.version,
  } satisfies { readonly [Name in keyof LedgerRow]: unknown });

/** What the next row holds in `prev`: SHA-256 of the canonical JSON text of this one. */
export const ledgerRowHash = (row: LedgerRow): string => sha256Hex(ledgerRowText(row));

/**
 * The row that follows `head`. Seats are put in order and a group without members becomes null, so that a row
 * has one form only and its hash survives being stored as columns.
 */
export const numberRow = (row: UnnumberedLedgerRow, head: LedgerHead): LedgerRow => ({
  ...row,
  group: row.group === null || Object.keys(row.group).length === 0 ? null : row.group,
  seats: row.seats.toSorted((a, b) => a.seat - b.seat),
  seq: head.seq + 1,
  prev: head.hash,
});
