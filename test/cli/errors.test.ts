import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { createFolder, type Ran, runAgon } from './agon-process.ts';

const seats = ['--seat', 'bot:random', '--seat', 'bot:random'];
const isStack = /\n\s+at /;

/** The error that a run ended with: said in words and as JSON, and never with a stack. */
const errorOf = ({ stderr }: Ran): { code: string; message: string; hint: string } => {
  expect(stderr).not.toMatch(isStack);
  return (JSON.parse(stderr) as { error: { code: string; message: string; hint: string } }).error;
};

const expectError = async (
  parameters: readonly string[],
  folder: string,
  { exit, code, message }: { readonly exit: number; readonly code: string; readonly message: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const ran = await runAgon([...parameters, '--json'], folder, environment);
  const error = errorOf(ran);
  expect({ exit: ran.code, code: error.code, stdout: ran.stdout }).toEqual({ exit, code, stdout: '' });
  expect(`${error.message} ${error.hint}`).toContain(message);
};

describe('wrong commands end with 2', () => {
  test.each([
    ['an unknown command', ['plya'], 'usage', 'Did you mean play?'],
    ['an unknown option', ['games', '--all'], 'usage', "unknown option '--all'"],
    ['no player', ['play', 'chess'], 'usage', '--seat'],
    ['an unknown game', ['play', 'ches', ...seats], 'unknown-game', 'Did you mean chess?'],
    ['too few players', ['play', 'chess', '--seat', 'bot:random'], 'bad-seats', 'white, black'],
    ['no address', ['play', 'chess', '--seat', 'random', '--seat', 'bot:random'], 'bad-address', 'bot:'],
    [
      'an unknown bot',
      ['play', 'chess', '--seat', 'bot:randm', '--seat', 'bot:random'],
      'unknown-bot',
      'Did you mean random?',
    ],
    [
      'a bot of another game',
      ['play', 'chess', '--seat', 'bot:perfect', '--seat', 'bot:random'],
      'game-not-played',
      'does not play chess',
    ],
    [
      'a secret in an address',
      ['play', 'chess', '--seat', 'bot:random?api-key=x', '--seat', 'bot:random'],
      'secret-in-address',
      'environment',
    ],
    ['no JSON', ['play', 'chess', ...seats, '--config', '{hands'], 'bad-config', 'not JSON'],
    [
      'a bad configuration',
      ['play', 'kuhn-poker', ...seats, '--config', '{"hands":0}'],
      'bad-config',
      'hands: ',
    ],
    ['a bad seed', ['play', 'chess', ...seats, '--seed', 'abc'], 'usage', 'hexadecimal'],
    ['a bad clock', ['play', 'chess', ...seats, '--clock', 'fast'], 'usage', 'bot, blitz, llm'],
    ['a bad number', ['play', 'chess', ...seats, '--games', '0'], 'usage', 'A whole number from 1'],
    ['a bad key', ['verify', '.', '--key', 'abc'], 'bad-key', '43 characters'],
    ['no format', ['export', 'games.jsonl'], 'usage', '--format'],
  ])('%s', async (_, parameters, code, message) => {
    await expectError(parameters, await createFolder(), { exit: 2, code, message });
  });

  test('a misspelt key of a tournament file, with its line', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'cup.yaml'), 'name: cup\ngames:\n  - id: chess\nplayrs: []\n');
    const message = 'cup.yaml, line 4: There is no key playrs here. Did you mean players?';
    await expectError(['tournament', 'cup.yaml'], folder, { exit: 2, code: 'bad-file', message });
  });

  test('a player of a tournament file who cannot play, with its line', async () => {
    const folder = await createFolder();
    const players = 'players:\n  - player: bot:random\n  - player: bot:perfect\n';
    await writeFile(
      join(folder, 'cup.yaml'),
      `name: cup\ngames: [{id: chess}]\n${players}schedule: {kind: round-robin, pairs: 1}\n`,
    );
    const message = 'cup.yaml, line 5: perfect does not play chess.';
    await expectError(['tournament', 'cup.yaml'], folder, { exit: 2, code: 'bad-file', message });
  });

  test('a match that is not there', async () => {
    const folder = await createFolder();
    await (await openSqliteStore({ directory: folder })).close();
    const parameters = ['export', 'm0123456789', '--format', 'jsonl', '--data', '.'];
    await expectError(parameters, folder, { exit: 2, code: 'unknown-match', message: 'm0123456789' });
  });
});

