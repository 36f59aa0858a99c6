import { describe, expect, test } from 'vitest';
import type { AnyGame } from '../games/game.ts';
import { gameById, games } from '../games/registry.ts';
import type { Header } from './format.ts';
import { poolOf } from './pool.ts';

type Settings = Pick<Header, 'config' | 'clock' | 'attempts' | 'legalTold'>;

const chess = gameById('chess')!;
const llm = {
  preset: 'llm',
  moveMs: 600_000,
  bankMs: 0,
  incrementMs: 0,
  disconnectMs: 1,
  joinMs: 1,
} as const;
const base: Settings = { config: {}, clock: llm, attempts: { max: 3, then: 'forfeit' }, legalTold: true };
const nameOf = (more: Partial<Settings>, game: AnyGame = chess): string =>
  poolOf({ ...base, ...more }, game).name;

describe('the default pool', () => {
  test.each(games.map((game) => [game.id, game] as const))('of %s has its plain name', (id, game) => {
    expect(nameOf({}, game)).toBe(`${id}/llm`);
    expect(nameOf({ config: game.defaults }, game)).toBe(`${id}/llm`);
    expect(nameOf({ clock: { ...llm, preset: 'blitz' } }, game)).toBe(`${id}/blitz`);
  });

  test('holds every start position', () => {
    const fen = 'rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1';
    expect(poolOf({ ...base, config: { fen } }, chess)).toEqual(poolOf(base, chess));
  });

  test('takes a preset at its word: its figures are not part of the pool', () => {
    expect(poolOf({ ...base, clock: { ...llm, joinMs: 2 } }, chess)).toEqual(poolOf(base, chess));
  });
});

test('any other setting makes a pool of its own, named by its hash', () => {
  const variants: Settings[] = [
    { ...base, config: { stepsMax: 100 } },
    { ...base, attempts: { max: 1, then: 'forfeit' } },
    { ...base, attempts: { max: 3, then: { default: 'e2e4' } } },
    { ...base, legalTold: false },
    { ...base, clock: { ...llm, preset: 'custom' } },
    { ...base, clock: { ...llm, preset: 'custom', moveMs: 1 } },
  ];
  const pools = variants.map((settings) => poolOf(settings, chess));
  for (const { name, hash } of pools) {
    expect(name).toMatch(/^chess\/(llm|custom)\+[0-9a-f]{6}$/);
    expect(name.endsWith(hash.slice(0, 6))).toBe(true);
  }
  const newer = poolOf(base, { ...chess, version: chess.version + 1 });
  const hashes = [poolOf(base, chess), newer, ...pools].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(hashes.length);
});
