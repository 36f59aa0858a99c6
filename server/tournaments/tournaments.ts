import type { AnyGame } from '../../games/game.ts';
import type { Store } from '../../replays/store.ts';
import type { Arena } from '../arena/arena.ts';
import { createRetention } from '../arena/retention.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Faults } from '../faults.ts';
import type { PlayerHost } from '../hosting/port.ts';
import type { Lobby } from '../lobby/lobby.ts';
import type { Clock } from '../match/ports.ts';
import { type Admission, createAdmission } from './admission.ts';
import { callOffCancelled } from './called-off.ts';
import { checkTournamentFile } from './file.ts';
import { playMatch } from './match-player.ts';
import { createReporter, type TournamentReport } from './report.ts';
import { createRun, type Run } from './run.ts';
import type { TournamentStatus } from '../protocol/tournament-routes.ts';
import type { TournamentRecord, TournamentTable } from './tournament-table.ts';
import type { Tournament } from './tournament.ts';

/** A tournament of a server with its course as far as it is known. */
export interface ServedTournament {
  readonly record: TournamentRecord;
  readonly tournament: Tournament;
  readonly run: Run;
  /** How it stands now. */
  readonly report: () => TournamentReport;
  /** Resolves when nothing of it is being played any more: it is over, or was halted and is at rest. */
  readonly settled: Promise<void>;
}

/** Why a tournament is not played on. */
export interface PlayerChanged {
  readonly changed: string;
}

/** All tournaments of a server. They follow from its store: a restart loses nothing. */
export interface Tournaments {
  readonly create: (plan: Parameters<TournamentTable['create']>[0]) => Promise<ServedTournament>;
  readonly find: (id: string) => Promise<ServedTournament | undefined>;
  readonly list: TournamentTable['list'];
  readonly unfinishedCount: (creator: string) => Promise<number>;
  /** No further match is begun; those that are under way are played to their end. */
  readonly pause: (id: string) => Promise<ServedTournament | undefined>;
  /** Undefined where it is over. */
  readonly resume: (id: string) => Promise<ServedTournament | PlayerChanged | undefined>;
  /** Ends it for good and calls off what is under way; what was played stays. */
  readonly cancel: (id: string) => Promise<ServedTournament | undefined>;
  /**
   * Goes on with those that ran; called when the arena has adopted its matches, or when another process played them.
   * Begins nothing more once the signal is aborted.
   */
  readonly open: (signal: AbortSignal) => Promise<void>;
  /** Begins nothing more, until it is opened again. */
  readonly close: () => void;
}

export interface TournamentsDeps {
  readonly store: Pick<Store, 'ledger'>;
  readonly table: TournamentTable;
  readonly arena: Pick<
    Arena,
    'create' | 'live' | 'matches' | 'creatorOf' | 'onCreated' | 'onEnded' | 'onLeft'
  >;
  /** Absent: there is no other process. */
  readonly cluster?: Pick<Cluster, 'locate'> | undefined;
  readonly games: readonly AnyGame[];
  readonly host?: PlayerHost | undefined;
  readonly lobby: Pick<Lobby, 'presences'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly faults: Pick<Faults, 'report'>;
}

/** The store failed: it gets this long before the next attempt. */
const retryMs = 5_000;

/** Between two looks at a match that another process plays. */
const elsewhereLookMs = 500;

/** Tournaments that are not being played and stay in memory. */
const restingKeptMax = 16;

const tournamentOf = (record: TournamentRecord, games: readonly AnyGame[]): Tournament => {
  const checked = checkTournamentFile(JSON.parse(record.file), games);
  if ('faults' in checked) throw new Error(checked.faults.map(({ message }) => message).join(' '));
  // Two matches at once at least, so that both of a pair are there before either can be released.
  const concurrency = Math.max(2, checked.file.concurrency);
  return {
    file: { ...checked.file, concurrency },
    names: record.names,
    seats: record.seats,
    root: record.root,
    identity: record.id,
    release: 'group',
    rated: record.rated,
    creator: record.id,
  };
};

/** Ratings of two versions of a player must not mix: whoever plays on must be the one who began. */
const changedPlayer = ({ seats }: Tournament, host: PlayerHost | undefined): string | undefined => {
  for (const { address, entry } of seats) {
    if (address === undefined) continue;
    const agent = host?.agentId(address);
    if (agent !== entry.agent) return `${entry.agent} is now ${agent ?? 'hosted by nobody'}`;
  }
  return undefined;
};

interface ShelfDeps extends TournamentsDeps {
  readonly admit: Admission;
}

/** Waits for as long as another process plays a match. Answers whether one did. */
const awaitElsewhere = async (
  { arena, cluster, clock }: TournamentsDeps,
  match: string,
  signal: AbortSignal,
): Promise<boolean> => {
  let wasElsewhere = false;
  while (cluster !== undefined && !signal.aborted && arena.live(match) === undefined) {
    const { kind } = await cluster.locate(match);
    if (kind === 'here' || kind === 'nowhere') break;
    wasElsewhere = true;
    await new Promise<void>((resolve) => clock.after(elsewhereLookMs, resolve));
  }
  return wasElsewhere;
};

const isFinal = ({ status }: TournamentRecord): boolean => status === 'over' || status === 'cancelled';

