import type { HostedSeatContext } from '../../server/hosting/port.ts';
import type { EndMessage } from '../sdk/messages.ts';
import type { Player } from '../sdk/player.ts';
import type { Address } from './address.ts';

/** A player of one match, with what it must give back when the match is over. */
export interface ClosablePlayer {
  readonly play: Player;
  /** The match is over, and this is how; called before `close`. */
  ended?(end: EndMessage): void;
  /** Resolves when nothing of the player runs any more. */
  close(): Promise<void>;
}

/** Why an address cannot play, worded for whoever wrote it. */
export interface PlayerProblem {
  readonly code: string;
  readonly message: string;
}

/** One kind of player: what stands before the colon of an address. */
export interface PlayerKind {
  /** Why the address cannot play `game` here; undefined when it can. */
  problem(address: Address, game: string): PlayerProblem | undefined;
  /** Names that play `game` without options, for a kind that has a list of its own. */
  names?(game: string): readonly string[];
  /** What follows the `@` of an agent id. Called only for an address without a problem. */
  version(address: Address): string;
  /** Called only for an address without a problem. */
  open(address: Address, seat: HostedSeatContext): ClosablePlayer;
}

/** The faults that a schema found in an address's options, as one sentence. */
export const optionProblem = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): PlayerProblem => ({
  code: 'bad-option',
  message: issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; '),
});
