import { z } from 'zod';
import { fenCharsMax, findFenFault, startFen } from './fen.ts';

/** The longest game that a configuration may allow, in plies. */
export const pliesMax = 1000;

export type ChessConfig = {
  /** The position the match starts from. */
  readonly fen: string;
  /** The number of plies after which the match is drawn. */
  readonly stepsMax: number;
};

export const chessDefaults: ChessConfig = { fen: startFen, stepsMax: 600 };

export const configSchema = z.strictObject({
  fen: z
    .string()
    .max(fenCharsMax)
    .superRefine((fen, context) => {
      const fault = findFenFault(fen);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: `Unfit FEN: ${fault}.` });
    })
    .default(chessDefaults.fen)
    .describe('The starting position, in Forsyth-Edwards Notation'),
  stepsMax: z
    .int()
    .min(1)
    .max(pliesMax)
    .default(chessDefaults.stepsMax)
    .describe('The number of plies after which the match is drawn'),
});
