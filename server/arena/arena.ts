import type { AnyGame } from '../../games/game.ts';
import { endSchema, headerSchema, type Header } from '../../replays/format.ts';
import { createRecorder } from '../../replays/record.ts';
import type { Secrets, Store, Unfinished } from '../../replays/store.ts';
import type { PlayerHost } from '../hosting/port.ts';
import type { MatchPorts } from '../match/core.ts';
import { createMatch, resumeMatch, type Match, type MatchResult } from '../match/match.ts';
import { endMessage, welcomeMessage } from '../match/messages.ts';
import type { Cancel } from '../match/ports.ts';
import { freshStart, resumeStart } from '../match/resume.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import { seatHostedPlayers } from './hosted.ts';
import { headerOf, type MatchPlan } from './plan.ts';
import { createRetention } from './retention.ts';
import type { Tickets } from './tickets.ts';

/** What an arena is made of. */
export interface ArenaDeps extends MatchPorts {
  readonly store: Store;
  readonly gameOf: (id: string) => AnyGame | undefined;
  readonly tickets: Tickets;
  /** The raw Ed25519 public key as base64url, which headers name. */
  readonly key: string;
  readonly version: string;
  readonly host?: PlayerHost;
  /** `digits` unpredictable hexadecimal digits. */
  readonly randomHex: (digits: number) => string;
}

export interface CreatedMatch {
  readonly match: Match;
  /** One ticket an open seat, null where a hosted player sits. */
  readonly tickets: readonly (string | null)[];
}

/** What a ticket opens. `over`: the messages that a seat of a finished match gets, before its socket is closed. */
export type Seating =
  | { readonly kind: 'live'; readonly match: Match; readonly seat: number }
  | { readonly kind: 'over'; readonly messages: readonly ServerMessage[] }
  | { readonly kind: 'unknown' };

/** All matches of this process. */
export interface Arena {
  readonly store: Store;
  /** Resolves when the header is durable; rejects with an Error when the store fails. */
  create(plan: MatchPlan): Promise<CreatedMatch>;
  seating(ticket: string): Promise<Seating>;
  /** A match that is not over, or was until a moment ago. */
  live(id: string): Match | undefined;
  /** Matches that are not over. */
  matches(): Iterable<Match>;
  matchesCount(): number;
  /** The id of the key that made a match that is not over. */
  creatorOf(id: string): string | null | undefined;
  /** Whether log, seed and notes of a match may be shown; undefined where there is no such match. */
  isReleased(id: string): Promise<boolean | undefined>;
  onCreated(listener: (match: Match) => void): Cancel;
  onEnded(listener: (match: Match, result: MatchResult) => void): Cancel;
  /** Rebuilds every unfinished match from its log; called once, before the doors open. Answers how many. */
  adopt(): Promise<number>;
  /** Lets go of every match; their logs stay unfinished, for the next process. */
  close(): void;
}

interface Registered {
  readonly match: Match;
  readonly creator: string | null;
}

/** Lines of a finished match: its header and its end. */
const finishedResult = (lines: readonly string[]): { header: Header; result: MatchResult } | undefined => {
  const last = JSON.parse(lines.at(-1)!) as { type: string };
  if (last.type !== 'end') return undefined;
  const { outcome, termination, fault } = endSchema.parse(last);
  return { header: headerSchema.parse(JSON.parse(lines[0]!)), result: { outcome, termination, fault } };
};

