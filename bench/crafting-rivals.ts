import type { Decide } from '../clients/agents/bots/bot.ts';
import { botByName } from '../clients/agents/bots/registry.ts';
import type { Column } from '../clients/cli/table.ts';
import { craftingRivals } from '../games/crafting-world/game.ts';
import type { Json } from '../games/game.ts';
import { wilsonInterval } from '../games/positional-puzzles/wilson.ts';
import { stepRng } from '../games/rng.ts';
import { sha256Hex } from '../games/sha256.ts';

const pairings = [
  ['random', 'random', 3],
  ['greedy', 'greedy', 3],
  ['oracle', 'oracle', 3],
  ['oracle', 'greedy', 3],
  ['oracle', 'random', 3],
] as const;

/** Two bots over mirrored pairs: every start is played from both seats. Scores are a win 1, a draw half, a loss 0. */
export interface RivalsRow {
  readonly one: string;
  readonly other: string;
  readonly level: number;
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** The part of the points that `one` has, in percent. */
  readonly percent: number;
  readonly interval: readonly [low: number, high: number];
  /** The part of the points that the first seat has, whoever sits there. */
  readonly firstPercent: number;
  readonly firstInterval: readonly [low: number, high: number];
}

const deciderOf = (name: string): Decide => {
  const bot = botByName(name);
  if (bot === undefined) throw new Error(`no bot ${name}`);
  return bot.open({});
};

/** The score of the first seat, by the rules alone. */
const play = (deciders: readonly Decide[], level: number, seed: string): number => {
  let state = craftingRivals.setup(craftingRivals.schemas.config.parse({ level }), stepRng(seed, 0));
  for (let turn = 1; state.end === null; turn++) {
    const view = craftingRivals.view(state, 'public') as unknown as Json;
    const moves = deciders.map((decide, seat) => {
      const chance = sha256Hex(`${seed}|${seat}`);
      const decision = decide({ turn, view }, { chance, game: craftingRivals.id, seat });
      if (!('action' in decision)) throw new Error('a bot answered with a text');
      return [seat, craftingRivals.schemas.action.parse(decision.action)] as const;
    });
    state = craftingRivals.step(state, new Map(moves), stepRng(seed, turn));
  }
  return craftingRivals.outcome(state)!.scores[0]!;
};

const shareOf = (scores: readonly number[]) => {
  const share = scores.reduce((sum, score) => sum + (score + 1) / 2, 0) / scores.length;
  const [low, high] = wilsonInterval(share, scores.length);
  return { interval: [100 * low, 100 * high] as const, percent: 100 * share };
};

/** Every pairing over so many games. Two equal bots are balanced where the first seat's interval holds 50. */
export const measureRivals = (games: number, progress: (line: string) => void): readonly RivalsRow[] =>
  pairings.map(([one, other, level]) => {
    const [mine, theirs] = [deciderOf(one), deciderOf(other)];
    const scores = Array.from({ length: Math.ceil(games / 2) }, (_, at) => {
      const seed = sha256Hex(`rivals|${level}|${at}`).slice(0, 32);
      return [play([mine, theirs], level, seed), play([theirs, mine], level, seed)] as const;
    });
    progress(`${one} against ${other} done`);
    const own = scores.flatMap(([first, second]) => [first, 0 - second]);
    const first = shareOf(scores.flat());
    return {
      one,
      other,
      level,
      games: own.length,
      wins: own.filter((score) => score > 0).length,
      draws: own.filter((score) => score === 0).length,
      losses: own.filter((score) => score < 0).length,
      ...shareOf(own),
      firstPercent: first.percent,
      firstInterval: first.interval,
    };
  });

const formatShare = (percent: number, [low, high]: readonly [number, number]): string =>
  `${percent.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;

const shown: readonly (readonly [Column, (row: RivalsRow) => string])[] = [
  [{ align: 'left', title: 'rivals' }, ({ one, other }) => `${one} - ${other}`],
  [{ align: 'right', title: 'level' }, ({ level }) => String(level)],
  [{ align: 'right', title: 'games' }, ({ games }) => String(games)],
  [{ align: 'right', title: 'W/D/L' }, ({ draws, losses, wins }) => `${wins}/${draws}/${losses}`],
  [{ align: 'right', title: 'points %' }, ({ interval, percent }) => formatShare(percent, interval)],
  [
    { align: 'right', title: 'first seat %' },
    ({ firstInterval, firstPercent }) => formatShare(firstPercent, firstInterval),
  ],
];

export const rivalsColumns: readonly Column[] = shown.map(([column]) => column);

export const rivalsCells = (row: RivalsRow): readonly string[] => shown.map(([, format]) => format(row));
