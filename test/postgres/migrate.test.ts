import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { copyToPostgres } from '../../replays/stores/postgres-copy.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import { append, createStored, playStored } from '../../replays/stores/stored-log.ts';
import { createSqlAccounts } from '../../server/accounts/sql-accounts.ts';
import { createFolder, runAgon } from '../cli/agon-process.ts';
import { createTestSchema, isPostgresSkipped, query, type TestSchema } from './database.ts';

const newSchema = (): TestSchema => {
  const schema = createTestSchema();
  onTestFinished(() => schema.drop());
  return schema;
};

const openCopy = async ({ url }: TestSchema): Promise<SqlStore> => {
  const store = await openPostgresStore({ url, flushMs: 0 });
  onTestFinished(() => store.close());
  return store;
};

const cup = `name: cup
games: [{id: tic-tac-toe}, {id: kuhn-poker, config: {hands: 3}}]
players: [{player: 'bot:random'}, {name: twin, player: 'bot:random'}]
schedule: {kind: round-robin, pairs: 3}
seed: 'c0ffee'
`;

describe.skipIf(isPostgresSkipped)('agon migrate', () => {
  test('copies all that a data folder holds, and the copy goes on where it stood', async () => {
    const [folder, schema] = [await createFolder(), newSchema()];
    const directory = join(folder, 'data');
    const source = await openSqliteStore({ directory, flushMs: 0 });
    const logs = [];
    for (let at = 0; at < 120; at++)
      logs.push(await playStored(source, `match-${at}`, { group: { event: 'e' } }));
    const running = await createStored(source, 'running', { group: { pair: 'p' } });
    await append(source, running.refusal('a note with the character \0'));
    const accounts = createSqlAccounts(source.transact);
    const owner = await accounts.createOwner('lab');
    const rows = await source.ledger(0, 1_000);
    const listed = await source.list({}, 1_000);
    const notes = await source.notes('running');
    await source.close();

    const ran = await runAgon(['migrate', 'data', schema.url, '--json'], folder);
    // The logs of this test are made up, so their copies are as little valid as they are.
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ matches: 121, ledgerRows: 120 });

    const copy = await openCopy(schema);
    expect(await copy.ledger(0, 1_000)).toEqual(rows);
    expect(await copy.list({}, 1_000)).toEqual(listed);
    expect(await copy.notes('running')).toEqual(notes);
    for (const log of [...logs, running]) expect(await copy.read(log.match)).toEqual(log.lines());
    expect(await copy.secrets('running')).toEqual(running.secrets);
    const copied = createSqlAccounts(copy.transact);
    if ('refusal' in owner) throw new Error(owner.refusal.message);
    expect(await copied.verify(owner.keyText)).toMatchObject({ kind: 'owner', id: owner.created.id });

    // New matches, lines and ledger rows follow the old ones.
    expect(await append(copy, running.steps())).toBeUndefined();
    expect(await append(copy, running.end())).toBeUndefined();
    await playStored(copy, 'match-new');
    expect((await copy.ledger(120, 10)).map(({ seq }) => seq)).toEqual([121, 122]);
    expect((await copy.list({}, 1)).items[0]!.match).toBe('match-new');
    expect(await copy.isGroupOver('match-1')).toBe(true);
  });

  test('verifies every log of the copy, and refuses a second one', { timeout: 120_000 }, async () => {
    const [folder, schema] = [await createFolder(), newSchema()];
    await writeFile(join(folder, 'cup.yaml'), cup);
    expect((await runAgon(['tournament', 'cup.yaml', '--json'], folder)).code).toBe(0);
    const ran = await runAgon(['migrate', 'cup', schema.url, '--json'], folder);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ matches: 12, ledgerRows: 12, invalid: 0 });
    // The copy is read where it is, by its address or by the configuration.
    const environment = { AGON_SERVER_STORE: schema.url };
    expect(await runAgon(['rate', '--json'], folder, environment)).toEqual(
      await runAgon(['rate', 'cup', '--json'], folder),
    );
    expect(await runAgon(['verify'], folder, environment)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('12 logs: 12 valid, 0 invalid.'),
    });
    const [{ match }] = (await query(`SELECT match FROM ${schema.name}.matches LIMIT 1`)) as [
      { match: string },
    ];
    for (const format of ['jsonl', 'csv'])
      expect((await runAgon(['export', match, '--format', format], folder, environment)).stdout).toBe(
        (await runAgon(['export', match, '--format', format, '--data', 'cup'], folder)).stdout,
      );
    const again = await runAgon(['migrate', 'cup', schema.url, '--json'], folder);
    expect(again.code).toBe(3);
    expect(again.stderr).toContain('target-not-empty');
    expect(await query(`SELECT count(*)::int AS count FROM ${schema.name}.matches`)).toEqual([{ count: 12 }]);
  });

  test('copies what takes its time to be read', async () => {
    const schema = newSchema();
    const source = await openSqliteStore({ directory: await createFolder(), flushMs: 0 });
    onTestFinished(() => source.close());
    await playStored(source, 'match-1');
    let isFirst = true;
    // Longer than a transaction of a server may be idle.
    const transact: SqlStore['transact'] = async (statements) => {
      if (isFirst) await setTimeout(1_500);
      isFirst = false;
      return source.transact(statements);
    };
    expect(await copyToPostgres({ ...source, transact }, schema.url)).toEqual({ matches: 1, ledgerRows: 1 });
  });

  test('leaves nothing behind where the copy cannot be made whole', async () => {
    const [folder, schema] = [await createFolder(), newSchema()];
    const source = await openSqliteStore({ directory: join(folder, 'data'), flushMs: 0 });
    await playStored(source, 'match-1');
    // A line that no text of PostgreSQL can hold.
    await source.transact([{ sql: 'UPDATE lines SET text = text || char(0) WHERE n = 2', parameters: [] }]);
    await source.close();
    const ran = await runAgon(['migrate', 'data', schema.url, '--json'], folder);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('store-failed');
    expect(await query(`SELECT 1 FROM ${schema.name}.matches`)).toEqual([]);
  });
});

describe('agon migrate refuses', () => {
  test.each([
    ['a folder without a database', ['migrate', '.', 'postgres://me@127.0.0.1/agon'], 3, 'no-data'],
    ['what is no address', ['migrate', '.', 'here'], 3, 'store-address'],
    [
      'a password among its arguments',
      ['migrate', '.', 'postgres://me:pw@h/agon'],
      2,
      'password-in-arguments',
    ],
  ] as const)('%s', async (_, parameters, code, said) => {
    const ran = await runAgon([...parameters, '--json'], await createFolder());
    expect(ran.code).toBe(code);
    expect(ran.stderr + ran.stdout).toContain(said);
  });

  test('the data of a server that runs', async () => {
    const folder = await createFolder();
    const source = await openSqliteStore({ directory: join(folder, 'data') });
    onTestFinished(() => source.close());
    const ran = await runAgon(['migrate', 'data', 'postgres://me@127.0.0.1/agon', '--json'], folder);
    expect(ran.code).toBe(3);
    expect(ran.stderr + ran.stdout).toContain('data-locked');
  });
});
