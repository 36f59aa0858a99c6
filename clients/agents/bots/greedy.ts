import { z } from 'zod';
import type { Json } from '../../../games/game.ts';
import type { View as KuhnView } from '../../../games/kuhn-poker/state.ts';
import type { Rng } from '../../../games/rng.ts';
import type { View as ThrowsView } from '../../../games/rock-paper-scissors/state.ts';
import { gainOf, roundsOf, throws } from '../../../games/rock-paper-scissors/throws.ts';
import { type BotSeat, type BotTurn, defineBot, turnRng } from './bot.ts';
import { greedyCraftingPlan } from './crafting-greedy.ts';
import { craftingIds } from './crafting-start.ts';
import { greedyChessMove } from './greedy-chess.ts';
import { ownedMask, positionalIds, skinOf } from './positional-board.ts';

/** One of the items that score highest, each as likely as the others. */
const pickBest = <T>(items: readonly T[], scoreOf: (item: T) => number, rng: Rng): T => {
  const scores = items.map(scoreOf);
  const most = Math.max(...scores);
  return rng.pick(items.filter((_, at) => scores[at] === most));
};

const countSets = (sets: readonly number[], isMeant: (set: number) => boolean): number =>
  sets.filter(isMeant).length;

/** Completes a set, else takes a cell with which the other would, else the cell of most sets still open. */
const playPositional = (turn: BotTurn, seat: BotSeat, rng: Rng): Json => {
  const { board } = skinOf(seat.game, turn.view);
  const own = ownedMask(turn.view, seat.seat);
  const other = ownedMask(turn.view, 1 - seat.seat);
  const score = (cell: number): number => {
    const sets = board.winningSets.filter((set) => (set & (1 << cell)) !== 0);
    const completes = (owned: number): boolean => sets.some((set) => (set & ~owned) === 1 << cell);
    if (completes(own)) return Number.POSITIVE_INFINITY;
    if (completes(other)) return board.winningSets.length + 1;
    return countSets(sets, (set) => (set & other) === 0);
  };
  const free = board.cells.map((_, cell) => cell).filter((cell) => ((own | other) & (1 << cell)) === 0);
  return board.cells[pickBest(free, score, rng)]!;
};

/** Puts chips in with K alone. */
const playKuhn = (turn: BotTurn, seat: BotSeat): Json => {
  const { betting, cards } = turn.view as unknown as KuhnView;
  const isStrong = cards?.[seat.seat] === 'K';
  if (betting.at(-1) === 'bet') return isStrong ? 'call' : 'fold';
  return isStrong ? 'bet' : 'check';
};

/** Beats what the other has shown most often. */
const playThrows = (turn: BotTurn, seat: BotSeat, rng: Rng): Json => {
  const shown = roundsOf((turn.view as unknown as ThrowsView).history).map((round) => round[1 - seat.seat]);
  const frequent = pickBest(throws, (one) => shown.filter((other) => other === one).length, rng);
  return throws.find((one) => gainOf(one, frequent) === 1)!;
};

const play = (turn: BotTurn, seat: BotSeat, rng: Rng): Json => {
  switch (seat.game) {
    case 'chess':
      return greedyChessMove(turn.view, rng);
    case 'kuhn-poker':
      return playKuhn(turn, seat);
    case 'rock-paper-scissors':
      return playThrows(turn, seat, rng);
    default:
      if (craftingIds.includes(seat.game)) return greedyCraftingPlan(turn, seat) as unknown as Json;
      return playPositional(turn, seat, rng);
  }
};

/** What looks best one move ahead, by a rule of thumb for each game. */
export const greedy = defineBot({
  name: 'greedy',
  version: '2',
  about:
    'takes what looks best one move ahead: mates and captures, completes and blocks sets, trusts K, beats habits, and gathers and crafts what is missing next',
  games: ['chess', 'kuhn-poker', 'rock-paper-scissors', ...positionalIds, ...craftingIds],
  isCheap: false,
  options: z.strictObject({}),
  decider: () => (turn, seat) => ({ action: play(turn, seat, turnRng(turn, seat)) }),
});
