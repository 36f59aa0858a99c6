import { randomBytes } from 'node:crypto';
import type { SqlStore } from '../../replays/stores/sql-store.ts';
import type { SqlRow, SqlStatement } from '../../replays/stores/sqlite-rows.ts';
import {
  accountNamePattern,
  houseOwner,
  type AccountRefusal,
  type AccountRefusalCode,
  type Accounts,
  type Agent,
  type Key,
  type KeyKind,
  type Owner,
  type Principal,
} from './accounts.ts';
import { createKeyParts, formatKey, hashSecret, isSecretOf, parseKey, type ParsedKey } from './key.ts';
import { createKeyFollowers } from './key-followers.ts';
import { createVerifications } from './verifications.ts';

/** A way to the tables, which lie in the store's own database. */
export type Transact = SqlStore['transact'];

const refuse = (code: AccountRefusalCode, message: string): { readonly refusal: AccountRefusal } => ({
  refusal: { code, message },
});

const nameRefusal = (name: string): { readonly refusal: AccountRefusal } | undefined => {
  if (!accountNamePattern.test(name)) {
    return refuse(
      'name-invalid',
      'a name is 1 to 40 of the characters a-z 0-9 . _ - and starts with a letter or digit, such as "deep-thought".',
    );
  }
  if (name !== houseOwner) return undefined;
  return refuse('name-reserved', `"${houseOwner}" stands for the arena itself; choose another name.`);
};

const newId = (kind: 'owner' | 'agent'): string => `${kind}-${randomBytes(8).toString('hex')}`;

const ownerOf = (row: SqlRow): Owner => ({
  id: row['id'] as string,
  name: row['name'] as string,
  createdAt: row['created_at'] as string,
});

const agentOf = (row: SqlRow): Agent => ({ ...ownerOf(row), owner: row['owner'] as string });

const keyOf = (row: SqlRow): Key => ({
  id: row['id'] as string,
  kind: row['kind'] as KeyKind,
  subject: row['subject'] as string | null,
  createdAt: row['created_at'] as string,
  revokedAt: row['revoked_at'] as string | null,
});

const principalOf = (row: SqlRow): Principal => {
  const kind = row['kind'] as KeyKind;
  const keyId = row['id'] as string;
  const id = row['subject'] as string;
  switch (kind) {
    case 'admin':
      return { kind, id: 'admin', keyId };
    case 'owner':
      return { kind, id, owner: id, keyId };
    case 'agent':
      return { kind, id, owner: row['owner'] as string, keyId };
  }
};

/** Inserts a key for `subject` where the row it belongs to exists: nothing where the statement before failed. */
const insertKey = (
  key: ParsedKey,
  hash: string,
  createdAt: string,
  subject: string,
  table: 'owners' | 'agents',
): SqlStatement => ({
  sql: `INSERT INTO keys (id, kind, subject, hash, created_at)
    SELECT ?, ?, id, ?, ? FROM ${table} WHERE id = ? RETURNING *`,
  parameters: [key.id, key.kind, hash, createdAt, subject],
});

const createKeys = (
  transact: Transact,
  now: () => string,
): Pick<Accounts, 'createAdminKeyIfAbsent' | 'createKey'> => ({
  createAdminKeyIfAbsent: async () => {
    const key = createKeyParts('admin');
    const [, rows] = await transact([
      // Whoever starts at the same moment waits here, and sees the key then.
      { sql: 'UPDATE heartbeat SET beats = beats + 1', parameters: [] },
      {
        sql: `INSERT INTO keys (id, kind, hash, created_at) SELECT ?, 'admin', ?, ?
          WHERE NOT EXISTS (SELECT 1 FROM keys WHERE kind = 'admin' AND revoked_at IS NULL) RETURNING id`,
        parameters: [key.id, await hashSecret(key.secret), now()],
      },
    ]);
    return rows!.length === 0 ? undefined : formatKey(key);
  },
  createKey: async (kind, subject) => {
    const key = createKeyParts(kind);
    const hash = await hashSecret(key.secret);
    const [rows] = await transact([insertKey(key, hash, now(), subject, `${kind}s`)]);
    const row = rows![0];
    if (row === undefined) return refuse(`${kind}-unknown`, `there is no ${kind} with the id "${subject}".`);
    return { created: keyOf(row), keyText: formatKey(key) };
  },
});

const createSubjects = (
  transact: Transact,
  now: () => string,
): Pick<Accounts, 'createOwner' | 'createAgent'> => ({
  createOwner: async (name) => {
    const refused = nameRefusal(name);
    if (refused !== undefined) return refused;
    const [id, key, createdAt] = [newId('owner'), createKeyParts('owner'), now()];
    const hash = await hashSecret(key.secret);
    const [rows] = await transact([
      {
        sql: 'INSERT INTO owners (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING *',
        parameters: [id, name, createdAt],
      },
      insertKey(key, hash, createdAt, id, 'owners'),
    ]);
    const row = rows![0];
    if (row === undefined)
      return refuse('name-taken', `an owner is called "${name}" already; choose another name.`);
    return { created: ownerOf(row), keyText: formatKey(key) };
  },
  createAgent: async (ownerId, name) => {
    const refused = nameRefusal(name);
    if (refused !== undefined) return refused;
    const [id, key, createdAt] = [newId('agent'), createKeyParts('agent'), now()];
    const hash = await hashSecret(key.secret);
    const [owners, rows] = await transact([
      { sql: 'SELECT id FROM owners WHERE id = ?', parameters: [ownerId] },
      {
        sql: `INSERT INTO agents (id, owner, name, created_at) SELECT ?, id, ?, ? FROM owners WHERE id = ?
          ON CONFLICT DO NOTHING RETURNING *`,
        parameters: [id, name, createdAt, ownerId],
      },
      insertKey(key, hash, createdAt, id, 'agents'),
    ]);
    if (owners!.length === 0) return refuse('owner-unknown', `there is no owner with the id "${ownerId}".`);
    const row = rows![0];
    if (row === undefined) {
      return refuse('name-taken', `this owner has an agent called "${name}" already; choose another name.`);
    }
    return { created: agentOf(row), keyText: formatKey(key) };
  },
});

