import type { Presence } from '@colyseus/core';
import { z } from 'zod';
import type { Arena } from '../arena/arena.ts';
import type { PublicState } from '../match/match.ts';

/** A match as the hall shows it. */
export type Board = Pick<PublicState, 'match' | 'game' | 'status' | 'step' | 'view' | 'news'> & {
  readonly seats: readonly { readonly name: string }[];
};

/** What the halls of several processes tell each other. */
export interface HallExchange {
  /** Asks the others what they play; called once a second while somebody looks. */
  ask(): void;
  /** What the others have answered lately, by match. */
  boards(): ReadonlyMap<string, Board>;
  close(): void;
}

const askTopic = 'agon:hall:ask';
const answerTopic = 'agon:hall:answer';
/** One answer serves all that ask in this time. */
const answerMsMin = 900;
/** A view larger than this is not sent. */
const viewUnitsMax = 8192;
/** An answer is shown for so long. */
const freshMs = 3_000;

const boardSchema = z.object({
  match: z.string(),
  game: z.string(),
  status: z.enum(['waiting', 'running', 'over']),
  step: z.int(),
  view: z.unknown(),
  news: z.string(),
  seats: z.array(z.object({ name: z.string() })),
});
const answerSchema = z.object({ from: z.string(), boards: z.array(boardSchema) });

const boardOf = ({ match, game, status, step, view, news, seats }: PublicState): Board => ({
  match,
  game,
  status,
  step,
  view,
  news,
  seats: seats.map(({ name }) => ({ name })),
});

/**
 * Tells the halls of other processes what is played here when they ask, over a presence that may lose messages. A hall
 * that hears nothing shows the matches of its own process.
 */
export const createHallExchange = async (
  presence: Pick<Presence, 'subscribe' | 'unsubscribe' | 'publish'>,
  id: string,
  { arena, boardsMax }: { readonly arena: Pick<Arena, 'matches'>; readonly boardsMax: number },
  nowMs: () => number = () => performance.now(),
): Promise<HallExchange> => {
  const heard = new Map<string, { readonly atMs: number; readonly boards: readonly Board[] }>();
  let answeredAtMs = Number.NEGATIVE_INFINITY;

  const own = (): readonly Board[] => {
    const boards: Board[] = [];
    for (const match of arena.matches()) {
      if (boards.length === boardsMax) break;
      if (match.status() !== 'running') continue;
      const board = boardOf(match.publicState());
      boards.push(JSON.stringify(board.view).length > viewUnitsMax ? { ...board, view: null } : board);
    }
    return boards;
  };
  const answer = (asker: unknown): void => {
    if (asker === id || nowMs() - answeredAtMs < answerMsMin) return;
    answeredAtMs = nowMs();
    void presence.publish(answerTopic, { from: id, boards: own() });
  };
  const hear = (message: unknown): void => {
    const parsed = answerSchema.safeParse(message);
    if (parsed.success && parsed.data.from !== id)
      heard.set(parsed.data.from, { atMs: nowMs(), boards: parsed.data.boards });
  };
  await presence.subscribe(askTopic, answer);
  await presence.subscribe(answerTopic, hear);
  return {
    ask: () => void presence.publish(askTopic, id),
    boards: () => {
      const all = new Map<string, Board>();
      for (const [from, { atMs, boards }] of heard)
        if (nowMs() - atMs > freshMs) heard.delete(from);
        else for (const board of boards) all.set(board.match, board);
      return all;
    },
    close: () => {
      presence.unsubscribe(askTopic, answer);
      presence.unsubscribe(answerTopic, hear);
    },
  };
};
