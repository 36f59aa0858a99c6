import type { Player } from '../../sdk/player.ts';
import type { After } from '../timer.ts';

/** `player`, but with no answer earlier than `minThinkMs` after its turn began, for games that people watch. */
export const paced =
  (player: Player, minThinkMs: number, after: After): Player =>
  async (turn, context) => {
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
