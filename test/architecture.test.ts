import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type SourceFile, importFaults, importsOf } from './import-law.ts';

const root = new URL('../', import.meta.url);
const folders = ['games', 'replays', 'server', 'clients', 'test', 'scripts', 'bench'];
const linesMax = 300;

const pathsUnder = (folder: string): string[] =>
  existsSync(new URL(folder, root))
    ? readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\/(node_modules|dist)(\/|$)/.test(entry.parentPath))
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.pathname.length))
    : [];

const files: readonly SourceFile[] = folders
  .flatMap(pathsUnder)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

const faultsOf = (path: string, text: string): string[] => importFaults([{ path, text }]);

describe('the import law', () => {
  test('is kept by every file', () => {
    expect(importFaults(files)).toEqual([]);
  });

  test('was applied to a plausible number of files and imports', () => {
    expect(files.length).toBeGreaterThan(60);
    for (const folder of ['games', 'replays', 'server', 'clients'])
      expect(files.filter((file) => file.path.startsWith(`${folder}/`)).length).toBeGreaterThan(5);
    const imports = files.flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(2 * files.length);
    // A type-only import, which a checker that sees only what runs would miss.
    expect(imports).toContainEqual({
      from: 'games/kuhn-poker/redeal.ts',
      specifier: './state.ts',
      target: 'games/kuhn-poker/state.ts',
    });
  });

  test('leads every relative import to a file that exists', () => {
    const missing = files
      .flatMap(importsOf)
      .filter(({ target }) => target !== undefined && !existsSync(new URL(target, root)));
    // This file names paths that do not exist, as examples.
    expect(missing.filter(({ from }) => from !== 'test/architecture.test.ts')).toEqual([]);
  });

  test.each([
    ['games/a/game.ts', "import { b } from '../../server/b.ts';"],
    ['games/a/game.ts', "import type { B } from '../../replays/b.ts';"],
    ['games/a/game.ts', "export * from '../../replays/b.ts';"],
    ['games/a/game.ts', "type B = import('../../replays/b.ts').B;"],
    ['games/a/game.ts', "const b = await import('../../server/b.ts');"],
    ['games/a/game.ts', 'const b = await import(name);'],
    ['games/a/game.ts', "import { readFileSync } from 'node:fs';"],
    ['games/a/game.ts', "import fc from 'fast-check';"],
    ['games/a/game.test.ts', "import { b } from '../../server/b.ts';"],
    ['replays/verify.ts', "import { createHash } from 'node:crypto';"],
    ['replays/exports/csv.ts', "import { createHash } from 'node:crypto';"],
    ['replays/stores/sqlite.ts', "import { b } from '../../server/b.ts';"],
    ['server/main.ts', "import { b } from '../clients/agents/b.ts';"],
    ['server/main.ts', "const worker = new URL('../clients/agents/worker.ts', import.meta.url);"],
    ['clients/sdk/client.ts', "import { b } from '../../server/match/b.ts';"],
    ['clients/sdk/client.ts', "import { b } from '../../games/game.ts';"],
    ['clients/agents/bot.ts', "import { b } from '../../server/arena/b.ts';"],
    ['clients/web/main.ts', "import { b } from 'node:path';"],
  ])('catches in %s: %s', (path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1);
  });

  test.each([
    ['games/a/game.ts', "import { z } from 'zod'; import { outcomeOf } from '../outcome.ts';"],
    ['games/a/game.test.ts', "import { test } from 'vitest'; import { readFileSync } from 'node:fs';"],
    ['replays/stores/sqlite.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['server/main.ts', "import express from 'express'; import { verify } from '../replays/verify.ts';"],
    ['clients/sdk/client.ts', "import { messages } from '../../server/protocol/messages.ts';"],
    ['clients/agents/bot.ts', "import { chess } from '../../games/chess/game.ts';"],
    [
      'clients/cli/agon.ts',
      "import { main } from '../../server/main.ts'; import { b } from '../agents/b.ts';",
    ],
  ])('allows in %s: %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  test('refuses to judge a file that does not parse', () => {
    expect(() => faultsOf('games/a.ts', 'import from from from')).toThrow(SyntaxError);
  });
});

describe('the shape of the project', () => {
  test(`no source file is longer than ${linesMax} lines`, () => {
    const long = files
      .filter(({ path }) => !/\.test\.tsx?$/.test(path) && !path.startsWith('test/'))
      .filter(({ text }) => text.trimEnd().split('\n').length > linesMax)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('file and folder names are in kebab case', () => {
    const odd = files.filter(({ path }) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.test|\.d)?\.tsx?$/.test(path));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  const gameFolders = readdirSync(new URL('games/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  test.each(gameFolders)('games/%s has the files that every game has, and is registered', (folder) => {
    const names = readdirSync(new URL(`games/${folder}/`, root));
    expect(names).toEqual(expect.arrayContaining(['game.ts', 'game.test.ts', 'rules.ts']));
    expect(names.filter((name) => /^transcript(-[a-z0-9-]+)?\.txt$/.test(name))).not.toEqual([]);
    const registry = files.find(({ path }) => path === 'games/registry.ts')!;
    expect(importsOf(registry).map(({ target }) => target)).toContain(`games/${folder}/game.ts`);
  });
});
