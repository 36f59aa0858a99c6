import { hkdfSync } from 'node:crypto';
import { games } from '../games/registry.ts';
import { makeDataFolder } from '../replays/stores/data-folder.ts';
import { loadSigningKey, openSigningKey, type SigningKey } from '../replays/stores/signing-key.ts';
import { openPostgresStore } from '../replays/stores/postgres.ts';
import type { SqlStore } from '../replays/stores/sql-store.ts';
import { openSqliteStore } from '../replays/stores/sqlite.ts';
import { followRevocations } from './accounts/revocations.ts';
import { createSqlAccounts } from './accounts/sql-accounts.ts';
import { createArena, type Arena } from './arena/arena.ts';
import { createSetupThread } from './arena/setup-thread.ts';
import { createStoreProbe } from './arena/store-probe.ts';
import { systemDeps } from './arena/system-deps.ts';
import { createTickets } from './arena/tickets.ts';
import { awaitQuiet } from './arena/quiet.ts';
import type { Chief } from './cluster/chief.ts';
import type { Cluster } from './cluster/cluster.ts';
import { openChief, openCluster } from './cluster/open-cluster.ts';
import type { Config } from './config/config.ts';
import { createFaults, type Faults } from './faults.ts';
import { doorLimits, type DoorLimits } from './gateway/door-limits.ts';
import { playUrlOf } from './gateway/play-url.ts';
import type { PlayerHost } from './hosting/port.ts';
import type { MakeDoor } from './http/mounted-door.ts';
import { createLife, type Life } from './life.ts';
import { createLog, type Log } from './log/log.ts';
import { narrate } from './log/narrate.ts';
import { createLoopWatch } from './loop-watch.ts';
import { createLobby, type Lobby } from './lobby/lobby.ts';
import { openRedisExchange, type RedisExchange } from './lobby/redis-exchange.ts';
import { createArenaClock, systemTime } from './match/arena-clock.ts';
import { createMeter } from './metrics/meter.ts';
import { createRatings, type Ratings } from './ratings/ratings.ts';
import type { RatingsThreadOptions } from './ratings/ratings-thread.ts';
import { createOriginRule } from './origins.ts';
import { createReadiness } from './readiness.ts';
import { createServer, type ServerHandle } from './server.ts';
import { createSqlTournamentTable } from './tournaments/sql-tournament-table.ts';
import { createTournaments, type Tournaments } from './tournaments/tournaments.ts';
import { createUpkeep } from './upkeep.ts';
import { makeObjectsYoung } from './young-objects.ts';

/** What a process adds to its configuration. */
export interface OpenOptions {
  readonly config: Config;
  readonly version: string;
  /** Who plays hosted seats; absent: nobody does. */
  readonly host?: PlayerHost;
  /** By default the one that the configuration describes, on the standard error stream. */
  readonly log?: Log;
  /** Doors for further protocols. */
  readonly makeDoors?: readonly MakeDoor[];
  /** Limits that differ from the protocol's. */
  readonly limits?: Partial<DoorLimits>;
}

/** An arena with its doors open. */
export interface OpenArena {
  readonly arena: Arena;
  readonly lobby: Lobby;
  readonly tournaments: Tournaments;
  /** What only one process may do at a time is given to it. */
  readonly chief: Pick<Chief, 'add'>;
  readonly ratings: Pick<Ratings, 'ask'>;
  /** Sockets of those who watch, a match or the hall. */
  readonly watchers: () => number;
  readonly server: ServerHandle;
  /** Matches that a process before this one left unfinished. */
  readonly adopted: number;
  /** A new admin key, where there was none: to be shown once. */
  readonly adminKey: string | undefined;
  /** Begins nothing more, and resolves when what runs is over or has had its time; then it is time to close. */
  drain(): Promise<void>;
  /** Closes the doors, lets go of the matches, and closes the store, in this order. */
  close(): Promise<void>;
}

