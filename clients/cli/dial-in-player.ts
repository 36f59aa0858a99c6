import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../games/sha256.ts';
import type { Address } from '../agents/address.ts';
import type { ClosablePlayer, PlayerKind } from '../agents/player-kind.ts';
import type { EndMessage, Welcome } from '../sdk/messages.ts';
import type { Player } from '../sdk/player.ts';

/** A player that is opened anew for each match that it is dialled in to. */
export interface DialInPlayer {
  readonly play: Player;
  /** Tells the player how its match ended, where it did, and gives back what it holds. */
  close(match: string, end?: EndMessage): Promise<void>;
}

/** The player at `address`. Its chance is its own: the seed of a match is the arena's secret. */
export const createDialInPlayer = (kind: PlayerKind, address: Address): DialInPlayer => {
  const secret = randomBytes(16).toString('hex');
  const open = new Map<string, ClosablePlayer>();
  const playerOf = ({ match, seat, game, seats }: Welcome): ClosablePlayer => {
    const known = open.get(match);
    if (known !== undefined) return known;
    const chance = sha256Hex(`agon-dial-in-v1|${secret}|${match}|${seat}`);
    // Only a casual match says who sits where.
    const rated = seats.every(({ name }) => name === undefined);
    const player = kind.open(address, { match, seat, game: game.id, chance, rated });
    open.set(match, player);
    return player;
  };
  return {
    play: (turn, context) => playerOf(context.welcome).play(turn, context),
    close: async (match, end) => {
      const player = open.get(match);
      open.delete(match);
      if (end !== undefined) player?.ended?.(end);
      await player?.close();
    },
  };
};
