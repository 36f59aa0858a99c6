import type { AnyGame, Outcome, Seat } from '../games/game.ts';
import { sha256Hex } from '../games/sha256.ts';
import type { By, End, Header, RefusalClass, Usage } from './format.ts';
import { sourceClasses, type LedgerSeat, type SourceClass, type UnnumberedLedgerRow } from './ledger.ts';
import { createPlay, playedIn, type PlayedAction } from './play.ts';
import { poolByHeader, poolOf, type Pool } from './pool.ts';
import { readLog, type LogReading, type MiddleRecord } from './reading.ts';
import type { Record as LogRecord } from './record.ts';
import { addThinkTime, thinkBucketsOf, type ThinkSums } from './think-buckets.ts';
import { finding, type Finding } from './verdict.ts';

/** What a ledger row takes from the `end` line. */
type TalliedEnd = Pick<End, 'termination' | 'fault' | 'at' | 'group'> & {
  readonly outcome: Outcome | null;
};

/** Counts what a match's ledger row needs, fed with the records in the order in which they are written. */
export interface Tally {
  readonly write: (record: LogRecord) => void;
  /** `state` is the hash of the state that the step leads to. */
  readonly step: (played: readonly PlayedAction[], state: string) => void;
  /** The row; `logHash` is the SHA-256 of the log's last line. */
  readonly finish: (end: TalliedEnd, logHash: string) => UnnumberedLedgerRow;
}

interface SeatCount {
  turns: number;
  readonly refusals: { [Class in RefusalClass]: number };
  tokensIn: number | null;
  tokensOut: number | null;
  costUsd: number | null;
  readonly sources: Map<SourceClass, number>;
  thinkMs: number;
  readonly think: ThinkSums;
  /** What an accepted action of an unfinished simultaneous turn cost. */
  held: By | undefined;
}

const createSeatCount = (): SeatCount => ({
  turns: 0,
  refusals: { truncated: 0, empty: 0, unparsable: 0, ambiguous: 0, illegal: 0 },
  tokensIn: null,
  tokensOut: null,
  costUsd: null,
  sources: new Map(),
  thinkMs: 0,
  think: [],
  held: undefined,
});

/** A sum in which what was never stated stays unknown. */
const plus = (sum: number | null, stated: number | undefined): number | null =>
  stated === undefined ? sum : (sum ?? 0) + stated;

const addUsage = (count: SeatCount, usage: Usage | undefined): void => {
  count.tokensIn = plus(count.tokensIn, usage?.input);
  count.tokensOut = plus(count.tokensOut, usage?.output);
  count.costUsd = plus(count.costUsd, usage?.costUsd);
};

const addCost = (count: SeatCount, by: By): void => {
  addUsage(count, by.usage);
  count.thinkMs += by.ms;
};

const addTurn = (count: SeatCount, by: By): void => {
  const source = by.source ?? 'unsaid';
  count.turns += 1;
  count.sources.set(source, (count.sources.get(source) ?? 0) + 1);
  addThinkTime(count.think, by.ms);
  count.held = undefined;
  addCost(count, by);
};

/** In the order of the classes, so that a row has one form only. */
const sourcesOf = ({ sources }: SeatCount): LedgerSeat['sources'] => {
  const turnsBySource: { [Source in SourceClass]?: number } = {};
  for (const source of sourceClasses) {
    const turns = sources.get(source);
    if (turns !== undefined) turnsBySource[source] = turns;
  }
  return turnsBySource;
};

const seatRow = (header: Header, seat: Seat, count: SeatCount, outcome: Outcome | null): LedgerSeat => {
  // An action that no step took up was paid for all the same, though its turn was not completed.
  if (count.held !== undefined) addCost(count, count.held);
  count.held = undefined;
  const { turns, refusals, tokensIn, tokensOut, costUsd, thinkMs } = count;
  return {
    seat,
    agent: header.seats[seat]!.agent,
    owner: header.seats[seat]!.owner,
    role: header.roles[seat]!,
    score: outcome?.scores[seat] ?? null,
    place: outcome?.places[seat] ?? null,
    turns,
    refusals,
    tokensIn,
    tokensOut,
    costUsd,
    sources: sourcesOf(count),
    thinkMs,
    think: thinkBucketsOf(count.think),
  };
};

/** A tally of the match with this header; its pool comes from `poolOf`. */
export const createTally = (header: Header, pool: Pool): Tally => {
  const counts = header.seats.map(createSeatCount);
  const play = createPlay();
  return {
    write: (record) => {
      if (record.type === 'event') return;
      const count = counts[record.seat]!;
      if (record.type === 'held') {
        count.held = record.by;
      } else {
        count.refusals[record.class] += 1;
        addUsage(count, record.usage);
      }
    },
    step: (played, state) => {
      play.step(played, state);
      for (const { seat, by } of played) addTurn(counts[seat]!, by);
    },
    finish: (end, logHash) => ({
      match: header.match,
      game: header.game.id,
      version: header.game.version,
      pool: pool.name,
      poolHash: pool.hash,
      group: end.group ?? null,
      seats: counts.map((count, seat) => seatRow(header, seat, count, end.outcome)),
      steps: play.steps(),
      play: play.hash(),
      termination: end.termination,
      fault: end.fault,
      rated: header.rated,
      startedAt: header.at,
      endedAt: end.at,
      logHash,
    }),
  };
};

/** Adds a line of a log that was read. */
export const addRecord = (tally: Tally, record: MiddleRecord): void => {
  if (record.type === 'step') tally.step(playedIn(record), record.state);
  else tally.write(record);
};

/** The code of the failure that ends a match where its process had no such game, and so could not tell its pool. */
export const noGameCode = 'no-game';

const wasWithoutGame = (records: LogReading['records']): boolean =>
  records.some(
    ({ record }) => record.type === 'event' && record.kind === 'failure' && record.code === noGameCode,
  );

/** The ledger row of a finished log, the same as the match itself made. The log should have been verified. */
export const ledgerRowOf = (
  lines: Iterable<string>,
  gameOf: (id: string) => AnyGame | undefined,
): UnnumberedLedgerRow | Finding => {
  const { header, records, end, problem } = readLog(lines);
  if (problem !== undefined) return finding(problem.code, `line ${problem.line}: ${problem.why}`);
  if (header === undefined || end === undefined) return finding('order', 'The log has no end yet.');
  const game = gameOf(header.game.id);
  if (game === undefined || game.version !== header.game.version)
    return finding(
      'unknown-game',
      `This build does not have version ${header.game.version} of ${header.game.id}.`,
    );
  const pool = wasWithoutGame(records) ? poolByHeader(header) : poolOf(header, game);
  const tally = createTally(header, pool);
  for (const { record } of records) addRecord(tally, record);
  return tally.finish(end.record, sha256Hex(end.text));
};
