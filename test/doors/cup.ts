import { expect } from 'vitest';
import { createInlineHost } from '../../clients/agents/hosting/inline-host.ts';
import type { TournamentDetails } from '../../server/protocol/tournament-routes.ts';
import { openTestArena, type TestArena, type TestOptions } from './test-arena.ts';

export const cup = {
  name: 'cup',
  games: [{ id: 'tic-tac-toe' }, { id: 'kuhn-poker', config: { hands: 5 } }],
  players: [{ player: 'bot:random' }, { player: 'bot:greedy' }, { name: 'twin', player: 'bot:greedy' }],
  schedule: { kind: 'round-robin', pairs: 2 },
  // Nobody is to lose by the clock of a busy machine.
  clock: 'llm',
  concurrency: 4,
};

export const open = (options: TestOptions = {}): Promise<TestArena> =>
  openTestArena({ host: createInlineHost(), ...options });

export const read = async (response: Response): Promise<TournamentDetails> => {
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBeLessThan(300);
  return body as TournamentDetails;
};

export const ask = async (
  arena: TestArena,
  body: unknown = cup,
  key = arena.adminKey,
): Promise<TournamentDetails> => read(await arena.post('/api/tournaments', body, key));

export const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { readonly code: unknown }).code;
