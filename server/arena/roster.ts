import { createBoxedMap } from '../../replays/boxed-map.ts';
import type { Secrets } from '../../replays/store.ts';
import { contain } from '../match/core.ts';
import type { Match } from '../match/match.ts';
import type { MatchResult } from '../match/result.ts';
import type { Cancel } from '../match/ports.ts';
import type { ArenaDeps } from './arena.ts';
import { seatHostedPlayers } from './hosted.ts';
import { createProviderAllowance } from './provider-allowance.ts';
import { createRetention } from './retention.ts';

interface Entered {
  readonly match: Match;
  readonly creator: string | null;
}

/** The matches of this process that are not over, and for a while those that are. */
export interface Roster {
  /** Takes a match in, tells of it, and seats its hosted players. */
  readonly enter: (match: Match, secrets: Secrets) => void;
  readonly has: (id: string) => boolean;
  readonly live: (id: string) => Match | undefined;
  readonly matches: () => Iterable<Match>;
  readonly count: () => number;
  readonly creatorOf: (id: string) => string | null | undefined;
  readonly onCreated: (listener: (match: Match) => void) => Cancel;
  readonly onEnded: (listener: (match: Match, result: MatchResult) => void) => Cancel;
  /** Tells of matches that are let go of without being over. */
  readonly onLeft: (listener: (match: Match) => void) => Cancel;
  /** Lets go of every match; their seats keep their wires. Answers the matches. */
  readonly abandonAll: () => readonly Match[];
}

const subscribe = <T>(listeners: Set<T>, listener: T): Cancel => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** A roster without matches. */
export const createRoster = (deps: ArenaDeps): Roster => {
  const entered = createBoxedMap<string, Entered>();
  const hosting = { ...deps, allowance: createProviderAllowance(deps.store) };
  const finished = createRetention<Entered>(deps.finishedKeptMax);
  const created = new Set<(match: Match) => void>();
  const ended = new Set<(match: Match, result: MatchResult) => void>();
  const left = new Set<(match: Match) => void>();
  const leave = (match: Match): void => {
    // It may have come back meanwhile.
    if (entered.get(match.id)?.match !== match) return;
    entered.delete(match.id);
    for (const listener of left) contain({ ports: deps, header: match.header }, () => listener(match));
  };
  return {
    enter: (match, secrets) => {
      const at = { ports: deps, header: match.header };
      entered.set(match.id, { match, creator: secrets.creator });
      match.onEnd((result) => {
        entered.delete(match.id);
        finished.keep(match.id, { match, creator: secrets.creator });
        for (const listener of ended) contain(at, () => listener(match, result));
      });
      match.onMoved(() => leave(match));
      for (const listener of created) contain(at, () => listener(match));
      seatHostedPlayers(hosting, match, secrets);
    },
    has: (id) => entered.has(id),
    live: (id) => (entered.get(id) ?? finished.get(id))?.match,
    matches: () => entered.values().map(({ match }) => match),
    count: entered.size,
    creatorOf: (id) => (entered.get(id) ?? finished.get(id))?.creator,
    onCreated: (listener) => subscribe(created, listener),
    onEnded: (listener) => subscribe(ended, listener),
    onLeft: (listener) => subscribe(left, listener),
    abandonAll: () => {
      const matches = [...entered.values()].map(({ match }) => match);
      for (const match of matches) {
        match.abandon();
        leave(match);
      }
      return matches;
    },
  };
};
