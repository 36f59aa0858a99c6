import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import { createSqlTournamentTable } from '../../server/tournaments/sql-tournament-table.ts';
import { matchesOf } from '../../server/tournaments/pair.ts';
import { createTestSchema, isPostgresSkipped } from './database.ts';

describe.skipIf(isPostgresSkipped)('tournaments in PostgreSQL', () => {
  test('are kept, found, listed newest first, and end once', async () => {
    const schema = createTestSchema();
    onTestFinished(() => schema.drop());
    const store = await openPostgresStore({ url: schema.url });
    onTestFinished(() => store.close());
    const table = createSqlTournamentTable(store.transact);
    const plan = {
      name: 'cup',
      creator: 'me',
      file: '{}',
      games: ['chess'],
      names: ['a'],
      seats: [],
      root: '00',
      rated: true,
    };
    const first = await table.create({ ...plan, id: 'one' });
    const second = await table.create({ ...plan, id: 'two', rated: false });
    expect(first).toMatchObject({ id: 'one', rated: true, ledgerFrom: 0, status: 'running', endedAt: null });
    expect(second.rated).toBe(false);
    expect((await table.list(10)).map(({ id }) => id)).toEqual(['two', 'one']);
    expect(await table.unfinishedCount('me')).toBe(2);
    expect(await table.setStatus('one', 'paused')).toMatchObject({ status: 'paused', endedAt: null });
    expect((await table.running()).map(({ id }) => id)).toEqual(['two']);
    expect(await table.setStatus('one', 'over')).toMatchObject({ endedAt: expect.any(String) });
    expect(await table.setStatus('one', 'running')).toBeUndefined();
    expect((await table.find('one'))!.status).toBe('over');
    // Where a tournament goes on, the other match of a pair is still to come.
    const firstOf = (id: string): string => matchesOf(id, { players: [0, 1], game: 0, pair: 0 }, 0)[0]!.id;
    expect(await table.isPairOpen(firstOf('two'))).toBe(true);
    expect(await table.isPairOpen(firstOf('one'))).toBe(false);
  });
});
