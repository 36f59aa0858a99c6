import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

const kB = 1_000;

/** What every page loads, whatever it shows. */
const entryMax = 60 * kB;
/** A renderer, a game's rules or the checking of a log, which come on demand. */
const onDemandMax = 40 * kB;

type Chunk = Rolldown.OutputChunk;

const buildPage = async (): Promise<readonly Chunk[]> => {
  const built = (await build({
    configFile: 'vite.config.ts',
    logLevel: 'silent',
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  return built.output.filter((file) => file.type === 'chunk');
};

const gzipBytes = ({ code }: Chunk): number => gzipSync(code, { level: 9 }).length;

/** A chunk and all that it cannot be without. */
const withImports = (chunks: readonly Chunk[], chunk: Chunk, found: Set<Chunk> = new Set()): Set<Chunk> => {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of chunk.imports) {
    const imported = chunks.find(({ fileName }) => fileName === name);
    if (imported !== undefined) withImports(chunks, imported, found);
  }
  return found;
};

const holds = ({ moduleIds }: Chunk, part: string): boolean => moduleIds.some((id) => id.includes(part));

test('a page without a socket loads little, and the rest comes when it is asked for', async () => {
  const chunks = await buildPage();
  const entry = chunks.find(({ isEntry }) => isEntry)!;
  const always = [...withImports(chunks, entry)];
  const entryBytes = always.reduce((sum, chunk) => sum + gzipBytes(chunk), 0);
  expect(entryBytes).toBeGreaterThan(10 * kB);
  expect(entryBytes).toBeLessThan(entryMax);
  for (const part of ['@colyseus/sdk', '/zod/', '/chess.js/', '/games/chess/game.ts'])
    expect(always.filter((chunk) => holds(chunk, part)).map(({ fileName }) => fileName)).toEqual([]);

  const socket = chunks.filter((chunk) => holds(chunk, '@colyseus/sdk'));
  expect(socket.length).toBe(1);
  const others = chunks.filter((chunk) => !always.includes(chunk) && !socket.includes(chunk));
  expect(others.length).toBeGreaterThan(3);
  for (const chunk of others) expect(gzipBytes(chunk), chunk.fileName).toBeLessThan(onDemandMax);
});
