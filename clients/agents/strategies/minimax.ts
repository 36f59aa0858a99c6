import { z } from 'zod';
import type { AnyGame, Json } from '../../../games/game.ts';
import { askMove, choiceOf } from './ask-move.ts';
import { loneActor, meanOf, worthOfLeaf } from './leaf.ts';
import { solveMatrix } from './matrix-game.ts';
import { ownProposals, replyProposals } from './proposals.ts';
import { canSimulate, type Imagined, type Simulator } from './simulator.ts';
import { type Choice, defineStrategy, type StrategyTurn } from './strategy.ts';
import { pickMost } from './tally-votes.ts';

interface Search {
  readonly turn: StrategyTurn;
  readonly simulator: Simulator;
  readonly replies: number;
}

/** The worth of a move: the least that a reply leaves, over the replies that the model thinks of. */
const worthOfMove = async (search: Search, world: Imagined, action: Json): Promise<number | undefined> => {
  const { turn, simulator, replies } = search;
  const after = simulator.after(world, new Map([[turn.seat, action]]));
  const other = loneActor(simulator, after);
  if (simulator.result(after) !== undefined || other === undefined || other === turn.seat)
    return worthOfLeaf(turn, simulator, after);
  const answers = await replyProposals(turn, simulator, after, other, replies);
  if (answers.length === 0) return worthOfLeaf(turn, simulator, after);
  const worths = await Promise.all(
    answers.map((answer) => worthOfLeaf(turn, simulator, simulator.after(after, new Map([[other, answer]])))),
  );
  // A reply that was not judged could be the worst: what is known of the others is no bound.
  return worths.includes(undefined) ? undefined : Math.min(...(worths as number[]));
};

const weighedOf = ({ position }: StrategyTurn, actions: readonly Json[], worths: readonly number[]) =>
  actions.map((action, at) => ({
    move: position.game.formatAction(action, position.view),
    worth: worths[at]!,
  }));

/** Turn by turn: the move whose worst reply is best, over worlds that agree with the view. */
const chooseInTurn = async (
  search: Search,
  actions: readonly Json[],
  worlds: readonly Imagined[],
): Promise<Choice | undefined> => {
  const { turn } = search;
  const worths = await Promise.all(
    actions.map(async (action) =>
      meanOf(await Promise.all(worlds.map((world) => worthOfMove(search, world, action)))),
    ),
  );
  const judged = actions.flatMap((action, at) =>
    worths[at] === undefined ? [] : [{ action, worth: worths[at] }],
  );
  if (judged.length === 0) return undefined;
  const best = pickMost(judged, ({ worth }) => worth, turn.rng);
  const known = judged.map(({ worth }) => worth);
  return {
    action: best.action,
    source: 'search',
    weighed: weighedOf(
      turn,
      judged.map(({ action }) => action),
      known,
    ),
  };
};

/** A worth that nobody gave, between the others. */
const evenWorth = 0.5;

/** In the units of which the seed draws one, for a probability. */
const shares = 1_000_000;

const draw = <T>(items: readonly T[], weights: readonly number[], { rng }: StrategyTurn): T => {
  let left = rng.int(shares) / shares;
  for (const [at, item] of items.entries()) {
    left -= weights[at]!;
    if (left < 0) return item;
  }
  return items.at(-1)!;
};

/** At once: an optimal mixture in the game of the judged matrix, since any fixed choice could be foreseen. */
const chooseAtOnce = async (
  { turn, simulator, replies }: Search,
  actions: readonly Json[],
  world: Imagined,
): Promise<Choice | undefined> => {
  const other = simulator.actors(world).find((seat) => seat !== turn.seat)!;
  const answers = await replyProposals(turn, simulator, world, other, replies);
  if (answers.length === 0) return undefined;
  const rows = await Promise.all(
    actions.map((action) =>
      Promise.all(
        answers.map((answer) => {
          const joint = new Map([
            [turn.seat, action],
            [other, answer],
          ]);
          return worthOfLeaf(turn, simulator, simulator.after(world, joint));
        }),
      ),
    ),
  );
  if (rows.flat().every((worth) => worth === undefined)) return undefined;
  const matrix = rows.map((row) => row.map((worth) => worth ?? evenWorth));
  const mixture = solveMatrix(matrix);
  const weighed = weighedOf(turn, actions, mixture);
  return { action: draw(actions, mixture, turn), source: 'search', weighed };
};

/** Needs rules to search with. */
export const searchProblem = (game: AnyGame): string | undefined =>
  canSimulate(game) ? undefined : `${game.id} cannot be searched from what a player sees.`;

/**
 * The model proposes moves and replies and judges where they lead; the worst reply counts (PokéChamp, arXiv
 * 2503.04094). Games with simultaneous moves are solved as a small matrix, for which the worst case is too dark.
 */
export const minimax = defineStrategy({
  name: 'minimax',
  about: 'proposes `own` moves and `replies` to each, judges where they lead, and takes the best worst case',
  simulates: true,
  problem: searchProblem,
  options: z.object({
    own: z.coerce.number().int().min(1).max(32).default(4),
    replies: z.coerce.number().int().min(1).max(32).default(3),
    worlds: z.coerce.number().int().min(1).max(16).default(2),
  }),
  decider:
    ({ own, replies, worlds }) =>
    async (turn) => {
      const { simulator } = turn;
      const actions = simulator === undefined ? [] : await ownProposals(turn, own);
      // Without a move to search, the model is asked for one like anybody.
      if (simulator === undefined || actions.length === 0) return choiceOf(turn, await askMove(turn));
      const search = { turn, simulator, replies };
      const isHidden = turn.position.game.traits.information === 'imperfect';
      const made = simulator.worlds(isHidden ? worlds : 1);
      const found = turn.isSimultaneous
        ? await chooseAtOnce(search, actions, made[0]!)
        : await chooseInTurn(search, actions, made);
      // The first that the model named, where it judged none.
      return found ?? { action: actions[0]!, source: 'model' };
    },
});
