import { type AnyGame } from '../../games/game.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import { inParallel } from '../../server/tournaments/in-parallel.ts';
import { mirroredSet } from '../../server/tournaments/mirror.ts';
import type { ClockSettings } from '../../replays/format.ts';
import type { Entrant } from './entrant.ts';
import { createMeeting, enterPair, type Meeting, openMeetings, pointsOf, type Stop } from './evaluation.ts';
import type { LocalArena } from './local-arena.ts';

/** A game of an evaluation, with the house bots that the player meets in it. */
export interface EvaluatedGame {
  readonly game: AnyGame;
  readonly anchors: readonly Entrant[];
}

export interface Evaluation {
  readonly player: Entrant;
  readonly games: readonly EvaluatedGame[];
  readonly clock: ClockSettings;
  readonly root: string;
  readonly gamesMax: number;
  readonly budgetUsd: number | undefined;
  /** Half the width of a game's 95 % interval at which it is known well enough. */
  readonly precision: number;
  readonly concurrency: number;
}

interface RunParts {
  readonly arena: LocalArena;
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly onPair: () => void;
}

const gamesAPair = 2;

/** What the player has cost in matches that are over; void ones cost as well. Undefined where nobody tells. */
export const spentUsd = (rows: readonly LedgerRow[], agent: string): number | undefined => {
  const costs = rows.flatMap(({ seats }) =>
    seats.flatMap((seat) => (seat.agent === agent && seat.costUsd !== null ? [seat.costUsd] : [])),
  );
  return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0);
};

/** Plays one mirrored pair: the same start and luck, with seats exchanged. */
const playPair = async (
  { player, clock, root }: Evaluation,
  { game, anchor }: { readonly game: AnyGame; readonly anchor: Entrant },
  set: number,
  arena: LocalArena,
): Promise<readonly (number | undefined)[]> => {
  const { seed, config, start } = mirroredSet(game, {}, { root, set });
  const points: (number | undefined)[] = [];
  for (const seat of [0, 1]) {
    const result = await arena.play({
      game,
      config,
      seats: seat === 0 ? [player, anchor] : [anchor, player],
      clock,
      attempts: { max: 3, then: 'forfeit' },
      legalTold: true,
      // The seed may be somebody's choice, and the anchors know what it is to be one.
      rated: false,
      release: 'end',
      seed,
      group: { pair: `${start}-${anchor.entry.name}`.slice(0, 80), start },
    });
    points.push(pointsOf(result, seat));
  }
  return points;
};

/** Plays round after round of what is not known well enough yet; answers what was found, and why it stopped. */
export const runEvaluation = async (
  evaluation: Evaluation,
  { arena, store, signal, onPair }: RunParts,
): Promise<{ readonly meetings: readonly Meeting[]; readonly stop: Stop }> => {
  const { games, player, gamesMax, budgetUsd, precision, concurrency } = evaluation;
  const cells = games.flatMap(({ game, anchors }) =>
    anchors.map((anchor) => ({ game, anchor, meeting: createMeeting(game.id, anchor.entry.agent) })),
  );
  const meetings = cells.map(({ meeting }) => meeting);
  let begun = 0;
  let isSpent = false;
  const mayBegin = async (): Promise<boolean> => {
    const rows = await store.ledger(0, Infinity);
    isSpent ||= budgetUsd !== undefined && (spentUsd(rows, player.entry.agent) ?? 0) >= budgetUsd;
    if (isSpent || begun + gamesAPair > gamesMax) return false;
    begun += gamesAPair;
    return true;
  };
  for (;;) {
    const open = openMeetings(meetings, precision);
    if (open.length === 0)
      return { meetings, stop: meetings.every(({ pairs }) => pairs.length === 0) ? 'void' : 'tight' };
    const round = cells.filter(({ meeting }) => open.includes(meeting));
    let played = 0;
    await inParallel(round, concurrency, signal, async (cell) => {
      if (!(await mayBegin())) return;
      // Void pairs take a fresh start, as they would in a tournament.
      const set = cell.meeting.pairs.length + cell.meeting.voids;
      enterPair(cell.meeting, await playPair(evaluation, cell, set, arena));
      played += 1;
      onPair();
    });
    if (signal.aborted) return { meetings, stop: 'interrupted' };
    if (played < round.length) return { meetings, stop: isSpent ? 'budget' : 'games' };
  }
};
