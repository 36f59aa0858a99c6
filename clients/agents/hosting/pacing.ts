import type { Player } from '../../sdk/player.ts';
import type { After } from '../timer.ts';

/**
 * `player`, but with no answer earlier than `minThinkMs` after its turn began, for games that people watch. A
 * further attempt is not held back: what is refused is not seen on the board.
 */
export const paced =
  (player: Player, minThinkMs: number, after: After): Player =>
  async (turn, context) => {
    if (turn.refusal !== undefined) return player(turn, context);
    const { signal } = context;
    const wait = new Promise<void>((resolve) => {
      const cancel = after(minThinkMs, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
    const [decision] = await Promise.all([player(turn, context), wait]);
    return decision;
  };
