import { z } from 'zod';
import type { Cancel } from '../match/ports.ts';

/** All is told anew so often: what was lost on the way is made up for, and who says nothing is taken for gone. */
export const beatMs = 1_000;

const workerSchema = z.object({
  name: z.string(),
  games: z.array(z.string()),
  concurrency: z.int(),
  challenges: z.boolean(),
  /** Counts the sockets that this program has had, as far as they were known: the last of them is the one that counts. */
  term: z.int(),
  /** The sockets of other processes that it came after for certain: those were known there when it was counted. */
  after: z.array(z.object({ process: z.string(), term: z.int() })).default([]),
});

const placeSchema = z.object({
  match: z.string(),
  seat: z.int(),
  game: z.string(),
  isSeated: z.boolean(),
  isRunning: z.boolean(),
  /** The program that it was offered to last. */
  worker: z.string().optional(),
  /** How long that offer stands; 0: it does not. */
  offeredMs: z.number(),
});

/** All that one process knows of one agent by itself: the programs that are connected to it, and places in its matches. */
const factsSchema = z.object({
  agent: z.string(),
  workers: z.array(workerSchema),
  places: z.array(placeSchema),
});

const placeFields = { agent: z.string(), match: z.string(), seat: z.int() };

/** What lobbies tell each other; `from` and `to` are the ids of processes. */
export const lobbyNewsSchema = z.discriminatedUnion('kind', [
  /** `isWhole`: of any other agent that process knows nothing. */
  z.object({ kind: z.literal('facts'), from: z.string(), isWhole: z.boolean(), items: z.array(factsSchema) }),
  /** To the process that plays a match, by the one that has an agent's socket: may this program have the seat? */
  z.object({ kind: z.literal('ask'), from: z.string(), to: z.string(), worker: z.string(), ...placeFields }),
  /** It may. A refusal is not told: the next facts show it. */
  z.object({ kind: z.literal('grant'), from: z.string(), to: z.string(), ...placeFields }),
]);

export type LobbyNews = z.infer<typeof lobbyNewsSchema>;
export type AgentFacts = z.infer<typeof factsSchema>;
export type WorkerFacts = z.infer<typeof workerSchema>;
export type PlaceFacts = z.infer<typeof placeSchema>;

/** The way from a lobby to those of the other processes. What is sent may be lost, and comes in order. */
export interface LobbyExchange {
  /** This process, unlike every other, also those before it at the same address. */
  readonly id: string;
  /** Tells all others. */
  send(news: LobbyNews): void;
  /** `listener` gets what the others have sent, as it came. */
  listen(listener: (news: unknown) => void): Cancel;
}
