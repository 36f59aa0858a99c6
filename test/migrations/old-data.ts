import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { createSqlAccounts } from '../../server/accounts/sql-accounts.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import { ledgerRowHash, ledgerStart } from '../../replays/stores/ledger-chain.ts';
import { append, playStored } from '../../replays/stores/stored-log.ts';
import { createSampleLog } from '../../replays/stores/sample-log.ts';

/** The statements that make a database as an older version left it: a match that is over, one that runs, an owner. */
export const readOldData = (name: string): Promise<string> =>
  readFile(new URL(name, import.meta.url), 'utf8');

/** Expects all of it to be there, and the store to go on from it. */
export const expectOldData = async (store: SqlStore): Promise<void> => {
  const running = createSampleLog('match-running');
  running.steps(2);
  expect(await store.read('match-running')).toEqual(running.lines());
  const adopted = await store.adoptUnfinished();
  expect(adopted.map(({ match }) => match)).toEqual(['match-running']);
  expect(await append(store, { ...running.steps(), epoch: adopted[0]!.epoch })).toBeUndefined();
  expect(await store.read('match-over')).toHaveLength(5);
  await playStored(store, 'match-new');
  const [old, fresh] = await store.ledger(0, 10);
  expect(old).toMatchObject({ seq: 1, match: 'match-over', prev: ledgerStart.hash });
  expect(fresh).toMatchObject({ seq: 2, match: 'match-new', prev: ledgerRowHash(old!) });
  const accounts = createSqlAccounts(store.transact);
  expect(await accounts.createOwner('old-owner')).toMatchObject({ refusal: { code: 'name-taken' } });
};
