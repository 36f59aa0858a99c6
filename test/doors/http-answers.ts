import { connectAgent } from './json-agent.ts';
import type { TestArena } from './test-arena.ts';

/** The body of a match whose seats anybody may take. */
export const twoOpen = { game: 'kuhn-poker', seats: ['open', 'open'] };

export const get = (
  arena: TestArena,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(arena.url + path, { headers });

export const json = async (response: Response | Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

export const codeOf = async (response: Response | Promise<Response>): Promise<unknown> =>
  (await json(response))['code'];

/** Plays a match to its end by resigning from its first seat. */
export const finish = async (arena: TestArena, tickets: readonly string[]): Promise<void> => {
  const [first, second] = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
  const turn = await first!.next('turn');
  first!.send({ type: 'act', turn: turn.turn, id: 'a', action: 'check', reasoning: 'a quiet thought' });
  await first!.next('ack');
  first!.send({ type: 'resign' });
  await Promise.all([first!.closed, second!.closed]);
};
