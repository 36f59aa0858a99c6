import { z } from 'zod';
import type { AnyGame, Json, Seat } from '../../../games/game.ts';
import { expansionQuestion } from '../prompt/questions.ts';
import { askMove, choiceOf } from './ask-move.ts';
import { loneActor } from './leaf.ts';
import { keyOf } from '../parser/move-reader.ts';
import { searchProblem } from './minimax.ts';
import { readProposals, readWorth } from './read-search.ts';
import type { Imagined, Simulator } from './simulator.ts';
import { defineStrategy, type StrategyTurn } from './strategy.ts';

/** A move of the tree. Worths are those of the player, whoever moves. */
interface Edge {
  readonly action: Json;
  readonly prior: number;
  visits: number;
  total: number;
  node: Node | undefined;
}

interface Node {
  readonly world: Imagined;
  /** Undefined where the match is over. */
  readonly actor: Seat | undefined;
  edges: readonly Edge[] | undefined;
}

interface Search {
  readonly turn: StrategyTurn;
  readonly simulator: Simulator;
  readonly moves: number;
  readonly explore: number;
}

/** What the moves that the model did not name share of the prior: it may have missed the best one. */
const unnamedShare = 0.25;

/** Siblings that the model is told of, the most visited first. */
const siblingsMax = 6;

const createNode = (simulator: Simulator, world: Imagined): Node => ({
  world,
  actor: simulator.result(world) === undefined ? loneActor(simulator, world) : undefined,
  edges: undefined,
});

const meanWorth = ({ visits, total }: Edge): number => (visits === 0 ? 0.5 : total / visits);

