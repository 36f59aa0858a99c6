import { reportOf } from '../../games/crafting-world/report.ts';
import type { State as CraftingState } from '../../games/crafting-world/solo-game.ts';
import { levelMax } from '../../games/crafting-world/config.ts';
import type { Json } from '../../games/game.ts';
import { scorePuzzles, type PuzzleScore } from '../../games/positional-puzzles/score.ts';
import { pass, type PuzzlesState } from '../../games/positional-puzzles/state.ts';
import type { AttemptsPolicy } from '../../replays/format.ts';

/** What a game says about a run beside its score; what it does not measure is absent. */
export interface Measures {
  readonly isSuccess?: boolean;
  /** From 0 to 100. */
  readonly progress?: number;
  /** The oracle's cost to the run's own; null without success. */
  readonly efficiencyPercent?: number | null;
  /** Why the run failed, in a word; null with success. */
  readonly failure?: string | null;
  /** Actions within accepted answers that the rules refused. */
  readonly refusedActions?: number;
  readonly puzzles?: PuzzleScore;
}

/** How a solo game is run as a benchmark. */
export interface Suite {
  /** The house bot that sets the mark, by its address. */
  readonly bestPlayer?: string;
  readonly attempts: AttemptsPolicy;
  /** The levels from the first to the last; absent where the game's configuration has none. */
  readonly levels?: readonly [from: number, to: number];
  readonly hasVariants: boolean;
  /** Members of the configuration that ask for the composition of the published set. */
  readonly publishedSet?: { readonly [member: string]: Json };
  /** Whether `samples` in the configuration asks each task again within one run; otherwise each run is repeated. */
  readonly hasOwnSamples: boolean;
  /** Runs of each level, or of the whole game where it has no levels. */
  readonly runsDefault: number;
  /** What the last state of a run says. */
  readonly measure: (state: unknown) => Measures;
}

const crafting: Suite = {
  bestPlayer: 'bot:oracle',
  attempts: { max: 3, then: 'forfeit' },
  levels: [1, levelMax],
  hasVariants: true,
  hasOwnSamples: false,
  runsDefault: 10,
  measure: (state) => {
    const { challenge, end, run } = state as CraftingState;
    const { refused, isSuccess, progress, efficiencyPercent, failure } = reportOf(challenge.task, run, end);
    return { isSuccess, progress, efficiencyPercent, failure, refusedActions: refused };
  },
};

const puzzles: Suite = {
  bestPlayer: 'bot:puzzle-solver',
  // An answer that cannot be read is a wrong one, and the next puzzle is asked.
  attempts: { max: 1, then: { default: pass } },
  hasVariants: false,
  publishedSet: { set: 'published-quota' },
  hasOwnSamples: true,
  runsDefault: 1,
  measure: (state) => ({ puzzles: scorePuzzles(state as PuzzlesState) }),
};

const scoreAlone: Suite = {
  attempts: { max: 3, then: 'forfeit' },
  hasVariants: false,
  hasOwnSamples: false,
  runsDefault: 10,
  measure: () => ({}),
};

const suites: ReadonlyMap<string, Suite> = new Map([
  ['crafting-world', crafting],
  ['positional-puzzles', puzzles],
]);

/** The suite of a solo game; one that nobody wrote a suite for has its score alone. */
export const suiteOf = (game: string): Suite => suites.get(game) ?? scoreAlone;
