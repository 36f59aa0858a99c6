import { expect, onTestFinished, test } from 'vitest';
import { gameById } from '../../games/registry.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey } from '../../replays/stores/signing-key.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { createLocalRatings } from '../../server/ratings/ratings.ts';
import { createInlineHost } from '../agents/hosting/inline-host.ts';
import { createTableTeller } from './exhibition-tables.ts';
import { createLocalArena } from './local-arena.ts';

const game = gameById('tic-tac-toe')!;

test('the pools that had results are told, as often as so many matches are over', async () => {
  const store = createMemoryStore();
  const host = createInlineHost();
  const warn = (line: string): void => expect.fail(line);
  const arena = createLocalArena({ store, key: createSigningKey(), host, warn });
  onTestFinished(() => arena.close());
  const told: (readonly RatingTable[])[] = [];
  const parts = {
    ratings: createLocalRatings(store),
    onTables: (tables: readonly RatingTable[]) => void told.push(tables),
    onFailure: (error: unknown) => expect.fail(String(error)),
  };
  const tell = createTableTeller(parts, 2);
  const seats = ['perfect', 'random'].map((name) => ({
    address: `bot:${name}`,
    entry: { agent: `bot:${name}`, name, owner: 'house', kind: 'bot' as const },
  }));
  const attempts = { max: 3, then: 'forfeit' } as const;
  const rules = { config: {}, clock: presetClocks.llm, attempts, legalTold: true };
  for (const round of [seats, seats.toReversed(), seats])
    await arena.play({ game, seats: round, ...rules, rated: true, release: 'end' });
  for (let result = 0; result < 5; result++) tell({ game, header: rules });
  await expect.poll(() => told).toHaveLength(2);
  expect(told[0]!.map(({ pool }) => pool)).toEqual(['tic-tac-toe/llm']);
  expect(told[0]![0]!.players.map(({ name }) => name)).toEqual(['bot:perfect', 'bot:random']);
});
