import type { AnyGame } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import { isVoid, refusalClasses, type RefusalClass, type Termination } from '../../replays/format.ts';
import type { LedgerSeat } from '../../replays/ledger.ts';
import { readLog } from '../../replays/reading.ts';
import { createReplay } from '../../replays/replay.ts';
import type { Store } from '../../replays/store.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { Benchmark } from './benchmark-plan.ts';
import type { RunRow } from './benchmark-run.ts';
import type { Measures } from './benchmark-suite.ts';
import { badInputError, type CliError } from './cli-error.ts';

/** What one run came to, read from its verified log. */
export interface RunResult extends Measures {
  readonly match: string;
  /** The index of the player. */
  readonly player: number;
  readonly level: number | null;
  /** The task's number, from 1 within the level. */
  readonly task: number;
  readonly sample: number;
  readonly termination: Termination;
  /** No result: the run says nothing about the player. */
  readonly isVoid: boolean;
  /** Null where the run is void. */
  readonly score: number | null;
  /** Answers that the referee refused. */
  readonly refusals: { readonly [Class in RefusalClass]: number };
  /** Input and output together; null where the player did not say. */
  readonly tokens: number | null;
}

const badLog = (match: string, why: string): CliError =>
  badInputError('bad-log', `The log of ${match} is not valid: ${why}`, 'See: agon verify --help');

/** The state after the last step of a verified log. */
const lastState = (game: AnyGame, lines: readonly string[], match: string): unknown => {
  const { header, records, end } = readLog(lines);
  if (header === undefined || end === undefined) throw badLog(match, 'it has no end.');
  const replay = createReplay(game, header, end.record.seed);
  if ('why' in replay) throw badLog(match, replay.why);
  for (const { record } of records) replay.take(record);
  return replay.state();
};

const tokensOf = ({ tokensIn, tokensOut }: LedgerSeat): number | null =>
  tokensIn === null && tokensOut === null ? null : (tokensIn ?? 0) + (tokensOut ?? 0);

/** A fault that is not about an answer's content has a name of its own; the game cannot know of it. */
const failureFor = (termination: Termination, failure: string | null): string | null =>
  termination === 'timeout' || termination === 'disconnect' ? termination : failure;

const resultOf = async (
  { game, suite }: Benchmark,
  { player, task, sample, row }: RunRow,
  store: Store,
  key: string,
): Promise<RunResult> => {
  const { match, termination } = row;
  const lines = await store.read(match);
  if (lines === undefined) throw badLog(match, 'it is not there.');
  const verdict = await verifyLog(lines, { gameOf: gameById, trustedKeys: [key], strict: true });
  if (verdict.status !== 'valid') throw badLog(match, verdict.why ?? `it is ${verdict.status}.`);
  const seat = row.seats[0]!;
  const measures = isVoid(termination) ? {} : suite.measure(lastState(game, lines, match));
  return {
    match,
    player,
    level: task.level,
    task: task.number,
    sample,
    termination,
    isVoid: isVoid(termination),
    score: seat.score,
    refusals: seat.refusals,
    tokens: tokensOf(seat),
    ...measures,
    ...(measures.failure !== undefined && { failure: failureFor(termination, measures.failure) }),
  };
};

/** Verifies the log of each run and reads from it what the run came to. Throws at the first log that is not valid. */
export const readResults = async (
  benchmark: Benchmark,
  runs: readonly RunRow[],
  store: Store,
  key: string,
): Promise<readonly RunResult[]> => {
  const results: RunResult[] = [];
  for (const run of runs) results.push(await resultOf(benchmark, run, store, key));
  return results;
};

/** Counts of refused answers over runs, by class. */
export const refusalsIn = (results: readonly RunResult[]): { readonly [Class in RefusalClass]: number } => {
  const sums = { truncated: 0, empty: 0, unparsable: 0, ambiguous: 0, illegal: 0 };
  for (const { refusals } of results) for (const name of refusalClasses) sums[name] += refusals[name];
  return sums;
};