/** Named moves by falling rank, the others equally behind them. */
const edgesOf = (legal: readonly Json[], named: readonly Json[]): readonly Edge[] => {
  const ranks = new Map(named.map((action, rank) => [keyOf(action), rank]));
  const weights = named.map((_, rank) => 1 / (rank + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const unnamed = legal.length - named.length;
  const forNamed = named.length === 0 ? 0 : unnamed === 0 ? 1 : 1 - unnamedShare;
  return legal.map((action) => {
    const rank = ranks.get(keyOf(action));
    const prior = rank === undefined ? (1 - forNamed) / unnamed : (forNamed * weights[rank]!) / sum;
    return { action, prior, visits: 0, total: 0, node: undefined };
  });
};

/** The move that promises most to whoever moves (PUCT: Rosin, 2011, with the model's priors). */
const select = ({ turn, explore }: Search, node: Node): Edge => {
  const edges = node.edges!;
  const visits = edges.reduce((sum, edge) => sum + edge.visits, 0);
  const score = (edge: Edge): number => {
    const worth = node.actor === turn.seat ? meanWorth(edge) : 1 - meanWorth(edge);
    return worth + (explore * edge.prior * Math.sqrt(visits + 1)) / (1 + edge.visits);
  };
  return edges.reduce((best, edge) => (score(edge) > score(best) ? edge : best));
};

/** What the search found of other moves beside this one, in words: the feedback of I-MCTS (arXiv 2502.14693). */
const feedbackOf = ({ simulator, turn }: Search, parent: Node | undefined): readonly string[] => {
  if (parent?.actor === undefined) return [];
  const { game, view } = simulator.shown(parent.world, parent.actor);
  return (parent.edges ?? [])
    .filter(({ visits }) => visits > 0)
    .toSorted((one, other) => other.visits - one.visits)
    .slice(0, siblingsMax)
    .map((edge) => {
      const worth = parent.actor === turn.seat ? meanWorth(edge) : 1 - meanWorth(edge);
      return `${game.formatAction(edge.action, view)} ${Math.round(1 + 99 * worth)}`;
    });
};

/** Asks for value and moves of a node; its worth to the player, or undefined where no answer came. */
const expand = async (search: Search, node: Node, parent: Node | undefined): Promise<number | undefined> => {
  const { turn, simulator, moves } = search;
  const actor = node.actor!;
  const shown = simulator.shown(node.world, actor);
  const reply = await turn.ask('expand', expansionQuestion(shown, moves, feedbackOf(search, parent)));
  if (reply === undefined) return undefined;
  node.edges = edgesOf(simulator.legal(node.world, actor), readProposals(reply, shown, moves));
  const worth = readWorth(reply) ?? 0.5;
  return actor === turn.seat ? worth : 1 - worth;
};

/** One walk from the root to a new node or an end; whether it got there. */
const walk = async (search: Search, root: Node): Promise<boolean> => {
  const { simulator } = search;
  const path: Edge[] = [];
  let parent: Node | undefined;
  let node = root;
  while (node.edges !== undefined) {
    const edge = select(search, node);
    path.push(edge);
    edge.node ??= createNode(simulator, simulator.after(node.world, new Map([[node.actor!, edge.action]])));
    parent = node;
    node = edge.node;
  }
  const worth = simulator.result(node.world) ?? (await expand(search, node, parent));
  if (worth === undefined) return false;
  // A node begins with what the model says of it, and each walk below it weighs as much: the share of that first
  // estimate falls as 1/n, which is how value and results are blended.
  for (const edge of path) {
    edge.visits += 1;
    edge.total += worth;
  }
  return true;
};

/** Visits and worths of the root's moves over all trees. */
const rootsOf = (roots: readonly Node[]): readonly Edge[] => {
  const sums = new Map<string, Edge>();
  for (const edge of roots.flatMap(({ edges }) => edges ?? [])) {
    const sum = sums.get(keyOf(edge.action)) ?? { ...edge, visits: 0, total: 0 };
    sum.visits += edge.visits;
    sum.total += edge.total;
    sums.set(keyOf(edge.action), sum);
  }
  return [...sums.values()];
};

const problem = (game: AnyGame): string | undefined =>
  game.traits.dynamics === 'simultaneous'
    ? `${game.id} has simultaneous moves, which this search does not know; take minimax.`
    : searchProblem(game);

/**
 * Monte Carlo tree search in which the model gives priors and values (SWE-Search, arXiv 2410.20285). With hidden
 * information each world that agrees with the view has a tree of its own.
 */
export const mcts = defineStrategy({
  name: 'mcts',
  about: 'a tree search of `iterations` walks, with priors and values by the model',
  simulates: true,
  problem,
  options: z.object({
    iterations: z.coerce.number().int().min(2).max(2000).default(24),
    moves: z.coerce.number().int().min(1).max(32).default(5),
    worlds: z.coerce.number().int().min(1).max(16).default(2),
    explore: z.coerce.number().min(0).max(10).default(1),
  }),
  decider:
    ({ iterations, moves, worlds, explore }) =>
    async (turn) => {
      const { simulator, position } = turn;
      if (simulator === undefined) return choiceOf(turn, await askMove(turn));
      const search = { turn, simulator, moves, explore };
      const isHidden = position.game.traits.information === 'imperfect';
      const roots = simulator.worlds(isHidden ? worlds : 1).map((world) => createNode(simulator, world));
      for (let walks = 0; walks < iterations; walks++)
        if (!(await walk(search, roots[walks % roots.length]!))) break;
      const edges = rootsOf(roots).filter(({ visits }) => visits > 0);
      if (edges.length === 0) return choiceOf(turn, await askMove(turn));
      const most = Math.max(...edges.map(({ visits }) => visits));
      const visited = edges.filter(({ visits }) => visits === most);
      const best = Math.max(...visited.map(meanWorth));
      const { action } = turn.rng.pick(visited.filter((edge) => meanWorth(edge) === best));
      const weighed = edges.map((edge) => ({
        move: position.game.formatAction(edge.action, position.view),
        worth: meanWorth(edge),
      }));
      return { action, source: 'search', weighed };
    },
});
