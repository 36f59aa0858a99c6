import { z } from 'zod';
import { formatUci } from '../../../games/chess/move.ts';
import { openPosition } from '../../../games/chess/position.ts';
import type { ChessView } from '../../../games/chess/view.ts';
import { defineBot, turnRng } from './bot.ts';
import { type SearchLimits, searchChess } from './chess-search.ts';

const depthDefault = 2;

const optionsSchema = z
  .strictObject({
    depth: z.coerce.number().int().min(1).max(3).optional(),
    nodes: z.coerce.number().int().min(1).max(1_000_000).optional(),
    ties: z.enum(['first', 'seeded']).default('first'),
  })
  .refine(({ depth, nodes }) => depth === undefined || nodes === undefined, {
    message: 'give depth or nodes, not both',
  });

/** A search with a node limit goes deeper wherever lines are short. */
const depthMaxByNodes = 32;

const limitsOf = ({ depth, nodes }: z.infer<typeof optionsSchema>): SearchLimits =>
  nodes === undefined
    ? { depthMax: depth ?? depthDefault, nodesMax: Number.POSITIVE_INFINITY }
    : { depthMax: depthMaxByNodes, nodesMax: nodes };

/** Chess by alpha-beta search with a simple evaluation. */
export const minimax = defineBot({
  name: 'minimax',
  version: '1',
  about: 'searches chess to depth=1..3 or nodes=N; ties=seeded plays any of the best moves, not the first',
  games: ['chess'],
  isCheap: false,
  options: optionsSchema,
  decider: (options) => {
    const limits = limitsOf(options);
    return (turn, seat) => {
      const { best } = searchChess(openPosition((turn.view as unknown as ChessView).fen), limits);
      return { action: formatUci(options.ties === 'seeded' ? turnRng(turn, seat).pick(best) : best[0]!) };
    };
  },
});
