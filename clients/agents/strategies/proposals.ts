import type { Json, Seat } from '../../../games/game.ts';
import { proposalQuestion } from '../prompt/questions.ts';
import { readProposals } from './read-search.ts';
import type { Imagined, Simulator } from './simulator.ts';
import type { StrategyTurn } from './strategy.ts';

/** The moves of the player that come into question; all of them, without a call, where there are few. */
export const ownProposals = async (turn: StrategyTurn, count: number): Promise<readonly Json[]> => {
  const { legal } = turn.position;
  if (legal !== undefined && legal.length <= count) return legal;
  const reply = await turn.ask('propose', proposalQuestion(turn.position, count, turn.facts));
  return readProposals(reply, turn.position, count);
};

/** The replies of another seat that come into question, asked of the model in that seat's place. */
export const replyProposals = async (
  turn: StrategyTurn,
  simulator: Simulator,
  world: Imagined,
  seat: Seat,
  count: number,
): Promise<readonly Json[]> => {
  const legal = simulator.legal(world, seat);
  if (legal.length <= count) return legal;
  const shown = simulator.shown(world, seat);
  return readProposals(await turn.ask('reply', proposalQuestion(shown, count)), shown, count);
};
