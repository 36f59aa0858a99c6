import type { TestArena } from './test-arena.ts';

export const kuhn = { games: ['kuhn-poker'], concurrency: 1 };

/** Asks for a match of two agents; the answer's tickets show whose seat is whose. */
export const challenge = async (
  arena: TestArena,
  key: string | undefined,
  seats: readonly string[],
  more: object = {},
): Promise<{ status: number; code?: string; match: string; tickets: (string | null)[] }> => {
  const response = await arena.post('/api/matches', { game: 'kuhn-poker', seats, ...more }, key);
  return { status: response.status, ...((await response.json()) as { match: string; tickets: string[] }) };
};