/** An arena over a store. It plays nothing until matches are created or adopted. */
export const createArena = (deps: ArenaDeps): Arena => {
  const registered = new Map<string, Registered>();
  const finished = createRetention<Match>();
  const created = new Set<(match: Match) => void>();
  const ended = new Set<(match: Match, result: MatchResult) => void>();

  const register = (match: Match, secrets: Secrets): void => {
    registered.set(match.id, { match, creator: secrets.creator });
    match.onEnd((result) => {
      registered.delete(match.id);
      finished.keep(match.id, match);
      for (const listener of ended) listener(match, result);
    });
    for (const listener of created) listener(match);
    seatHostedPlayers(deps, match, secrets);
  };

  const create = async (plan: MatchPlan): Promise<CreatedMatch> => {
    const id = plan.id ?? `m${deps.randomHex(20)}`;
    const seed = plan.seed ?? deps.randomHex(32);
    const secrets: Secrets = {
      seed,
      hosted: plan.seats.map(({ address }) => address ?? null),
      group: plan.group ?? null,
      creator: plan.creator ?? null,
    };
    const recorder = createRecorder();
    const facts = { match: id, seed, version: deps.version, key: deps.key, at: deps.clock.instant() };
    const line = recorder.header(headerOf(plan, facts));
    const header = headerSchema.parse(JSON.parse(line));
    const start = freshStart(header, plan.game, secrets, recorder.head());
    await new Promise<void>((resolve, reject) => {
      deps.store.create({ header, line, head: recorder.head(), secrets }, (refusal) =>
        refusal === undefined ? resolve() : reject(new Error(`the match was not stored: ${refusal.kind}`)),
      );
    });
    const match = createMatch(deps, start);
    register(match, secrets);
    const tickets = plan.seats.map(({ address }, seat) =>
      address === undefined ? deps.tickets.issue({ match: id, seat }) : null,
    );
    return { match, tickets };
  };

  const seating = async (ticket: string): Promise<Seating> => {
    const opened = deps.tickets.open(ticket);
    if (opened === undefined) return { kind: 'unknown' };
    const match = registered.get(opened.match)?.match ?? finished.get(opened.match);
    if (match !== undefined) return { kind: 'live', match, seat: opened.seat };
    const lines = await deps.store.read(opened.match);
    const over = lines === undefined ? undefined : finishedResult(lines);
    const game = over === undefined ? undefined : deps.gameOf(over.header.game.id);
    if (over === undefined || game === undefined) return { kind: 'unknown' };
    const { header, result } = over;
    return {
      kind: 'over',
      messages: [welcomeMessage(header, game, opened.seat, null), endMessage(header, result)],
    };
  };

  const isReleased = async (id: string): Promise<boolean | undefined> => {
    if (registered.has(id)) return false;
    const lines = await deps.store.read(id);
    const over = lines === undefined ? undefined : finishedResult(lines);
    if (over === undefined) return lines === undefined ? undefined : false;
    return over.header.release === 'end' || deps.store.isGroupOver(id);
  };

  const adoptOne = (unfinished: Unfinished): void => {
    const header = headerSchema.parse(JSON.parse(unfinished.lines[0]!));
    const game = deps.gameOf(header.game.id);
    if (game === undefined || game.version !== header.game.version)
      throw new Error(`this build does not have ${header.game.id}@${header.game.version}`);
    register(resumeMatch(deps, resumeStart(unfinished, header, game)), unfinished.secrets);
  };

  return {
    store: deps.store,
    create,
    seating,
    live: (id) => registered.get(id)?.match ?? finished.get(id),
    matches: () => [...registered.values()].map(({ match }) => match),
    matchesCount: () => registered.size,
    creatorOf: (id) => registered.get(id)?.creator,
    isReleased,
    onCreated: (listener) => {
      created.add(listener);
      return () => created.delete(listener);
    },
    onEnded: (listener) => {
      ended.add(listener);
      return () => ended.delete(listener);
    },
    adopt: async () => {
      const all = await deps.store.adoptUnfinished();
      let adopted = 0;
      for (const unfinished of all) {
        try {
          adoptOne(unfinished);
          adopted += 1;
        } catch (error) {
          // One log that this build cannot play on must not keep the others from being played.
          deps.report(unfinished.match, 'not adopted', error);
        }
      }
      return adopted;
    },
    close: () => {
      for (const { match } of registered.values()) match.abandon();
      registered.clear();
    },
  };
};
