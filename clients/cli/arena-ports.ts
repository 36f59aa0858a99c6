import { randomBytes } from 'node:crypto';
import { gameById } from '../../games/registry.ts';
import { createSigner, type SigningKey } from '../../replays/stores/signing-key.ts';
import type { Store } from '../../replays/store.ts';
import type { ArenaDeps } from '../../server/arena/arena.ts';
import { createTickets } from '../../server/arena/tickets.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { Clock } from '../../server/match/ports.ts';
import { buildVersion } from './build.ts';

const randomHex = (digits: number): string =>
  randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);

const saltDigits = 32;

/** What differs between the arenas that this program makes. */
export interface ArenaParts {
  readonly clock: Clock;
  readonly store: Store;
  readonly key: SigningKey;
  readonly host: PlayerHost;
  readonly ticketSecret: string;
  readonly report: ArenaDeps['report'];
}

/** Everything that an arena needs, wired to the machine's own chance and the registry of games. */
export const arenaDeps = ({ key, ticketSecret, ...parts }: ArenaParts): ArenaDeps => ({
  ...parts,
  sign: createSigner(key),
  salt: () => randomHex(saltDigits),
  gameOf: gameById,
  tickets: createTickets(ticketSecret),
  key: key.publicKey,
  version: buildVersion,
  randomHex,
});
