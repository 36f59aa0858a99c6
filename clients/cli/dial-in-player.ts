import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../games/sha256.ts';
import type { Address } from '../agents/address.ts';
import type { ClosablePlayer, PlayerKind } from '../agents/player-kind.ts';
import type { EndMessage, Welcome } from '../sdk/messages.ts';
import type { Player } from '../sdk/player.ts';

/** A seat that a player is dialled in to. It may have several of one match, and knows in each only what that one may. */
export interface DialInSeat {
  readonly match: string;
  readonly seat: number;
}

/** A player that is opened anew for each seat that it is dialled in to. */
export interface DialInPlayer {
  readonly play: Player;
  /** Tells the player of a seat how its match ended, where it did, and gives back what it holds. */
  close(seat: DialInSeat, end?: EndMessage): Promise<void>;
}

const keyOf = ({ match, seat }: DialInSeat): string => `${match} ${seat}`;

/** The player at `address`. Its chance is its own: the seed of a match is the arena's secret. */
export const createDialInPlayer = (kind: PlayerKind, address: Address): DialInPlayer => {
  const secret = randomBytes(16).toString('hex');
  const open = new Map<string, ClosablePlayer>();
  const playerOf = (welcome: Welcome): ClosablePlayer => {
    const known = open.get(keyOf(welcome));
    if (known !== undefined) return known;
    const { match, seat, game, seats } = welcome;
    const chance = sha256Hex(`agon-dial-in-v1|${secret}|${match}|${seat}`);
    // Only a casual match says who sits where.
    const rated = seats.every(({ name }) => name === undefined);
    const player = kind.open(address, { match, seat, game: game.id, chance, rated });
    open.set(keyOf(welcome), player);
    return player;
  };
  return {
    play: (turn, context) => playerOf(context.welcome).play(turn, context),
    close: async (seat, end) => {
      const player = open.get(keyOf(seat));
      open.delete(keyOf(seat));
      if (end !== undefined) player?.ended?.(end);
      await player?.close();
    },
  };
};
