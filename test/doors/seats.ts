import { connectAgent, type JsonAgent } from './json-agent.ts';
import type { TestArena } from './test-arena.ts';

export const act = (turn: number, id: string, action: unknown) => ({ type: 'act', turn, id, action });

/** A match whose both seats are there; the first of the two is to act. */
export const seatBoth = async (
  arena: TestArena,
  request: object = {},
): Promise<{ match: string; tickets: readonly string[]; mover: JsonAgent; other: JsonAgent }> => {
  const { match, tickets } = await arena.createMatch(request);
  const mover = await connectAgent(arena.url, tickets[0]);
  await mover.next('welcome');
  const other = await connectAgent(arena.url, tickets[1]);
  await other.next('welcome');
  await mover.next('turn');
  return { match, tickets, mover, other };
};
