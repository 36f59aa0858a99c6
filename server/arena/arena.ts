import type { AnyGame } from '../../games/game.ts';
import { matchIdPattern } from '../../replays/format.ts';
import { createRecorder } from '../../replays/record.ts';
import type { AppendRefusal, Creation, Secrets, Store } from '../../replays/store.ts';
import { createStoreError } from '../../replays/stores/store-error.ts';
import type { Cluster, Holdings } from '../cluster/cluster.ts';
import type { PlayerHost } from '../hosting/port.ts';
import type { MatchPorts } from '../match/core.ts';
import { createMatch, type Match } from '../match/match.ts';
import type { MatchResult } from '../match/result.ts';
import type { Cancel } from '../match/ports.ts';
import { freshStart } from '../match/resume.ts';
import { adopt } from './adoption.ts';
import { headerOf, type MatchPlan } from './plan.ts';
import { createRoster, type Roster } from './roster.ts';
import { createReleases, type IsReleased } from './releases.ts';
import { seatTicket, type Seating } from './seating.ts';
import { setUpHere, type SetUp } from './set-up.ts';
import type { Tickets } from './tickets.ts';

export type { Seating } from './seating.ts';

/** What an arena is made of. */
export interface ArenaDeps extends MatchPorts {
  readonly store: Store;
  readonly gameOf: (id: string) => AnyGame | undefined;
  readonly tickets: Tickets;
  /** The raw Ed25519 public key as base64url, which headers name. */
  readonly key: string;
  readonly version: string;
  /** Finished matches that stay in memory, so that a seat that missed the end can still sit down and hear it. */
  readonly finishedKeptMax: number;
  /** How far behind a match its spectators are, unless its plan says otherwise; default 0. */
  readonly spectatorDelayMs?: number;
  readonly host?: PlayerHost;
  /** Whether the group of a finished match is still to get another match. Absent: groups are whole from the start. */
  readonly isGroupOpen?: (match: string) => Promise<boolean>;
  /** Absent: in this thread. */
  readonly setUp?: SetUp;
  /** Absent: this process has the store to itself. */
  readonly cluster?: Pick<Cluster, 'memberId' | 'locate' | 'confirm'> | undefined;
  /** `digits` unpredictable hexadecimal digits. */
  readonly randomHex: (digits: number) => string;
}

export interface CreatedMatch {
  readonly match: Match;
  /** One ticket an open seat, null where a hosted player sits. */
  readonly tickets: readonly (string | null)[];
}

/** All matches of this process. */
export interface Arena {
  readonly store: Store;
  /** As its own matches are set up. */
  readonly setUp: SetUp;
  /**
   * Resolves when the header is durable; rejects with a store error, `store-failed`, when it cannot be, and with a
   * `SetupError` when the rules find no start.
   */
  create(plan: MatchPlan): Promise<CreatedMatch>;
  seating(ticket: string): Promise<Seating>;
  /** A match that is not over, or was until a moment ago. */
  live(id: string): Match | undefined;
  /** Matches that are not over. */
  matches(): Iterable<Match>;
  matchesCount(): number;
  /** The id of the key that made a match that is not over, or was until a moment ago. */
  creatorOf(id: string): string | null | undefined;
  readonly isReleased: IsReleased;
  onCreated(listener: (match: Match) => void): Cancel;
  onEnded(listener: (match: Match, result: MatchResult) => void): Cancel;
  /** Tells of matches that this process lets go of, or had to leave to another one. */
  onLeft(listener: (match: Match) => void): Cancel;
  /** The way in for a cluster that moves matches between processes. */
  readonly holdings: Holdings;
  /**
   * Rebuilds every unfinished match from its log; called once, before the doors open. Answers how many. Those that
   * this build cannot play on are ended as void and reported.
   */
  adopt(): Promise<number>;
  /** Lets go of every match, those included that are being made; their logs stay unfinished, for the next process. */
  close(): void;
}

const notStored = (id: string, refusal: AppendRefusal): Error =>
  createStoreError(
    'store-failed',
    refusal.kind === 'failed' ? refusal.message : `There is a match ${id} already.`,
  );

/**
 * Stores a creation. A failure may be that of the answer alone, and a match that nobody knows of would keep its group
 * from its release for ever: so the store is asked what it holds.
 */