const serve = (deps: ShelfDeps, record: TournamentRecord): ServedTournament => {
  const { store, arena, games, admit } = deps;
  const tournament = tournamentOf(record, games);
  const run = createRun(tournament, {
    store,
    ledgerFrom: record.ledgerFrom,
    play: async (plan, signal) => {
      // The ledger says what came of it.
      if (await awaitElsewhere(deps, plan.id!, signal)) return;
      // One that was adopted has its seats already.
      const isUnderWay = arena.live(plan.id!) !== undefined;
      const { made } = isUnderWay ? { made: () => {} } : await admit(plan, signal);
      try {
        if (!signal.aborted) await playMatch(arena, plan, made);
      } finally {
        made();
      }
    },
  });
  const reporter = createReporter(tournament);
  return { record, tournament, run, report: () => reporter(run.course()), settled: Promise.resolve() };
};

/** Plays until all is over, and answers true, or until somebody stops it. A store that fails is waited for. */
const playOn = async (
  { clock, faults }: TournamentsDeps,
  { record, run }: ServedTournament,
  signal: AbortSignal,
): Promise<boolean> => {
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(retryMs, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  while (!signal.aborted) {
    try {
      return (await run.play(signal)).ending !== null;
    } catch (error) {
      if (signal.aborted) break;
      faults.report(`tournament ${record.id}`, error);
      await wait();
    }
  }
  return false;
};

interface Active extends ServedTournament {
  readonly stop: AbortController;
}

/** The tournaments that are in memory: all that are being played, and some of the others. */
const createShelf = (deps: ShelfDeps) => {
  const { table } = deps;
  const active = new Map<string, Active>();
  const resting = createRetention<ServedTournament>(restingKeptMax);

  const rest = (served: ServedTournament, record: TournamentRecord): ServedTournament => {
    const rested = { ...served, record };
    active.delete(record.id);
    resting.keep(record.id, rested);
    return rested;
  };
  const play = async (served: ServedTournament, signal: AbortSignal): Promise<void> => {
    if (!(await playOn(deps, served, signal))) return;
    const record = await table.setStatus(served.record.id, 'over');
    if (record !== undefined) rest(served, record);
  };
  const find = async (id: string): Promise<ServedTournament | undefined> => {
    const known = active.get(id);
    if (known !== undefined) return known;
    const kept = resting.get(id);
    if (kept !== undefined && isFinal(kept.record)) return kept;
    const record = await table.find(id);
    if (record === undefined) return undefined;
    const served = kept ?? serve(deps, record);
    await served.run.load();
    // Somebody may have begun it meanwhile.
    const begun = active.get(id);
    if (begun !== undefined) return begun;
    const rested = { ...served, record };
    resting.keep(id, rested);
    return rested;
  };
  return {
    active,
    find,
    /** Requests side by side get the one run: another could be stopped by nobody. */
    begin: (served: ServedTournament): ServedTournament => {
      const known = active.get(served.record.id);
      if (known !== undefined) return known;
      const stop = new AbortController();
      // The shelf has it before the first match, and a short tournament may be over at once.
      const settled = Promise.resolve()
        .then(() => play(served, stop.signal))
        .catch((error: unknown) => deps.faults.report(`tournament ${served.record.id}`, error));
      const begun = { ...served, stop, settled };
      active.set(served.record.id, begun);
      return begun;
    },
    /** Stops what is under way under a new status. */
    halt: async (id: string, status: TournamentStatus): Promise<ServedTournament | undefined> => {
      const served = await find(id);
      const record = await table.setStatus(id, status);
      if (served === undefined || record === undefined) return undefined;
      active.get(id)?.stop.abort();
      return rest(served, record);
    },
  };
};

/** The tournaments of a server. */
export const createTournaments = (parts: TournamentsDeps): Tournaments => {
  const deps: ShelfDeps = { ...parts, admit: createAdmission(parts) };
  const { table, arena, faults, host } = deps;
  const { active, find, begin, halt } = createShelf(deps);
  callOffCancelled({ ...deps, isPlayedHere: (id) => active.has(id) });
  return {
    create: async (plan) => begin(serve(deps, await table.create(plan))),
    find,
    list: (limit) => table.list(limit),
    unfinishedCount: (creator) => table.unfinishedCount(creator),
    pause: (id) => halt(id, 'paused'),
    resume: async (id) => {
      const known = active.get(id);
      if (known !== undefined) return known;
      const served = await find(id);
      if (served === undefined) return undefined;
      const changed = changedPlayer(served.tournament, host);
      if (changed !== undefined) return { changed };
      const record = await table.setStatus(id, 'running');
      return record === undefined ? undefined : begin(serve(deps, record));
    },
    cancel: async (id) => {
      const served = await halt(id, 'cancelled');
      if (served === undefined) return undefined;
      for (const match of arena.matches()) if (arena.creatorOf(match.id) === id) match.cancel();
      return served;
    },
    open: async (signal) => {
      for (const record of await table.running()) {
        if (signal.aborted) return;
        if (active.has(record.id)) continue;
        try {
          const served = serve(deps, record);
          const changed = changedPlayer(served.tournament, host);
          if (changed !== undefined) throw new Error(changed);
          await served.run.load();
          if (!signal.aborted) begin(served);
        } catch (error) {
          if (signal.aborted) return;
          // A game or a player may be gone from this build; the others go on.
          faults.report(`tournament ${record.id} is paused`, error);
          await table.setStatus(record.id, 'paused');
        }
      }
    },
    close: () => {
      for (const { stop } of active.values()) stop.abort();
      active.clear();
    },
  };
};