describe('a machine that is not ready ends with 3', () => {
  test.each([
    [
      'a missing engine',
      ['play', 'chess', '--seat', 'uci:no-such-engine', '--seat', 'bot:random'],
      'engine-missing',
      'no-such-engine',
    ],
    ['a missing file', ['verify', 'nothing.jsonl'], 'no-file', 'nothing.jsonl'],
    ['a folder without logs', ['verify', '.'], 'no-logs', 'no log'],
    ['a missing tournament file', ['tournament', 'cup.yaml'], 'no-file', 'Check the path'],
    ['a missing data folder', ['backup', 'copy.sqlite', '--data', 'nowhere'], 'no-data', 'nowhere'],
  ])('%s', async (_, parameters, code, message) => {
    await expectError(parameters, await createFolder(), { exit: 3, code, message });
  });

  test('a data folder that cannot be looked into is not called empty', async () => {
    const folder = await createFolder();
    await symlink('loop', join(folder, 'loop'));
    const parameters = ['backup', 'copy.sqlite', '--data', 'loop'];
    await expectError(parameters, folder, { exit: 3, code: 'no-file', message: 'loop/agon.sqlite' });
  });

  test('a file that exists is not overwritten', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'games.jsonl'), '');
    const parameters = ['play', 'tic-tac-toe', ...seats, '--out', 'games.jsonl'];
    await expectError(parameters, folder, { exit: 3, code: 'log-exists', message: 'games.jsonl' });
  });

  test('data that another process holds, named by its pid', async () => {
    const folder = await createFolder();
    const store = await openSqliteStore({ directory: folder });
    onTestFinished(() => store.close());
    const parameters = ['serve', '--port', '0', '--data', '.'];
    await expectError(parameters, folder, { exit: 3, code: 'data-locked', message: String(process.pid) });
  });

  test('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const port = String((taken.address() as AddressInfo).port);
    const parameters = ['serve', '--port', port, '--data', 'data'];
    await expectError(parameters, await createFolder(), { exit: 3, code: 'port-in-use', message: port });
  });

  test.each([
    ['that is missing', 'missing', '', {}],
    ['that others can read', 'exposed', 'chmod 600', { AGON_SERVER_SIGNING_KEY: 'open.pem' }],
    ['that is no key', 'bad', 'openssl', { AGON_SERVER_SIGNING_KEY: 'bad.pem' }],
    ['that is a folder', 'unreadable', 'cannot be read', { AGON_SERVER_SIGNING_KEY: '.' }],
  ])('a signing key %s, for config check too', async (_, why, message, environment) => {
    const folder = await createFolder();
    await writeFile(join(folder, 'open.pem'), '', { mode: 0o644 });
    await writeFile(join(folder, 'bad.pem'), '', { mode: 0o600 });
    const more = { AGON_SERVER_SIGNING_KEY: 'none.pem', ...environment };
    const error = { code: `signing-key-${why}`, message };
    await expectError(['serve', '--port', '0', '--data', 'data'], folder, { exit: 3, ...error }, more);
    await expectError(['config', 'check'], folder, { exit: 1, ...error }, more);
  });

  test.each(['file', 'file/data', '/proc/nope'])('data in %s, where no folder can be', async (data) => {
    const folder = await createFolder();
    await writeFile(join(folder, 'file'), '');
    await expectError(['serve', '--port', '0', '--data', data], folder, {
      exit: 3,
      code: 'data-unusable',
      message: data,
    });
  });

  test('a database of another program', async () => {
    const folder = await createFolder();
    const other = new DatabaseSync(join(folder, 'other.sqlite'));
    other.exec('CREATE TABLE things (name TEXT)');
    other.close();
    await expectError(['rate', 'other.sqlite'], folder, {
      exit: 3,
      code: 'data-foreign',
      message: 'other.sqlite',
    });
  });
});

test('whatever stands in a file, the terminal gets no control character and no change of direction', async () => {
  const folder = await createFolder();
  const evil = 'Eve\u001B]0;title\u0007\u202E\u001B[2J';
  const game = (white: string, black: string): string =>
    `[White "${white}"]\n[Black "${black}"]\n[Result "1-0"]\n\n1. e4 1-0\n\n`;
  await writeFile(join(folder, 'games.pgn'), game(evil, 'Bob') + game('Bob', evil));
  const rated = await runAgon(['rate', 'games.pgn'], folder);
  expect(rated.code).toBe(0);
  expect(rated.stdout).toContain('Eve\uFFFD]0;title');
  expect(rated.stdout + rated.stderr).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
});

test('people read the error, then what to do; only --debug shows the stack', async () => {
  const folder = await createFolder();
  const plain = await runAgon(['verify', 'nothing.jsonl'], folder);
  expect(plain).toEqual({
    code: 3,
    stdout: '',
    stderr: 'error (no-file): There is no nothing.jsonl.\nCheck the path.\n',
  });
  const debugged = await runAgon(['verify', 'nothing.jsonl', '--debug'], folder);
  expect(debugged.stderr).toMatch(isStack);
});
