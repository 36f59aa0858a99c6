import { z } from 'zod';
import { askMoves, choiceOf } from './ask-move.ts';
import { defineStrategy } from './strategy.ts';
import { pickMost, votesOf } from './tally-votes.ts';

/** The move that most of several samples name (self-consistency, arXiv 2203.11171). Answers without a move do not vote. */
export const vote = defineStrategy({
  name: 'vote',
  about: 'the move that most of `samples` answers name, ties broken by the seed',
  simulates: false,
  options: z.object({ samples: z.coerce.number().int().min(2).max(64).default(5) }),
  decider:
    ({ samples }) =>
    async (turn) => {
      const moves = await askMoves(turn, samples);
      const votes = votesOf(moves);
      if (votes.length === 0) return choiceOf(turn, moves[0]);
      const { action, answers } = pickMost(votes, (one) => one.answers.length, turn.rng);
      const { thought, note } = answers[0]!.answer;
      const { game, view } = turn.position;
      const weighed = votes.map((one) => ({
        move: game.formatAction(one.action, view),
        worth: one.answers.length / moves.length,
      }));
      return { action, source: 'vote', thought, note, weighed };
    },
});
