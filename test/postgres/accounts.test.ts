import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresStore } from '../../replays/stores/postgres.ts';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import type { Accounts, Created } from '../../server/accounts/accounts.ts';
import { createSqlAccounts } from '../../server/accounts/sql-accounts.ts';
import { createTestSchema, isPostgresSkipped } from './database.ts';

/** Trials of what only happens where two do it at the same moment. */
const trials = 8;

const open = async (): Promise<Accounts> => createSqlAccounts(await openTransact());

const openTransact = async (): Promise<SqlStore['transact']> => {
  const schema = createTestSchema();
  onTestFinished(() => schema.drop());
  const store = await openPostgresStore({ url: schema.url });
  onTestFinished(() => store.close());
  return store.transact;
};

const made = <T>(result: Created<T>): { readonly created: T; readonly keyText: string } => {
  if ('refusal' in result) throw new Error(result.refusal.message);
  return result;
};

describe.skipIf(isPostgresSkipped)('accounts in PostgreSQL', () => {
  test('an admin key is made once', async () => {
    const accounts = await open();
    const key = await accounts.createAdminKeyIfAbsent();
    expect(await accounts.verify(key!)).toMatchObject({ kind: 'admin' });
    expect(await accounts.createAdminKeyIfAbsent()).toBeUndefined();
  });

  test('processes that start at the same moment make one admin key', async () => {
    const transact = await openTransact();
    for (let trial = 0; trial < trials; trial++) {
      const starts = Array.from({ length: 4 }, () => createSqlAccounts(transact).createAdminKeyIfAbsent());
      expect((await Promise.all(starts)).filter((key) => key !== undefined)).toHaveLength(1);
      await transact([{ sql: 'DELETE FROM keys', parameters: [] }]);
    }
  });

  test('a key that one process revokes is refused by another that remembers it, once that has looked', async () => {
    const transact = await openTransact();
    const [here, there] = [createSqlAccounts(transact), createSqlAccounts(transact)];
    const lab = made(await here.createOwner('lab'));
    const { keyId } = (await there.verify(lab.keyText))!;
    await there.forgetRevoked();
    expect(there.recall(lab.keyText)).toMatchObject({ keyId });
    let revocationsHeard = 0;
    there.whenRevoked(lab.keyText, () => (revocationsHeard += 1));
    there.whenRevoked(lab.keyText, () => (revocationsHeard += 10))();
    expect(await here.revoke(keyId)).toBeUndefined();
    expect(revocationsHeard).toBe(0);
    await there.forgetRevoked();
    expect(revocationsHeard).toBe(1);
    expect(there.recall(lab.keyText)).toBeUndefined();
    expect(await there.verify(lab.keyText)).toBeUndefined();
  });

  test('owners, agents and keys are made, found, listed in order and revoked', async () => {
    const accounts = await open();
    const owner = made(await accounts.createOwner('lab'));
    expect(await accounts.createOwner('lab')).toMatchObject({ refusal: { code: 'name-taken' } });
    const agent = made(await accounts.createAgent(owner.created.id, 'deep'));
    expect(await accounts.createAgent(owner.created.id, 'deep')).toMatchObject({
      refusal: { code: 'name-taken' },
    });
    expect(await accounts.createAgent('owner-none', 'deep')).toMatchObject({
      refusal: { code: 'owner-unknown' },
    });
    expect(await accounts.findOwner(owner.created.id)).toEqual(owner.created);
    expect(await accounts.findAgent(agent.created.id)).toEqual(agent.created);
    expect(await accounts.findAgents(['agent-none', agent.created.id])).toEqual([agent.created]);
    expect(await accounts.listAgents(owner.created.id)).toEqual([agent.created]);
    expect(await accounts.verify(agent.keyText)).toMatchObject({ kind: 'agent', owner: owner.created.id });

    const more = [];
    for (let count = 0; count < 4; count++)
      more.push(made(await accounts.createKey('agent', agent.created.id)).created.id);
    const keys = await accounts.listKeys(owner.created.id);
    expect(keys.map(({ id }) => id).slice(2)).toEqual(more);

    expect(await accounts.revoke(more[0]!, owner.created.id)).toBeUndefined();
    expect(await accounts.revoke('none', owner.created.id)).toMatchObject({ code: 'key-unknown' });
    const revoked = (await accounts.listKeys(owner.created.id)).filter(({ revokedAt }) => revokedAt !== null);
    expect(revoked.map(({ id }) => id)).toEqual([more[0]]);
  });
});