/** Tickets outlive the process, as the key does that their secret is made from. */
const ticketSecret = ({ privateKey }: SigningKey): string => {
  const { d } = privateKey.export({ format: 'jwk' });
  return Buffer.from(hkdfSync('sha256', Buffer.from(d!, 'base64url'), '', 'agon-tickets-v1', 32)).toString(
    'hex',
  );
};

/** Pages of the public address may call every process behind it. */
const originsOf = ({ publicUrl, origins }: Config): readonly string[] =>
  publicUrl === undefined ? origins : [...origins, new URL(publicUrl).origin];

/** What the operator says of the doors. */
const doorsOf = (config: Config) => ({
  entries: config.entries,
  isCreationOpen: config.isCreationOpen,
  isRegistrationOpen: config.isRegistrationOpen,
  ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
  redis: config.redis,
  proxies: config.proxies,
  isOriginAllowed: createOriginRule({ ...config, allowed: originsOf(config) }),
  listenHost: config.host,
  listenPort: config.port,
});

/** Opens the store, and says where the ratings find its ledger. */
const openStore = async (
  { dataDirectory: directory, storeUrl: url, cluster }: Config,
  onCommit: (ms: number) => void,
): Promise<{ readonly store: SqlStore; readonly ledger: RatingsThreadOptions }> => {
  if (url !== undefined) {
    const store = await openPostgresStore({ url, isShared: cluster !== undefined, onCommit });
    return { store, ledger: { url } };
  }
  const store = await openSqliteStore({ directory, onCommit });
  return { store, ledger: { path: store.path } };
};

/** What tells the operator what happens. */
const openTelling = (log: Log) => ({ log, faults: createFaults(log), meter: createMeter(log) });

/** What lives from the store's tables, beside matches. */
const openTables = ({ transact }: SqlStore) => ({
  accounts: createSqlAccounts(transact),
  table: createSqlTournamentTable(transact),
  probe: createStoreProbe(transact),
});

/** The way to the lobbies of the other processes; undefined where there are none, or no Redis between them. */
const openExchange = (
  { redis }: Pick<Config, 'redis'>,
  cluster: Cluster | undefined,
  faults: Faults,
): RedisExchange | undefined =>
  redis === undefined || cluster === undefined ? undefined : openRedisExchange(redis, faults);

/** The arena's time, and the watch over the loop that it turns with. */
const openTime = () => {
  const clock = createArenaClock(systemTime);
  const loop = createLoopWatch(systemTime);
  const stopTime = (): void => {
    clock.stop();
    loop.stop();
  };
  return { clock, loop, stopTime };
};

/** What is behind the doors: the store, and all that lives from it. `letGo` closes it, in this order. */
const openBack = async ({ config, version, host, ...options }: OpenOptions) => {
  const told = openTelling(options.log ?? createLog(config.log));
  const { log, faults, meter } = told;
  const { signingKey, dataDirectory } = config;
  await makeDataFolder(dataDirectory);
  const key = await (signingKey === undefined ? loadSigningKey(dataDirectory) : openSigningKey(signingKey));
  const { store, ledger } = await openStore(config, meter.commit.observe);
  const cluster = openCluster(config, store, key, faults);
  const exchange = openExchange(config, cluster, faults);
  const { clock, loop, stopTime } = openTime();
  const tickets = createTickets(ticketSecret(key));
  const setups = createSetupThread();
  const tables = openTables(store);
  const arena = createArena({
    ...systemDeps(key),
    store,
    clock,
    tickets,
    cluster,
    version,
    setUp: setups.setUp,
    finishedKeptMax: 100,
    spectatorDelayMs: config.spectatorDelayMs,
    isGroupOpen: (match) => tables.table.isPairOpen(match),
    ...(host !== undefined && { host }),
    observer: meter.observer,
    report: (match, what, cause) => faults.report(`match: ${what}`, cause, { match }),
  });
  const ratings = createRatings(ledger);
  arena.onEnded(ratings.matchEnded);
  narrate(arena, log);
  const upkeep = createUpkeep({ transact: store.transact, keep: config.exhibitionKeep, log, faults });
  const stopFollowing = cluster && followRevocations({ ...tables, faults });
  const letGo = async (): Promise<void> => {
    stopFollowing?.();
    arena.close();
    stopTime();
    await setups.close();
    await ratings.close();
    await host?.close();
    await upkeep.settled();
    exchange?.close();
    await store.close();
  };
  return {
    ...told,
    ...tables,
    version,
    key,
    clock,
    tickets,
    arena,
    cluster,
    ratings,
    loop,
    exchange,
    upkeep,
    letGo,
  };
};

