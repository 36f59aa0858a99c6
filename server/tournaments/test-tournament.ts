import { games } from '../../games/registry.ts';
import { labelledRng } from '../../games/rng.ts';
import { isVoid, type Termination } from '../../replays/format.ts';
import type { LedgerRow, LedgerSeat } from '../../replays/ledger.ts';
import { createScheduler, type Ending, type Plan } from './batch.ts';
import { checkTournamentFile } from './file.ts';
import { matchesOf, type ScheduledPair } from './pair.ts';
import { pairResult, type PairResult } from './pair-result.ts';

/** A plan of players `p0`, `p1`, … for tests; `more` is the rest of the file. */
export const planFor = (players: number, more: object): Plan => {
  const names = Array.from({ length: players }, (_, at) => `p${at}`);
  const value = {
    name: 'test',
    games: [{ id: 'tic-tac-toe' }],
    players: names.map((name) => ({ name, player: 'bot:random' })),
    ...more,
  };
  const checked = checkTournamentFile(value, games);
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  return { file: checked.file, names, root: '00' };
};

const seatOf = (player: number, seat: number, score: number | null): LedgerSeat => ({
  seat,
  agent: `p${player}`,
  owner: 'house',
  role: String(seat),
  score,
  place: null,
  turns: 5,
  refusals: { truncated: 0, empty: 0, unparsable: 0, ambiguous: 0, illegal: 0 },
  tokensIn: 100,
  tokensOut: 10,
  costUsd: 0.01,
  sources: {},
  thinkMs: 5,
  think: [],
});

/** What a game of two players comes to: the points of the first. */
export type Points = (first: number, second: number, label: string) => number;

/** Whoever has the lower number wins so often; always the same under one label. */
export const strongerWins =
  (chance: number): Points =>
  (first, second, label) => {
    const isWin = labelledRng('0'.repeat(32), label).int(1000) < 1000 * chance;
    return first < second === isWin ? 1 : 0;
  };

/** The row of a match; `players` by seat, of whom the first got `points`. */
export const playedRow = (
  match: string,
  game: string,
  players: readonly [number, number],
  points: number,
  termination: Termination = 'normal',
  pair: string = match,
): LedgerRow => {
  const scores = isVoid(termination) ? [null, null] : [points, 1 - points];
  return {
    seq: 1,
    prev: '',
    match,
    game,
    version: 1,
    pool: 'pool',
    poolHash: 'hash',
    group: { pair },
    seats: players.map((player, seat) => seatOf(player, seat, scores[seat]!)),
    steps: 10,
    play: match,
    termination,
    fault: null,
    rated: true,
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:01:00.000Z',
    logHash: '',
  };
};

/** A pair that was played, each game coming to what `points` says. */
const playedPair = (plan: Plan, pair: ScheduledPair, points: Points): PairResult => {
  const game = plan.file.games[pair.game]!.game.id;
  const rows = matchesOf('test', pair, 0).map(({ id, players }) =>
    playedRow(id, game, players, points(...players, id), 'normal', `${pair.game}-${pair.pair}`),
  );
  return pairResult('test', pair, new Map(rows.map((row) => [row.match, row])))!;
};

/** A tournament that was played to its end. */
export interface PlayedOut {
  /** Results by batch. */
  readonly history: readonly (readonly PairResult[])[];
  readonly ending: Ending;
}

/** Plays a plan to its end. */
export const playOut = (plan: Plan, points: Points): PlayedOut => {
  const scheduler = createScheduler(plan);
  const history: (readonly PairResult[])[] = [];
  for (;;) {
    const batch = scheduler.batch();
    if ('ending' in batch) return { history, ending: batch.ending };
    const results = batch.pairs.map((pair) => playedPair(plan, pair, points));
    history.push(results);
    scheduler.add(results);
  }
};