/** A statement takes so many parameters; another number each time would be another statement to prepare. */
const idsAtOnce = 100;

/** Asks for agents by their ids. The last id stands for those that a statement has too few of. */
const agentsById = (ids: readonly string[]): readonly SqlStatement[] => {
  const sql = `SELECT * FROM agents WHERE id IN (${Array.from({ length: idsAtOnce }, () => '?').join(', ')})`;
  return Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, at) => ({
    sql,
    parameters: Array.from({ length: idsAtOnce }, (__, of) => ids[at * idsAtOnce + of] ?? ids.at(-1)!),
  }));
};

const createLookups = (
  transact: Transact,
): Pick<Accounts, 'findOwner' | 'findAgent' | 'findAgents' | 'listAgents' | 'listKeys'> => {
  const select = async (sql: string, ...parameters: string[]): Promise<readonly SqlRow[]> =>
    (await transact([{ sql, parameters }]))[0]!;
  return {
    findOwner: async (id) => (await select('SELECT * FROM owners WHERE id = ?', id)).map(ownerOf)[0],
    findAgent: async (id) => (await select('SELECT * FROM agents WHERE id = ?', id)).map(agentOf)[0],
    findAgents: async (ids) => (await transact(agentsById(ids))).flat().map(agentOf),
    listAgents: async (ownerId) =>
      (await select('SELECT * FROM agents WHERE owner = ? ORDER BY name', ownerId)).map(agentOf),
    listKeys: async (ownerId) =>
      (await select(`${ownedKeys} ORDER BY created_at, rowid`, ownerId)).map(keyOf),
  };
};

/** The keys of the owner ?1 and of its agents. */
const ownedKeys =
  'SELECT * FROM keys WHERE subject = ?1 OR subject IN (SELECT id FROM agents WHERE owner = ?1)';

const keyInForce = `
  SELECT keys.*, agents.owner FROM keys LEFT JOIN agents ON agents.id = subject
  WHERE keys.id = ? AND kind = ? AND revoked_at IS NULL`;

const revokeKey = `
  UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING id`;

const revokeOwnedKey = `
  UPDATE keys SET revoked_at = coalesce(revoked_at, ?2)
  WHERE id = ?3 AND id IN (SELECT id FROM (${ownedKeys}) AS owned) RETURNING id`;

/** How far apart the clocks of processes that share a store may be. */
const clocksApartMs = 3_600_000;

const createChecks = (
  transact: Transact,
  now: () => string,
): Pick<Accounts, 'recall' | 'verify' | 'revoke' | 'whenRevoked' | 'forgetRevoked'> => {
  const verifications = createVerifications();
  const followers = createKeyFollowers();
  const check = async (key: ParsedKey): Promise<Principal | undefined> => {
    const [rows] = await transact([{ sql: keyInForce, parameters: [key.id, key.kind] }]);
    const row = rows![0];
    if (row === undefined || !(await isSecretOf(key.secret, row['hash'] as string))) return undefined;
    return principalOf(row);
  };
  return {
    recall: verifications.recall,
    verify: async (keyText) => {
      const key = parseKey(keyText);
      return key && verifications.verify(keyText, () => check(key));
    },
    revoke: async (keyId, ownerId) => {
      const [rows] = await transact([
        ownerId === undefined
          ? { sql: revokeKey, parameters: [now(), keyId] }
          : { sql: revokeOwnedKey, parameters: [ownerId, now(), keyId] },
      ]);
      verifications.forget(keyId);
      if (rows!.length > 0) {
        followers.tell(keyId);
        return undefined;
      }
      return refuse('key-unknown', `there is no key with the id "${keyId}"; list the keys to see theirs.`)
        .refusal;
    },
    whenRevoked: (keyText, revoked) => {
      const key = parseKey(keyText);
      return key === undefined ? () => {} : followers.follow(key.id, revoked);
    },
    forgetRevoked: async () => {
      const since = new Date(Date.parse(now()) - clocksApartMs).toISOString();
      const [rows] = await transact([
        { sql: 'SELECT id FROM keys WHERE revoked_at >= ?', parameters: [since] },
      ]);
      for (const { id } of rows!) {
        verifications.forget(id as string);
        followers.tell(id as string);
      }
    },
  };
};

/**
 * Accounts in the store's own database, whichever it is, so that a backup holds them too. A process
 * remembers verified keys: `revoke` takes effect at once in the process that does it, in others with `forgetRevoked`.
 */
export const createSqlAccounts = (
  transact: Transact,
  now: () => string = () => new Date().toISOString(),
): Accounts => ({
  ...createKeys(transact, now),
  ...createSubjects(transact, now),
  ...createLookups(transact),
  ...createChecks(transact, now),
});
