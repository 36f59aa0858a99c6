import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { createFolder, parseLines, type Ran, runAgon } from './agon-process.ts';

const play =
  'play tic-tac-toe --seat bot:perfect --seat bot:random --games 2 --seed c0ffee --out games.jsonl';

/** A folder with a server's data under another name than the default, and a configuration that names it. */
const folderOfServer = async (): Promise<string> => {
  const folder = await createFolder();
  await mkdir(join(folder, 'of the server'));
  await (await openSqliteStore({ directory: join(folder, 'of the server') })).close();
  await writeFile(join(folder, 'agon.yaml'), 'data: of the server\n');
  return folder;
};

/** The code of the error that a run ended with. */
const codeOf = ({ stderr }: Ran): string => (JSON.parse(stderr) as { error: { code: string } }).error.code;

describe('a command finds the data of the server that is configured here', () => {
  const inFile = ['--config', 'agon.yaml'];
  const variable = { AGON_SERVER_DATA: 'of the server' };
  const fileVariable = { AGON_SERVER_CONFIG: 'agon.yaml' };

  test.each([
    ['the file', inFile, {}],
    ['the file that a variable names', [], fileVariable],
    ['the environment', [], variable],
    ['a flag, before both', ['--data', 'of the server', ...inFile], { AGON_SERVER_DATA: 'elsewhere' }],
  ])('backup: by %s', async (_, flags, environment) => {
    const folder = await folderOfServer();
    const ran = await runAgon(['backup', 'copy.sqlite', ...flags], folder, environment);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('Copied of the server/agon.sqlite to copy.sqlite');
  });

  test.each([
    ['verify'],
    ['rate'],
    ['sprt', '--elo0', '0', '--elo1', '9'],
    ['export', 'm0123456789', '--format', 'pgn'],
  ])('%s: by the file, or says that there is none', async (...command) => {
    const folder = await folderOfServer();
    const found = await runAgon([...command, ...inFile, '--json'], folder);
    // The database is there and empty.
    expect(['no-logs', 'no-games', 'unknown-match', 'not-two-players']).toContain(codeOf(found));
    expect(found.stderr).toContain('of the server');
    expect(codeOf(await runAgon([...command, '--json'], folder))).toBe('no-data');
  });

  test('and no other than that where paths are named', async () => {
    const folder = await folderOfServer();
    expect((await runAgon(play.split(' '), folder)).code).toBe(0);
    const verified = await runAgon(['verify', 'games.jsonl', '--json'], folder, variable);
    expect(parseLines(verified.stdout)).toHaveLength(2);
    const both = await runAgon(['verify', 'games.jsonl', '--json', ...inFile], folder);
    expect({ code: both.code, told: codeOf(both) }).toEqual({ code: 2, told: 'usage' });
  });

  test('or says what is wrong with its configuration', async () => {
    const folder = await folderOfServer();
    await writeFile(join(folder, 'agon.yaml'), 'date: of the server\n');
    for (const command of [['backup', 'copy.sqlite'], ['verify'], ['rate'], ['migrate']]) {
      const ran = await runAgon([...command, ...inFile], folder);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('unknown-setting: agon.yaml, line 1: There is no setting date;');
    }
  });

  test('and where it keeps them in PostgreSQL, backup says who copies that, without a password', async () => {
    const folder = await folderOfServer();
    const environment = { AGON_SERVER_STORE: 'postgres://agon:canary@db/agon' };
    const ran = await runAgon(['backup', 'copy.sqlite', '--json'], folder, environment);
    expect({ code: ran.code, told: codeOf(ran) }).toEqual({ code: 3, told: 'backup-unsupported' });
    expect(ran.stderr).toContain('pg_dump');
    expect(ran.stderr).not.toContain('canary');
  });

  test('migrate wants a database to copy into', async () => {
    const ran = await runAgon(['migrate', ...inFile, '--json'], await folderOfServer());
    expect({ code: ran.code, told: codeOf(ran) }).toEqual({ code: 2, told: 'store-missing' });
  });
});
