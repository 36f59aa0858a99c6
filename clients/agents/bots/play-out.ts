import type { AnyGame, Json, Outcome, Seat } from '../../../games/game.ts';
import { stepRng } from '../../../games/rng.ts';
import { sha256Hex } from '../../../games/sha256.ts';
import type { Decide } from './bot.ts';

/** What a play-out saw: its outcome, and every action with the seat that took it. */
export interface PlayOut {
  readonly outcome: Outcome;
  readonly moves: readonly { readonly seat: Seat; readonly view: Json; readonly action: Json }[];
}

/** For tests: plays a game between bots by the rules alone. Throws on an action that is not legal. */
export const playOut = (
  game: AnyGame,
  deciders: readonly Decide[],
  seed: string,
  { legalTold = true, config = game.defaults as Json }: { legalTold?: boolean; config?: Json } = {},
): PlayOut => {
  let state: unknown = game.setup(config, stepRng(seed, 0));
  const moves: { seat: Seat; view: Json; action: Json }[] = [];
  for (let step = 1; ; step++) {
    const outcome = game.outcome(state);
    if (outcome !== undefined) return { outcome, moves };
    const actions = new Map<Seat, Json>();
    for (const seat of game.actors(state)) {
      const view = game.view(state, seat) as Json;
      const legal = legalTold ? { legal: game.legalActions(state, seat) as Json[] } : {};
      const context = { game: game.id, seat, chance: sha256Hex(`${seed}|player|${seat}`) };
      const decision = deciders[seat]!({ turn: step, view, ...legal }, context);
      if (!('action' in decision)) throw new Error(`a text where an action is needed: ${decision.text}`);
      const refusal = game.check(state, seat, decision.action);
      if (refusal !== undefined) throw new Error(`seat ${seat}: ${refusal.message}`);
      actions.set(seat, decision.action);
      moves.push({ seat, view, action: decision.action });
    }
    state = game.step(state, actions, stepRng(seed, step));
  }
};
