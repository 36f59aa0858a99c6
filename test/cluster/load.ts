import { playRoom } from '../../clients/sdk/colyseus.ts';
import { createArena, type EndMessage, playMatch } from '../../clients/sdk/index.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { type Rng, stepRng } from '../../games/rng.ts';

export type Door = 'json' | 'rooms';

/** One match under load, and what its seats were promised. */
export interface PlayedMatch {
  readonly id: string;
  readonly door: Door;
  /** Ids that were acknowledged, by seat, with their turn. */
  readonly acked: readonly Map<string, number>[];
  /** When a seat was last let in, and when a move was acknowledged since; by the driver's clock, in milliseconds. */
  welcomedAtMs: number;
  /** Undefined until it is over. */
  ends: readonly EndMessage[] | undefined;
  /** Why a seat could not be played to the end. */
  failure: unknown;
}

/** Agents that play match after match. */
export interface Load {
  /** Every match so far, by id. */
  readonly matches: ReadonlyMap<string, PlayedMatch>;
  readonly acks: () => number;
  /** Creations that got no answer; some may have made a match that nobody plays. */
  readonly creationsFailed: () => number;
  /** Calls back with every acknowledgement. */
  onAck(listener: (match: PlayedMatch, atMs: number) => void): () => void;
  /** Begins no more matches; resolves when those under way are over. */
  finish(): Promise<void>;
}

export interface LoadOptions {
  readonly url: string;
  readonly seed: string;
  readonly matchesAtOnce: number;
  /** What an agent takes for a move. */
  readonly thinkMs: number;
  /** One match in so many is played over rooms. */
  readonly roomsEvery: number;
}

const games = [
  { game: 'rock-paper-scissors', config: { rounds: 150 } },
  { game: 'kuhn-poker', config: { hands: 60 } },
  { game: 'chess', config: { stepsMax: 200 } },
] as const;

/** Nobody is late by itself here: only the faults may cost time. */
const patient = { moveMs: 120_000, bankMs: 0, incrementMs: 0, disconnectMs: 240_000, joinMs: 60_000 };

const retryMs = 200;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays match after match with random agents, through every fault. */
export const startLoad = ({ url, seed, matchesAtOnce, thinkMs, roomsEvery }: LoadOptions): Load => {
  const arena = createArena({ url });
  const matches = new Map<string, PlayedMatch>();
  const listeners = new Set<(match: PlayedMatch, atMs: number) => void>();
  let begun = 0;
  let acks = 0;
  let creationsFailed = 0;
  let isFinishing = false;

  const observe = (match: PlayedMatch, seat: number, message: ServerMessage): void => {
    if (message.type === 'welcome') match.welcomedAtMs = performance.now();
    if (message.type !== 'ack') return;
    match.acked[seat]!.set(message.id, message.turn);
    acks += 1;
    for (const listener of listeners) listener(match, performance.now());
  };
  const playSeat = (match: PlayedMatch, seat: number, ticket: string, rng: Rng): Promise<EndMessage> => {
    const options = {
      url,
      ticket,
      player: async ({ legal }: { readonly legal: readonly unknown[] | null | undefined }) => {
        await pause(thinkMs * (0.5 + rng.int(1000) / 1000));
        return { action: rng.pick(legal!) };
      },
      observe: (message: ServerMessage) => observe(match, seat, message),
    };
    return match.door === 'json'
      ? playMatch(options as Parameters<typeof playMatch>[0])
      : playRoom({ ...options, match: match.id } as Parameters<typeof playRoom>[0]);
  };
  const create = async (at: number) => {
    for (;;)
      try {
        const request = { ...games[at % games.length]!, seats: ['open', 'open'], clock: patient };
        return await arena.createMatch(request);
      } catch {
        creationsFailed += 1;
        if (isFinishing) return undefined;
        await pause(retryMs);
      }
  };
  const playOne = async (at: number): Promise<void> => {
    const created = await create(at);
    if (created === undefined) return;
    const match: PlayedMatch = {
      id: created.match,
      door: at % roomsEvery === roomsEvery - 1 ? 'rooms' : 'json',
      acked: created.tickets.map(() => new Map<string, number>()),
      welcomedAtMs: 0,
      ends: undefined,
      failure: undefined,
    };
    matches.set(match.id, match);
    const seats = created.tickets.map((ticket, seat) =>
      playSeat(match, seat, ticket!, stepRng(seed, at * 2 + seat)),
    );
    try {
      match.ends = await Promise.all(seats);
    } catch (error) {
      match.failure = error;
    }
  };
  const playOn = async (): Promise<void> => {
    while (!isFinishing) await playOne(begun++);
  };
  const lanes = Array.from({ length: matchesAtOnce }, playOn);
  return {
    matches,
    acks: () => acks,
    creationsFailed: () => creationsFailed,
    onAck: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    finish: async () => {
      isFinishing = true;
      await Promise.all(lanes);
    },
  };
};
