import { expect, test } from 'vitest';
import type { MatchFilter, Store } from '../store.ts';
import { append, createStored, playStored } from './stored-log.ts';

/** Every page of a listing, with `between` done after each page. */
const listAll = async (
  store: Store,
  filter: MatchFilter,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(filter, limit, cursor);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((item) => item.match));
    ({ cursor } = page);
    await between();
  } while (cursor !== undefined);
  return found;
};

/** The part of the contract that is about pages of matches. */
export const testListing = (open: () => Promise<Store>): void => {
  test('every combination of filters finds its matches, newest first, in pages', async () => {
    const store = await open();
    const all: { match: string; game: string; agents: string[]; status: 'over' | 'running' }[] = [];
    for (let index = 0; index < 24; index++) {
      const match = `match-${index}`;
      const game = index % 2 === 0 ? 'chess' : 'kuhn-poker';
      const agents = index % 3 === 0 ? ['a', 'a'] : ['b', 'c'];
      const status = index % 4 < 2 ? 'over' : 'running';
      await (status === 'over' ? playStored : createStored)(store, match, { game, agents });
      all.unshift({ match, game, agents, status });
    }
    for (const agent of [undefined, 'a', 'c', 'nobody']) {
      for (const game of [undefined, 'chess', 'nothing']) {
        for (const status of [undefined, 'over', 'running'] as const) {
          const wanted = all.filter(
            (row) =>
              (agent === undefined || row.agents.includes(agent)) &&
              (game === undefined || row.game === game) &&
              (status === undefined || row.status === status),
          );
          const filter = { ...(agent && { agent }), ...(game && { game }), ...(status && { status }) };
          expect(await listAll(store, filter, 3)).toEqual(wanted.map((row) => row.match));
        }
      }
    }
  });
  test('a row says what the match is and when it ended', async () => {
    const store = await open();
    const log = await createStored(store, 'match-1', { game: 'chess', agents: ['a', 'b', 'a'] });
    const row = {
      match: 'match-1',
      game: 'chess',
      agents: ['a', 'b', 'a'],
      createdAt: log.creation.header.at,
    };
    expect(await store.list({}, 50)).toEqual({ items: [{ ...row, status: 'running', endedAt: null }] });
    const end = log.end();
    await append(store, end);
    const endedAt = end.finish!.endedAt;
    expect(await store.list({}, 50)).toEqual({ items: [{ ...row, status: 'over', endedAt }] });
  });
  test('cursors neither repeat nor skip a match while others are added', async () => {
    const store = await open();
    const names = Array.from({ length: 10 }, (_, index) => `match-${index}`);
    for (const match of names) await createStored(store, match);
    let added = 0;
    const found = await listAll(store, {}, 3, () => createStored(store, `late-match-${added++}`));
    expect(found).toEqual(names.toReversed());
  });
  test('an invented cursor is refused with a code', async () => {
    const store = await open();
    await expect(store.list({}, 10, 'first')).rejects.toMatchObject({ code: 'cursor-invalid' });
  });
};