/** What the doors open on, and the doors. */
const openFront = async (options: OpenOptions, back: Awaited<ReturnType<typeof openBack>>, life: Life) => {
  const { config, host } = options;
  const { arena, tickets, clock, key, exchange } = back;
  const limits = { ...doorLimits, ...options.limits };
  let url = config.publicUrl ?? '';
  const playUrl = (): string => playUrlOf(url);
  const isInviting = (): boolean => life.phase() !== 'draining';
  const lobby = createLobby({ arena, tickets, clock, games, limits, isInviting, playUrl, exchange });
  const tournaments = createTournaments({ ...back, store: arena.store, lobby, games, host });
  const server = await createServer({
    ...back,
    life,
    readiness: createReadiness({ ...back, life }),
    lobby,
    tournaments,
    games,
    host,
    keys: [key.publicKey],
    limits,
    makeDoors: options.makeDoors ?? [],
    ...doorsOf(config),
  });
  url = server.url;
  return { lobby, tournaments, server };
};

/**
 * Whoever comes while an arena starts waits so long for it. In a cluster there is another one to go to, and nobody waits.
 */
const startPatienceMs = 3_000;

/**
 * Opens the data directory and the doors, and takes up what was left unfinished. Whoever comes before that is done waits
 * for it, and is asked to come again where it takes long.
 */
export const openArena = async (options: OpenOptions): Promise<OpenArena> => {
  makeObjectsYoung();
  const back = await openBack(options);
  const { arena, accounts, cluster, upkeep, letGo } = back;
  const life = createLife(cluster === undefined ? startPatienceMs : 0);
  const front = await openFront(options, back, life).catch(async (error: unknown) => {
    await letGo();
    throw error;
  });
  const { lobby, tournaments, server } = front;
  const chief = openChief(options.config, cluster, back.faults);
  const close = async (): Promise<void> => {
    const ended = chief.stop();
    await cluster?.leave();
    await ended;
    await server.close();
    lobby.close();
    await letGo();
    back.log.info({}, 'stopped');
  };
  const takeUp = async () => {
    // Members of a cluster take up what nobody plays once they are in, now and later.
    await cluster?.start(arena.holdings);
    const adopted = cluster === undefined ? await arena.adopt() : 0;
    const adminKey = await accounts.createAdminKeyIfAbsent();
    await chief.add({ begin: tournaments.open, end: tournaments.close });
    await chief.add({ begin: upkeep.begin, end: upkeep.end });
    await chief.start();
    life.serve();
    back.log.info({ url: server.url, adopted }, 'serving');
    return { adopted, adminKey };
  };
  const taken = await takeUp().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    arena,
    ratings: back.ratings,
    watchers: () => back.meter.roomClients.spectator + back.meter.roomClients.hall,
    ...front,
    ...taken,
    chief,
    drain: async () => {
      life.drain();
      back.log.info({ matches: arena.matchesCount() }, 'draining');
      const ended = chief.stop();
      // The others of a cluster play on at once.
      await (cluster === undefined ? awaitQuiet(arena, options.config.drainMs) : cluster.leave());
      await ended;
    },
    close,
  };
};
