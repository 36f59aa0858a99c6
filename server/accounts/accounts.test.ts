import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../replays/stores/sqlite.ts';
import type { Accounts, Created } from './accounts.ts';
import { createSqlAccounts } from './sql-accounts.ts';

/** Accounts in a database of their own, whose clock moves one second a reading; `reopen` starts them anew. */
const open = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'agon-accounts-'));
  const start = async () => {
    const store = await openSqliteStore({ directory });
    let seconds = 0;
    const now = (): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds++)).toISOString();
    return { store, accounts: createSqlAccounts(store.transact, now) };
  };
  let { store, accounts } = await start();
  onTestFinished(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const reopen = async (): Promise<Accounts> => {
    await store.close();
    ({ store, accounts } = await start());
    return accounts;
  };
  return { directory, accounts, reopen };
};

const made = <T>(result: Created<T>): { readonly created: T; readonly keyText: string } => {
  if ('refusal' in result) throw new Error(result.refusal.message);
  return result;
};

const code = (result: Created<unknown>): string => ('refusal' in result ? result.refusal.code : 'created');

test('an admin key is made once, and again only after it was revoked', async () => {
  const { accounts } = await open();
  const [first, second] = await Promise.all([
    accounts.createAdminKeyIfAbsent(),
    accounts.createAdminKeyIfAbsent(),
  ]);
  expect([first, second].filter((text) => text !== undefined)).toHaveLength(1);
  const keyText = (first ?? second)!;
  const principal = await accounts.verify(keyText);
  expect(principal).toEqual({ kind: 'admin', id: 'admin', keyId: keyText.split('_')[2] });
  await accounts.revoke(principal!.keyId);
  expect(await accounts.verify(keyText)).toBeUndefined();
  expect(await accounts.createAdminKeyIfAbsent()).toMatch(/^agon_admin_/);
});

test('owners and agents prove themselves with the key that they were shown, also after a restart', async () => {
  const { accounts, reopen } = await open();
  const owner = made(await accounts.createOwner('ada'));
  const agent = made(await accounts.createAgent(owner.created.id, 'deep-thought'));
  expect(agent.created).toMatchObject({ owner: owner.created.id, name: 'deep-thought' });
  for (const restart of [false, true]) {
    const now = restart ? await reopen() : accounts;
    expect(await now.verify(owner.keyText)).toMatchObject({
      kind: 'owner',
      id: owner.created.id,
      owner: owner.created.id,
    });
    expect(await now.verify(agent.keyText)).toMatchObject({
      kind: 'agent',
      id: agent.created.id,
      owner: owner.created.id,
    });
    expect(await now.findOwner(owner.created.id)).toEqual(owner.created);
    expect(await now.findAgent(agent.created.id)).toEqual(agent.created);
    expect(await now.listAgents(owner.created.id)).toEqual([agent.created]);
  }
});

test.each([0, 1, 100, 101])('agents are found together, %i at once', async (count) => {
  const { accounts } = await open();
  const owner = made(await accounts.createOwner('ada')).created.id;
  const agent = made(await accounts.createAgent(owner, 'deep-thought')).created;
  const unknown = Array.from({ length: Math.max(0, count - 1) }, (_, at) => `agent-${at}`);
  const found = await accounts.findAgents(count === 0 ? [] : [...unknown, agent.id]);
  expect(found).toEqual(count === 0 ? [] : [agent]);
});

test('whatever is not a key in force verifies as nobody', async () => {
  const { accounts } = await open();
  const { keyText } = made(await accounts.createOwner('ada'));
  const last = keyText.endsWith('A') ? 'B' : 'A';
  const wrong = [
    '',
    'agon_owner',
    `${keyText} `,
    keyText.slice(0, -2) + last + last,
    keyText.replace('agon_owner', 'agon_admin'),
    keyText.replace('agon_owner', 'agon_agent'),
    `agon_owner_0123456789abcdef_${'A'.repeat(43)}`,
  ];
  for (const text of wrong) expect(await accounts.verify(text)).toBeUndefined();
  expect(await accounts.verify(keyText)).toMatchObject({ kind: 'owner' });
});

test('names follow the rules and are taken once', async () => {
  const { accounts } = await open();
  for (const name of ['', 'Ada', '-ada', 'a b', 'ada\n', 'é', 'x'.repeat(41)]) {
    expect(code(await accounts.createOwner(name))).toBe('name-invalid');
  }
  expect(code(await accounts.createOwner('house'))).toBe('name-reserved');
  const ada = made(await accounts.createOwner('ada')).created;
  const bob = made(await accounts.createOwner('x'.repeat(40))).created;
  expect(code(await accounts.createOwner('ada'))).toBe('name-taken');
  expect(code(await accounts.createAgent(ada.id, 'one.two_3'))).toBe('created');
  expect(code(await accounts.createAgent(ada.id, 'one.two_3'))).toBe('name-taken');
  expect(code(await accounts.createAgent(bob.id, 'one.two_3'))).toBe('created');
  expect(code(await accounts.createAgent(bob.id, '..'))).toBe('name-invalid');
  expect(code(await accounts.createAgent('owner-0', 'three'))).toBe('owner-unknown');
  // A refused creation leaves no key behind.
  expect(await accounts.listKeys(ada.id)).toHaveLength(2);
});

test('a key is revoked by an admin or its owner, at once, and can be replaced', async () => {
  const { accounts } = await open();
  const ada = made(await accounts.createOwner('ada'));
  const bob = made(await accounts.createOwner('bob'));
  const agent = made(await accounts.createAgent(ada.created.id, 'one'));
  const keyId = (await accounts.verify(agent.keyText))!.keyId;
  expect(await accounts.revoke(keyId, bob.created.id)).toMatchObject({ code: 'key-unknown' });
  expect(await accounts.verify(agent.keyText)).toMatchObject({ keyId });
  expect(await accounts.revoke(keyId, ada.created.id)).toBeUndefined();
  expect(await accounts.revoke(keyId)).toBeUndefined();
  expect(await accounts.verify(agent.keyText)).toBeUndefined();
  expect(await accounts.revoke('0123456789abcdef')).toMatchObject({ code: 'key-unknown' });

  const replaced = made(await accounts.createKey('agent', agent.created.id));
  expect(await accounts.verify(replaced.keyText)).toMatchObject({ kind: 'agent', id: agent.created.id });
  expect(code(await accounts.createKey('owner', agent.created.id))).toBe('owner-unknown');
  const keys = await accounts.listKeys(ada.created.id);
  expect(keys.map((key) => [key.kind, key.revokedAt !== null])).toEqual([
    ['owner', false],
    ['agent', true],
    ['agent', false],
  ]);
  expect(Object.keys(keys[0]!).sort()).toEqual(['createdAt', 'id', 'kind', 'revokedAt', 'subject']);
});

test('no file of the database holds the secret of a key', async () => {
  const { accounts, directory } = await open();
  const { keyText } = made(await accounts.createOwner('ada'));
  await accounts.verify(keyText);
  const secret = keyText.split('_').slice(3).join('_');
  const files = ['agon.sqlite', 'agon.sqlite-wal'].map((name) =>
    readFileSync(join(directory, name), 'latin1'),
  );
  expect(files.join('')).toContain('scrypt$14$');
  expect(files.join('')).not.toContain(secret);
});
