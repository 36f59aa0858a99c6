import { sha256Hex } from '../../games/sha256.ts';
import type { Secrets } from '../../replays/store.ts';
import type { PlayerHost } from '../hosting/port.ts';
import type { Match } from '../match/match.ts';
import type { Wire } from '../match/ports.ts';
import type { ClientMessage } from '../protocol/messages.ts';

interface HostingDeps {
  readonly host?: PlayerHost | undefined;
  readonly report: (match: string, what: string, cause?: unknown) => void;
}

/** The key of a hosted player's chance: it follows from the seed, so that a match can be played again alike. */
export const chanceKey = (seed: string, seat: number): string => sha256Hex(`agon-player-v1|${seed}|${seat}`);

const receive = (match: Match, seat: number, message: ClientMessage): void => {
  if (message.type === 'act') match.act(seat, message);
  else if (message.type === 'resign') match.resign(seat);
};

/** Opens the hosted seats of a match and connects each as a socket would be. */
export const seatHostedPlayers = (deps: HostingDeps, match: Match, secrets: Secrets): void => {
  for (const [seat, address] of secrets.hosted.entries()) {
    if (address === null) continue;
    if (deps.host === undefined) {
      deps.report(match.id, `nobody hosts ${address}`);
      continue;
    }
    const context = { match: match.id, seat, game: match.game.id, chance: chanceKey(secrets.seed, seat) };
    const wire: Wire = deps.host.open(address, context, {
      send: (message) => receive(match, seat, message),
      failed: (error) => {
        deps.report(match.id, `${address} failed`, error);
        match.disconnect(seat, wire);
      },
    });
    match.connect(seat, wire);
  }
};
