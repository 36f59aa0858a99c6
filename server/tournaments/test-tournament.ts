import { games } from '../../games/registry.ts';
import { labelledRng } from '../../games/rng.ts';
import type { LedgerRow, LedgerSeat } from '../../replays/ledger.ts';
import { batchAfter, type Ending, type History, type Plan } from './batch.ts';
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

const seatOf = (player: number, seat: number, score: number): LedgerSeat => ({
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

/** A pair that was played, each game coming to what `points` says. */
const playedPair = (plan: Plan, pair: ScheduledPair, points: Points): PairResult => {
  const rows = matchesOf('test', pair, 0).map(({ id, players: [first, second] }): LedgerRow => {
    const own = points(first, second, id);
    return {
      seq: 1,
      prev: '',
      match: id,
      game: plan.file.games[pair.game]!.game.id,
      version: 1,
      pool: 'pool',
      poolHash: 'hash',
      group: { pair: `${pair.game}-${pair.pair}` },
      seats: [seatOf(first, 0, own), seatOf(second, 1, 1 - own)],
      steps: 10,
      play: '',
      termination: 'normal',
      fault: null,
      rated: true,
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:01:00.000Z',
      logHash: '',
    };
  });
  return pairResult('test', pair, new Map(rows.map((row) => [row.match, row])))!;
};

/** Plays a plan to its end. */
export const playOut = (
  plan: Plan,
  points: Points,
): { readonly history: History; readonly ending: Ending } => {
  const history: (readonly PairResult[])[] = [];
  for (;;) {
    const batch = batchAfter(plan, history);
    if ('ending' in batch) return { history, ending: batch.ending };
    history.push(batch.pairs.map((pair) => playedPair(plan, pair, points)));
  }
};
