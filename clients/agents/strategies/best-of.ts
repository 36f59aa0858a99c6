import { z } from 'zod';
import type { Json } from '../../../games/game.ts';
import { valueQuestion } from '../prompt/questions.ts';
import { askMoves, choiceOf } from './ask-move.ts';
import { loneActor, meanOf, worthOfLeaf } from './leaf.ts';
import { readWorth } from './read-search.ts';
import { defineStrategy, type StrategyTurn } from './strategy.ts';
import { pickMost, votesOf } from './tally-votes.ts';

/** The worth of a move where its position cannot be made up: the model is told of the move instead. */
const worthInWords = async (turn: StrategyTurn, action: Json): Promise<number | undefined> => {
  const { position } = turn;
  const move = position.game.formatAction(action, position.view);
  const text = `${position.text}\nSuppose that you now play ${move}.`;
  return readWorth(await turn.ask('value', valueQuestion({ ...position, text })));
};

const worthOfMove = async (turn: StrategyTurn, action: Json, worlds: number): Promise<number | undefined> => {
  const { simulator, seat } = turn;
  if (simulator === undefined || turn.isSimultaneous) return worthInWords(turn, action);
  const isHidden = turn.position.game.traits.information === 'imperfect';
  const leaves = simulator
    .worlds(isHidden ? worlds : 1)
    .filter((world) => loneActor(simulator, world) === seat)
    .map((world) => simulator.after(world, new Map([[seat, action]])));
  return meanOf(await Promise.all(leaves.map((leaf) => worthOfLeaf(turn, simulator, leaf))));
};

/** Several proposals, and a call that judges each (Bag of Tricks for inference-time computation, arXiv 2502.07191). */
export const bestOf = defineStrategy({
  name: 'best-of',
  about: 'of `samples` proposals the one whose position the model values most',
  simulates: true,
  options: z.object({
    samples: z.coerce.number().int().min(2).max(64).default(4),
    worlds: z.coerce.number().int().min(1).max(16).default(2),
  }),
  decider:
    ({ samples, worlds }) =>
    async (turn) => {
      const moves = await askMoves(turn, samples);
      const votes = votesOf(moves);
      const [only] = votes;
      if (only === undefined) return choiceOf(turn, moves[0]);
      // One proposal is chosen whatever it is worth.
      if (votes.length === 1) return choiceOf(turn, only.answers[0]);
      const worths = await Promise.all(votes.map(({ action }) => worthOfMove(turn, action, worlds)));
      const judged = votes.flatMap((one, at) =>
        worths[at] === undefined ? [] : [{ ...one, worth: worths[at] }],
      );
      // Without a single judgement the votes are what is left of the model's opinion.
      if (judged.length === 0) {
        const { action } = pickMost(votes, ({ answers }) => answers.length, turn.rng);
        return { action, source: 'vote' };
      }
      const { action, answers } = pickMost(judged, ({ worth }) => worth, turn.rng);
      const { game, view } = turn.position;
      const weighed = judged.map((one) => ({ move: game.formatAction(one.action, view), worth: one.worth }));
      const { thought, note } = answers[0]!.answer;
      return { action, source: 'search', thought, note, weighed };
    },
});
