import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkerHost } from '../clients/agents/hosting/worker-host.ts';
import { createArena } from '../clients/sdk/arena.ts';
import { playRoom } from '../clients/sdk/colyseus.ts';
import type { EndMessage } from '../clients/sdk/messages.ts';
import { defaultConfig } from '../server/config/config.ts';
import { openArena } from '../server/open-arena.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'agon-sdk-'));
const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;

beforeAll(() => {
  // As in a fresh checkout: packing builds.
  rmSync(join(root, 'clients/sdk/dist'), { recursive: true, force: true });
  [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', folder], join(root, 'clients/sdk')),
  ) as [Packed];
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'player', private: true, type: 'module' }),
  );
  run(
    'npm',
    ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${packed.filename}`],
    folder,
  );
});

/** Runs a program of somebody who has installed the package, and returns what it prints. */
const runPlayer = (source: string, ...args: readonly string[]): Promise<string> => {
  writeFileSync(join(folder, 'player.js'), source);
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['player.js', ...args], { cwd: folder }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
};

let opened: Promise<Awaited<ReturnType<typeof openArena>>> | undefined;
afterAll(async () => {
  await (await opened)?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An arena with house bots and all doors, on a port of its own; one for all tests of this file. */
const openTestArena = async (): Promise<{ readonly url: string }> => {
  opened ??= openArena({
    version: 'test',
    host: createWorkerHost({ pool: { size: 1 } }),
    config: { ...defaultConfig, port: 0, dataDirectory: join(folder, 'data') },
  });
  return (await opened).server;
};

describe('the packed SDK', () => {
  test('holds compiled code with types, and neither sources nor tests', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toContain('README.md');
    expect(paths).toContain('dist/clients/sdk/index.js');
    expect(paths).toContain('dist/clients/sdk/index.d.ts');
    expect(paths.filter((path) => /test|fixtures|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  test('is not packed where it cannot be built', () => {
    const checkout = join(folder, 'checkout');
    const parts = ['package.json', 'clients/sdk/package.json', 'clients/sdk/README.md', 'scripts'];
    for (const part of parts) cpSync(join(root, part), join(checkout, part), { recursive: true });
    expect(() => run('npm', ['pack'], join(checkout, 'clients/sdk'))).toThrow(
      `the dependencies of Agon are not installed. Run npm ci in ${checkout}/ first.`,
    );
  });

  test('is all there when it is installed, with no dependencies', async () => {
    const names = await runPlayer(`console.log(Object.keys(await import('agon-sdk')).sort().join())`);
    expect(names.trim()).toBe('ArenaError,createArena,createSeatRunner,playMatch,playOver,serve');
    await expect(runPlayer(`await import('agon-sdk/colyseus')`)).rejects.toThrow('@colyseus/sdk');
  });

  test('type-checks in a strict project that has no zod', () => {
    writeFileSync(
      join(folder, 'player.ts'),
      `import { type EndMessage, type Player, createArena, playMatch } from 'agon-sdk';
const player: Player = async (turn, { signal }) => (signal.aborted ? { resign: true } : { action: turn.legal?.[0] ?? null });
export const end: Promise<EndMessage> = playMatch({ url: 'ws://127.0.0.1:1', ticket: 't', player });
export const made = createArena({ url: 'http://127.0.0.1:1' }).createMatch({ game: 'chess', seats: ['open', 'open'] });
`,
    );
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--exactOptionalPropertyTypes',
    ];
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags, 'player.ts'], folder);
  });

  test('plays a match of an arena over the JSON door', async () => {
    const { url } = await openTestArena();
    const source = `import { createArena } from 'agon-sdk';
const arena = createArena({ url: process.argv[2] });
const { match, tickets } = await arena.createMatch({ game: 'tic-tac-toe', seats: ['open', 'bot:perfect'] });
const end = await arena.play(tickets[0], { player: (turn) => ({ action: turn.legal[0] }) });
const lines = (await arena.replay(match)).trim().split('\\n').length;
console.log(JSON.stringify({ end, lines }));`;
    const { end, lines } = JSON.parse(await runPlayer(source, url)) as { end: EndMessage; lines: number };
    expect(end).toMatchObject({ type: 'end', termination: 'normal', fault: null });
    expect(lines).toBeGreaterThan(6);
  });
});

describe('the packed SDK in the lobby', () => {
  test('registers an agent, stands by, and plays what it is invited to', async () => {
    const { url } = await openTestArena();
    const source = `import { createArena } from 'agon-sdk';
const url = process.argv[2];
const owner = await createArena({ url }).registerOwner('ada');
const owners = createArena({ url, key: owner.key });
const agent = await owners.registerAgent('first');
const stop = new AbortController();
const serving = createArena({ url, key: agent.key }).serve(
  { 'tic-tac-toe': async (turn) => turn.legal[0] },
  { signal: stop.signal, onEnd: (_, end) => { console.log(end.termination); stop.abort(); } },
);
await owners.createMatch({ game: 'tic-tac-toe', seats: ['agent:' + agent.id, 'bot:random'] });
await serving;`;
    expect(await runPlayer(source, url)).toBe('normal\n');
  });
});

describe('the Colyseus door', () => {
  test('plays the same match through the SDK', async () => {
    const { url } = await openTestArena();
    const arena = createArena({ url });
    const { match, tickets } = await arena.createMatch({
      game: 'kuhn-poker',
      seats: ['open', 'bot:equilibrium'],
    });
    const turns: number[] = [];
    const end = await playRoom({
      url,
      match,
      ticket: tickets[0]!,
      player: (turn) => {
        turns.push(turn.turn);
        return { action: turn.legal![0]! };
      },
    });
    expect(end).toMatchObject({ termination: 'normal', outcome: { reason: 'all-hands-played' } });
    expect(turns.length).toBeGreaterThanOrEqual(20);
  });

  test('turns away a ticket that opens no seat, for good', async () => {
    const { url } = await openTestArena();
    const { match } = await createArena({ url }).createMatch({ game: 'kuhn-poker', seats: ['open', 'open'] });
    const refused = playRoom({ url, match, ticket: 'nothing', player: () => null });
    await expect(refused).rejects.toMatchObject({ name: 'ArenaError', code: 'bad-ticket' });
  });
});
