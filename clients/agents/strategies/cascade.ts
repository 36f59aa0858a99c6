import { z } from 'zod';
import { askMove, askMoves, choiceOf } from './ask-move.ts';
import { defineStrategy, type StrategyTurn } from './strategy.ts';
import { pickMost, votesOf } from './tally-votes.ts';

const isHard = ({ facts, position }: StrategyTurn, hardLegal: number): boolean =>
  facts.refusal !== undefined || (position.legal?.length ?? 0) >= hardLegal;

/**
 * A cheap model first, the strong one where that fails: on a refusal, on an answer without a move, where samples of
 * the cheap one disagree, and on positions with many moves (Router-R1, arXiv 2506.09033, without its training).
 */
export const cascade = defineStrategy({
  name: 'cascade',
  about:
    'asks `strong=PROVIDER/MODEL` only where the cheap model fails, disagrees with itself or has many moves',
  simulates: false,
  options: z.object({
    strong: z.string('cascade needs strong=PROVIDER/MODEL').min(1),
    samples: z.coerce.number().int().min(1).max(16).default(2),
    'hard-legal': z.coerce.number().int().min(2).default(40),
  }),
  decider:
    ({ samples, 'hard-legal': hardLegal }) =>
    async (turn) => {
      const moves = isHard(turn, hardLegal) ? [] : await askMoves(turn, samples);
      const votes = votesOf(moves);
      const [only] = votes;
      if (only !== undefined && only.answers.length === samples) return choiceOf(turn, only.answers[0]);
      const strong = choiceOf(turn, await askMove(turn, { isStrong: true }));
      if (strong !== undefined) return strong;
      // No strong answer is to be had: what most of the cheap ones say is the best so far.
      if (only === undefined) return choiceOf(turn, moves[0]);
      return choiceOf(turn, pickMost(votes, ({ answers }) => answers.length, turn.rng).answers[0]);
    },
});
