import { gameById } from '../../games/registry.ts';
import type { UnnumberedLedgerRow } from '../../replays/ledger.ts';
import { matchElo, type MatchElo } from '../../replays/ratings/match-elo.ts';
import {
  createPairResults,
  type PairResults,
  type PairResultsTally,
} from '../../replays/ratings/pair-results.ts';
import { pointsOf } from '../../replays/ratings/result.ts';
import { sprtOf, type SprtModel, type SprtPlan, type SprtResult } from '../../replays/ratings/sprt.ts';
import { parseLine } from '../../replays/line.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { checkLog } from './checked-log.ts';
import { badInputError, usageError } from './cli-error.ts';
import { logPlaces, showPaths } from './log-places.ts';
import { readLogs, readUnlessPruned } from './log-source.ts';
import { type LogView, openLogView } from './log-view.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';
import { importFormatOf, readImport } from './rating-import.ts';

export interface SprtOptions extends CommonOptions {
  readonly config?: string;
  readonly elo0: number;
  readonly elo1: number;
  readonly alpha: number;
  readonly beta: number;
  readonly model: SprtModel;
  readonly of?: string;
  readonly games?: true;
}

/** The agents of the match that was made first; a ledger has its rows in the order in which matches ended. */
const firstAgents = async (view: LogView): Promise<readonly string[]> => {
  for await (const match of view.matches()) {
    const first = (await readUnlessPruned(view, match))?.[0];
    const read = first === undefined ? undefined : parseLine(first);
    if (read !== undefined && 'line' in read && read.line.type === 'header')
      return read.line.seats.map(({ agent }) => agent);
  }
  return [];
};

const readRows = async (
  path: string,
  { add, meet }: { add: (row: UnnumberedLedgerRow) => void; meet: PairResultsTally['meet'] },
  warn: (line: string) => void,
): Promise<void> => {
  const view = await openLogView(path);
  if (view !== undefined) {
    try {
      const [first, second, ...more] = await firstAgents(view);
      if (first !== undefined && second !== undefined && more.length === 0) meet(first, second);
      for await (const row of view.ledger()) add(row);
    } finally {
      await view.close();
    }
    return;
  }
  for await (const log of readLogs(path)) {
    const { verdict, fault } = await checkLog(log, { trustedKeys: [] });
    const row =
      fault === undefined && verdict.status === 'valid' ? ledgerRowOf(log.lines, gameById) : undefined;
    if (row !== undefined && !('why' in row)) add(row);
    else warn(`not counted: ${fault ?? `${log.file}, line ${log.line}: the log is ${verdict.status}.`}`);
  }
};

const readResults = async (path: string, warn: (line: string) => void): Promise<PairResultsTally> => {
  const results = createPairResults();
  const ids = new Set<string>();
  const isRepeat = (id: string): boolean => {
    const isKnown = ids.has(id);
    ids.add(id);
    return isKnown;
  };
  const format = importFormatOf(path);
  if (format === undefined) {
    const add = (row: UnnumberedLedgerRow): void => {
      if (!isRepeat(row.match)) results.addRow(row);
    };
    await readRows(path, { add, meet: results.meet }, warn);
    return results;
  }
  await readImport(path, format, (names) => ({
    game: (first, second, result) => results.add(names.text(first), names.text(second), pointsOf[result]),
    unfinished: () => {},
    isRepeat,
  }));
  return results;
};

const choosePlayer = (players: readonly string[], of: string | undefined, path: string): string => {
  if (players.length !== 2) {
    const found = players.length === 0 ? 'no game' : `games of ${players.length} players`;
    throw badInputError(
      'not-two-players',
      `${path} holds ${found}; a test is of two.`,
      `Name a file with the games of two players only${players.length === 0 ? '' : `; these are ${players.slice(0, 5).join(', ')}`}.`,
    );
  }
  if (of === undefined) return players[0]!;
  if (players.includes(of)) return of;
  throw usageError('unknown-player', `${of} is not in ${path}.`, `Its players are ${players.join(' and ')}.`);
};

/** What the command prints as JSON. */
interface Report extends PairResults {
  readonly test: 'pentanomial' | 'trinomial';
  readonly plan: SprtPlan;
  readonly result: SprtResult;
  readonly elo: MatchElo;
}

const decisionTexts: Readonly<Record<SprtResult['decision'], string>> = {
  H0: 'H0 accepted: the difference is elo0 rather than elo1.',
  H1: 'H1 accepted: the difference is elo1 rather than elo0.',
  continue: 'No decision yet: play on.',
};

/** Where the normal limit says more than any number of games could, it says no figure. */
const formatChance = (chance: number): string => {
  if (chance > 0.9999) return 'more than 99.99 %';
  if (chance < 0.0001) return 'less than 0.01 %';
  return `${(100 * chance).toFixed(2)} %`;
};

const formatElo = ({ elo, low, high, normalized, normalizedError, superiority }: MatchElo): string => {
  if (elo === null || normalized === null || normalizedError === null || superiority === null)
    return 'Elo: not finite, every point went one way.';
  const interval = `${low?.toFixed(2) ?? '-∞'} to ${high?.toFixed(2) ?? '∞'}`;
  return `Elo ${elo.toFixed(2)} (95 %: ${interval}), normalised ${normalized.toFixed(2)} ± ${normalizedError.toFixed(2)}, stronger with ${formatChance(superiority)}`;
};

const formatReport = ({ of, against, games, pairs, unpaired, test, plan, result, elo }: Report): string => {
  const [losses, draws, wins] = games;
  const { model, elo0, elo1, alpha, beta } = plan;
  return [
    `${of} against ${against}: ${wins} won, ${draws} drawn, ${losses} lost`,
    ...(pairs === null ? [] : [`Pairs by points 0, ½, 1, 1½, 2: ${pairs.join(', ')}`]),
    formatElo(elo),
    `SPRT (${test}, ${model}) of elo0 ${elo0} and elo1 ${elo1}, alpha ${alpha}, beta ${beta}:`,
    `LLR ${result.llr.toFixed(2)} within ${result.lower.toFixed(2)} and ${result.upper.toFixed(2)}. ${decisionTexts[result.decision]}`,
    ...(test === 'pentanomial' && unpaired > 0
      ? [`${unpaired} games outside whole pairs were left out.`]
      : []),
  ].join('\n');
};

/** `agon sprt`. */
export const sprt = async (named: string | undefined, options: SprtOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const { model, elo0, elo1, alpha, beta } = options;
  if (elo0 >= elo1)
    throw usageError(
      'bad-hypotheses',
      `--elo0 ${elo0} is not below --elo1 ${elo1}.`,
      'Give elo1 the larger number.',
    );
  const plan = { model, elo0, elo1, alpha, beta };
  const { paths } = await logPlaces(named === undefined ? [] : [named], options);
  const path = paths[0]!;
  const gathered = await readResults(path, output.note);
  const results = gathered.close(choosePlayer(gathered.players(), options.of, showPaths(paths)));
  const counts = options.games === true ? results.games : (results.pairs ?? results.games);
  const test = counts.length === 5 ? 'pentanomial' : 'trinomial';
  const report: Report = { ...results, test, plan, result: sprtOf(counts, plan), elo: matchElo(counts) };
  output.data(report);
  output.text(formatReport(report));
};
