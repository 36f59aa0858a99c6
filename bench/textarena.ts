import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

/** How fast TextArena plays tic-tac-toe between two random players. */
export interface TextArenaSpeed {
  readonly gamesPerSecond: number;
  readonly stepsPerSecond: number;
}

const run = promisify(execFile);
const script = fileURLToPath(new URL('textarena-loop.py', import.meta.url));
const playedSchema = z.strictObject({ games: z.int(), steps: z.int(), seconds: z.number() });

/**
 * Measures TextArena itself on this machine. `TEXTARENA_PYTHON` names a Python that has the package `textarena`;
 * undefined without it.
 */
export const playTextArena = async (
  warmUpSeconds: number,
  seconds: number,
): Promise<TextArenaSpeed | undefined> => {
  const python = process.env['TEXTARENA_PYTHON'];
  if (python === undefined || python === '') return undefined;
  const { stdout } = await run(python, [script, String(warmUpSeconds), String(seconds)]);
  const played = playedSchema.parse(JSON.parse(stdout));
  return {
    gamesPerSecond: played.games / played.seconds,
    stepsPerSecond: played.steps / played.seconds,
  };
};
