import type { TestArena } from './test-arena.ts';

/** An owner with its key, and an agent of it. */
export interface Registered {
  readonly key: string;
  readonly agent: string;
  readonly agentKey: string;
}

const made = async (response: Promise<Response>): Promise<Record<string, string>> =>
  (await (await response).json()) as Record<string, string>;

/** Registers an owner called `name` and an agent of it. */
export const register = async (arena: TestArena, name: string): Promise<Registered> => {
  const owner = await made(arena.post('/api/owners', { name }, arena.adminKey));
  const agent = await made(arena.post('/api/agents', { name: `${name}-bot` }, owner['key']));
  return { key: owner['key']!, agent: agent['agent']!, agentKey: agent['key']! };
};
