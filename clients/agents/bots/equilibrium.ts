import { z } from 'zod';
import { equilibrium as equilibriumOf, informationSetOf } from '../../../games/kuhn-poker/equilibrium.ts';
import type { View } from '../../../games/kuhn-poker/state.ts';
import { defineBot, happens, turnRng } from './bot.ts';

const alphaDefault = 1 / 6;

/** The equilibrium strategy of Kuhn poker, which no opponent beats in the long run. */
export const equilibrium = defineBot({
  name: 'equilibrium',
  version: '1',
  about: 'plays an equilibrium of Kuhn poker; alpha (0 to 1/3) is how often it bluffs with J as first player',
  games: ['kuhn-poker'],
  isCheap: true,
  options: z.strictObject({
    alpha: z.coerce
      .number()
      .min(0)
      .max(1 / 3)
      .default(alphaDefault),
  }),
  decider: ({ alpha }) => {
    const strategy = equilibriumOf(alpha);
    return (turn, seat) => {
      const { betting, cards } = turn.view as unknown as View;
      const card = cards?.[seat.seat];
      if (card === undefined || card === null) throw new Error(`seat ${seat.seat} has no card in its view`);
      const putsChipIn = happens(strategy[informationSetOf(card, betting)], turnRng(turn, seat));
      const isFacingBet = betting.at(-1) === 'bet';
      if (isFacingBet) return { action: putsChipIn ? 'call' : 'fold' };
      return { action: putsChipIn ? 'bet' : 'check' };
    };
  },
});