const storeCreation = async (store: ArenaDeps['store'], creation: Creation): Promise<void> => {
  const refusal = await new Promise<AppendRefusal | undefined>((resolve) => {
    store.create(creation, resolve);
  });
  if (refusal === undefined) return;
  const { match } = creation.header;
  const stored = refusal.kind === 'failed' ? await store.read(match) : undefined;
  if (stored?.[0] !== creation.line) throw notStored(match, refusal);
};

const withoutLease = (): Error =>
  createStoreError('store-failed', 'This process has lost its lease and is about to take another.');

const withoutArena = (): Error => createStoreError('store-failed', 'This arena is closed.');

/** Whose a new match is; undefined where one process has the store to itself. */
const ownerOf = ({ cluster }: ArenaDeps): string | undefined => {
  const id = cluster?.memberId();
  if (cluster !== undefined && id === undefined) throw withoutLease();
  return id;
};

/** Stores the header of a planned match; resolves to the match, at rest. */
const createPlanned = async (
  deps: ArenaDeps,
  id: string,
  plan: MatchPlan,
): Promise<{ match: Match; secrets: Secrets }> => {
  const seed = plan.seed ?? deps.randomHex(32);
  const secrets: Secrets = {
    seed,
    hosted: plan.seats.map(({ address }) => address ?? null),
    group: plan.group ?? null,
    creator: plan.creator ?? null,
  };
  const recorder = createRecorder();
  const { version, key, spectatorDelayMs = 0 } = deps;
  const facts = { match: id, seed, version, key, spectatorDelayMs, at: deps.clock.instant() };
  const header = headerOf(plan, facts);
  const line = recorder.header(header);
  const found = (deps.setUp ?? setUpHere)(plan.game, header.config, seed);
  const setup = found instanceof Promise ? ((await found) as unknown) : found;
  const start = freshStart({ header, game: plan.game, secrets, setup }, recorder.head());
  const owner = ownerOf(deps);
  await storeCreation(deps.store, { header, line, head: recorder.head(), secrets, owner });
  // Whoever owns it by now may play it already.
  if (ownerOf(deps) !== owner) throw withoutLease();
  return { match: createMatch(deps, start), secrets };
};

const holdingsOf = (deps: ArenaDeps, roster: Roster, beingMade: ReadonlySet<string>): Holdings => ({
  isPlayed: roster.has,
  isKnown: (id) => roster.has(id) || beingMade.has(id),
  adopt: async (unfinished) => void (await adopt(deps, roster, unfinished)),
  letGo: () => {
    const matches = roster.abandonAll();
    return {
      ids: matches.map(({ id }) => id),
      dismiss: (urlOf) => {
        for (const match of matches) match.dismiss(urlOf(match.id));
      },
    };
  },
});

/** An arena over a store. It plays nothing until matches are created or adopted. */
export const createArena = (deps: ArenaDeps): Arena => {
  const roster = createRoster(deps);

  const beingMade = new Set<string>();
  let isClosed = false;

  const create = async (plan: MatchPlan): Promise<CreatedMatch> => {
    const id = plan.id ?? `m${deps.randomHex(20)}`;
    if (!matchIdPattern.test(id)) throw new RangeError(`${id} is no match id`);
    if (isClosed) throw withoutArena();
    beingMade.add(id);
    try {
      const { match, secrets } = await createPlanned(deps, id, plan);
      if (isClosed) {
        match.abandon();
        throw withoutArena();
      }
      roster.enter(match, secrets);
      const tickets = plan.seats.map(({ address }, seat) =>
        address === undefined ? deps.tickets.issue({ match: id, seat }) : null,
      );
      return { match, tickets };
    } finally {
      beingMade.delete(id);
    }
  };

  return {
    store: deps.store,
    setUp: deps.setUp ?? setUpHere,
    create,
    seating: (ticket) => seatTicket(deps, roster, ticket),
    live: roster.live,
    matches: roster.matches,
    matchesCount: roster.count,
    creatorOf: roster.creatorOf,
    isReleased: createReleases(deps, roster),
    onCreated: roster.onCreated,
    onEnded: roster.onEnded,
    onLeft: roster.onLeft,
    holdings: holdingsOf(deps, roster, beingMade),
    adopt: async () => {
      const adopted = await Promise.all(
        (await deps.store.adoptUnfinished()).map((unfinished) => adopt(deps, roster, unfinished)),
      );
      return adopted.filter((isAdopted) => isAdopted).length;
    },
    close: () => {
      isClosed = true;
      roster.abandonAll();
    },
  };
};
