import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { connectAgent } from '../doors/json-agent.ts';
import { createDirectory, openTestArena, type TestArena } from '../doors/test-arena.ts';
import { isPostgresSkipped, query } from '../postgres/database.ts';
import { newSchema } from '../postgres/open-store.ts';
import { parseLines, runAgon } from './agon-process.ts';

/** Where a server keeps its logs, for somebody who has the database. */
interface Place {
  readonly directory: string;
  readonly environment: { readonly [name: string]: string };
  /** Runs a statement; `@` stands before the name of each table. */
  readonly change: (sql: string) => unknown;
}

const inSqlite = async (): Promise<Place> => {
  const directory = await createDirectory();
  const change = (sql: string): void => {
    const database = new DatabaseSync(join(directory, 'agon.sqlite'));
    database.exec(sql.replaceAll('@', ''));
    database.close();
  };
  return { directory, environment: { AGON_SERVER_DATA: directory }, change };
};

const inPostgres = async (): Promise<Place> => {
  const directory = await createDirectory();
  const { name, url } = newSchema();
  const environment = { AGON_SERVER_DATA: directory, AGON_SERVER_STORE: url };
  return { directory, environment, change: (sql) => query(sql.replaceAll('@', `${name}.`)) };
};

/** A match whose first move has a reasoning, played to its end or left there; answers its id. */
const play = async (arena: TestArena, isOver: boolean): Promise<string> => {
  const { match, tickets } = await arena.createMatch({ game: 'tic-tac-toe' });
  const [first, second] = await Promise.all(tickets.map((ticket) => connectAgent(arena.url, ticket)));
  const { turn, legal } = await first!.next('turn');
  first!.send({ type: 'act', turn, id: 'a1', action: legal![0], reasoning: 'the first is as good as any' });
  await first!.next('ack');
  if (isOver) {
    second!.send({ type: 'resign' });
    await first!.next('end');
  }
  return match;
};

const stores: readonly (readonly [name: string, open: () => Promise<Place>])[] = [
  ['SQLite', inSqlite],
  ...(isPostgresSkipped ? [] : [['PostgreSQL', inPostgres] as const]),
];

describe.each(stores)('a store in %s', (_, open) => {
  /** A server's store with two finished matches and one that is under way, each with a note; `ofChanged` picks the first. */
  const fill = async () => {
    const place = await open();
    const arena = await openTestArena(place);
    const changed = await play(arena, true);
    await play(arena, true);
    await play(arena, false);
    await arena.close();
    const agon = (...parameters: readonly string[]) =>
      runAgon(parameters, place.directory, place.environment);
    const ofChanged = `WHERE match_id = (SELECT id FROM @matches WHERE match = '${changed}')`;
    return { ...place, changed, ofChanged, agon };
  };
  test('is verified with its notes: one that was changed is as bad as in a file, one that is gone is not', async () => {
    const { directory, changed, ofChanged, change, agon } = await fill();
    const whole = { code: 0, stdout: '3 logs: 2 valid, 0 invalid, 1 unfinished.\n' };
    expect(await agon('verify', '--strict')).toMatchObject(whole);

    await change(`UPDATE @notes SET text = 'zzz' ${ofChanged}`);
    const told = await agon('verify', '--strict');
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(
      new RegExp(`^invalid .*/${changed}, line \\d+: note: The text and salt of the note`),
    );
    expect(told.stdout).toContain('3 logs: 1 valid, 1 invalid, 1 unfinished.');
    const verdict = parseLines((await agon('verify', '--strict', '--json')).stdout)[0] as object;
    await writeFile(
      join(directory, 'one.jsonl'),
      (await agon('export', changed, '--format', 'jsonl')).stdout,
    );
    const [inFile] = parseLines((await agon('verify', 'one.jsonl', '--strict', '--json')).stdout);
    expect(inFile).toEqual({ ...verdict, file: 'one.jsonl' });

    await change(`DELETE FROM @notes ${ofChanged}`);
    expect(await agon('verify', '--strict')).toMatchObject(whole);
  });

  test('may not lack the lines of a match that nobody let go', async () => {
    const { changed, ofChanged, change, agon } = await fill();
    for (const table of ['@lines', '@notes']) await change(`DELETE FROM ${table} ${ofChanged}`);
    const told = await agon('verify', '--strict');
    expect(told.code).toBe(1);
    expect(told.stdout).toContain(`/${changed}, line 1: empty: The log has no lines.\n`);
    expect(told.stdout).toContain(`the log of ${changed}, row 1, is gone and was not let go\n`);
    expect(told.stdout).toContain('3 logs: 1 valid, 1 invalid, 1 unfinished.');
    const verdicts = parseLines((await agon('verify', '--strict', '--json')).stdout);
    expect(verdicts).toMatchObject([
      { status: 'invalid', line: 1, code: 'empty', file: expect.stringContaining(`/${changed}`) },
      { status: 'valid' },
      { status: 'unfinished' },
      { status: 'invalid', letGo: 0 },
    ]);
    expect((await agon('export', changed, '--format', 'jsonl')).code).not.toBe(0);
    expect((await agon('sprt', '--elo0', '0', '--elo1', '10')).stderr).not.toContain('unexpected');

    await change(`UPDATE @matches SET pruned_at = '2026-01-01T00:00:00.000Z' WHERE match = '${changed}'`);
    expect(await agon('verify', '--strict')).toMatchObject({
      code: 0,
      stdout:
        '2 logs: 1 valid, 0 invalid, 1 unfinished. 1 more were let go; their rows of the ledger stay.\n',
    });
  });
});
