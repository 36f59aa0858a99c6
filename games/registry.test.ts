import { describe, expect, test } from 'vitest';
import { gameById, games } from './registry.ts';

describe('the registry', () => {
  test('has each game once, under an id that fits in an address', () => {
    const ids = games.map((game) => game.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('gives every game a title and a whole version from 1', () => {
    for (const game of games) {
      expect(game.title.trim()).not.toBe('');
      expect(Number.isInteger(game.version) && game.version >= 1).toBe(true);
    }
  });

  test('finds a game by its id, and none by another', () => {
    for (const game of games) expect(gameById(game.id)).toBe(game);
    for (const id of ['', 'Chess', 'constructor', 'no-such-game']) expect(gameById(id)).toBeUndefined();
  });
});
