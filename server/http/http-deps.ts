import type { AnyGame } from '../../games/game.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Arena } from '../arena/arena.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Faults } from '../faults.ts';
import type { DoorLimits } from '../gateway/door-limits.ts';
import type { CheckKey } from '../key-check.ts';
import type { Life } from '../life.ts';
import type { Log } from '../log/log.ts';
import type { LoopWatch } from '../loop-watch.ts';
import type { Meter } from '../metrics/meter.ts';
import type { MountedDoor } from './mounted-door.ts';
import type { OriginRule } from '../origins.ts';
import type { Lobby } from '../lobby/lobby.ts';
import type { PlayerHost } from '../hosting/port.ts';
import type { Ratings } from '../ratings/ratings.ts';
import type { Readiness } from '../readiness.ts';
import type { Tournaments } from '../tournaments/tournaments.ts';

/** What the routes need. */
export interface HttpDeps {
  readonly arena: Arena;
  readonly life: Pick<Life, 'phase' | 'started'>;
  readonly readiness: Readiness;
  readonly meter: Meter;
  readonly log: Pick<Log, 'warn'>;
  readonly loop: Pick<LoopWatch, 'lagMs'>;
  readonly version: string;
  /** Sockets of the JSON door. */
  readonly sockets: () => number;
  /** Absent: there is no other process. */
  readonly cluster?: Pick<Cluster, 'locate' | 'memberId' | 'members' | 'url'> | undefined;
  readonly lobby: Lobby;
  readonly games: readonly AnyGame[];
  readonly accounts: Accounts;
  readonly checkKey: CheckKey;
  readonly ratings: Ratings;
  readonly tournaments: Tournaments;
  readonly host: PlayerHost | undefined;
  /** Names of the operator's configuration and the addresses that they stand for. */
  readonly entries: { readonly [name: string]: string };
  /** Public keys that logs of this arena are signed with, newest first. */
  readonly keys: readonly string[];
  readonly limits: DoorLimits;
  readonly faults: Faults;
  /** Whether matches may be created without a key. */
  readonly isCreationOpen: boolean;
  /** Whether anybody may register an owner. */
  readonly isRegistrationOpen: boolean;
  /** The address under which others reach this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Doors for further protocols. */
  readonly doors: readonly MountedDoor[];
  /** How many proxies of the operator's stand before this server. */
  readonly proxies: number;
  /** Whose pages may call the server. */
  readonly isOriginAllowed: OriginRule;
}
