import { games } from '../games/registry.ts';
import { openSqliteStore } from '../replays/stores/sqlite.ts';
import { createSqlAccounts } from '../server/accounts/sql-accounts.ts';
import type { Arena } from '../server/arena/arena.ts';
import { createFaults } from '../server/faults.ts';
import { createMeter } from '../server/metrics/meter.ts';
import { createLog } from '../server/log/log.ts';
import { doorLimits } from '../server/gateway/door-limits.ts';
import { createTickets } from '../server/arena/tickets.ts';
import { createLobby } from '../server/lobby/lobby.ts';
import { createArenaClock, systemTime } from '../server/match/arena-clock.ts';
import { createLocalRatings } from '../server/ratings/ratings.ts';
import { createServer } from '../server/server.ts';
import { makeObjectsYoung } from '../server/young-objects.ts';
import { createSqlTournamentTable } from '../server/tournaments/sql-tournament-table.ts';
import { createTournaments } from '../server/tournaments/tournaments.ts';
import { createBenchArena, gameOf, planOf } from './bench-arena.ts';
import { answerParent } from './child.ts';
import { cpuByThread, cpuUsed } from './cpu.ts';
import { openLog, type LogKind } from './logs.ts';
import { ageObjects, memoryUsed } from './memory-used.ts';

/** What the measured server is started with; the directory is empty. */
export interface DoorServerPlan {
  readonly log: LogKind;
  readonly directory: string;
}

let arena: Arena | undefined;

/** Opens every door of a real server; only the store of the logs is chosen. */
const open = async ({ log, directory }: DoorServerPlan): Promise<string> => {
  makeObjectsYoung();
  const errors = createLog({ level: 'error', format: 'text' });
  const meter = createMeter(errors);
  const store = await openLog(log, directory);
  arena = createBenchArena({ store, isSigned: true, observer: meter.observer });
  const keys = await openSqliteStore({ path: `${directory}/accounts.sqlite` });
  const faults = createFaults(errors);
  const clock = createArenaClock(systemTime);
  const table = createSqlTournamentTable(keys.transact);
  const lobby = createLobby({
    arena,
    tickets: createTickets('bench'),
    clock,
    games,
    limits: doorLimits,
    isInviting: () => true,
    playUrl: () => '',
  });
  const { url } = await createServer({
    arena,
    life: { phase: () => 'serving', started: () => Promise.resolve() },
    meter,
    log: errors,
    loop: { lagMs: () => 0 },
    version: 'bench',
    readiness: { reasons: () => Promise.resolve([]) },
    lobby,
    games,
    accounts: createSqlAccounts(keys.transact),
    ratings: createLocalRatings(arena.store),
    host: undefined,
    entries: {},
    keys: [],
    makeDoors: [],
    limits: doorLimits,
    tournaments: createTournaments({ store: arena.store, table, arena, lobby, games, clock, faults }),
    faults,
    isCreationOpen: false,
    isRegistrationOpen: false,
    isOriginAllowed: () => true,
    proxies: 0,
    listenHost: '127.0.0.1',
    listenPort: 0,
  });
  return url;
};

/** Creates matches and answers the tickets of each. */
const create = async ({ game, count }: { readonly game: string; readonly count: number }) => {
  const plan = planOf(gameOf(game));
  const created = await Promise.all(Array.from({ length: count }, () => arena!.create(plan)));
  return created.map(({ tickets }) => tickets);
};

answerParent({
  open,
  create,
  cpu: cpuUsed,
  threads: cpuByThread,
  age: ageObjects,
  memory: memoryUsed,
  heap: () => process.memoryUsage().heapUsed,
});
