/** What owners and agents may be called: names end up in prompts, addresses and file names. */
export const accountNamePattern = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/** What the id of a registered agent looks like; nobody else in a log is called so. */
export const agentIdPattern = /^agent-[0-9a-f]{16}$/;

/** The owner of the players that the arena itself hosts; nobody may register under it. */
export const houseOwner = 'house';

export const keyKinds = ['admin', 'owner', 'agent'] as const;
export type KeyKind = (typeof keyKinds)[number];

export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

export interface Agent {
  readonly id: string;
  /** The owner's id. */
  readonly owner: string;
  readonly name: string;
  readonly createdAt: string;
}

/** A key as it may be listed: neither its text nor its hash. */
export interface Key {
  readonly id: string;
  readonly kind: KeyKind;
  /** The id of the owner or agent that it stands for; null for an admin key. */
  readonly subject: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** Who a verified key speaks for. `id` is the agent's or owner's, or `admin`; an admin has no owner. */
export interface Principal {
  readonly kind: KeyKind;
  readonly id: string;
  readonly owner?: string;
  readonly keyId: string;
}

export type AccountRefusalCode =
  | 'name-invalid'
  | 'name-taken'
  | 'name-reserved'
  | 'owner-unknown'
  | 'agent-unknown'
  | 'key-unknown';

/** Why something was not done, in words that say what would be right. */
export interface AccountRefusal {
  readonly code: AccountRefusalCode;
  readonly message: string;
}

/** `keyText` is the only copy there will ever be: it is stored hashed. */
export type Created<T> =
  | { readonly created: T; readonly keyText: string }
  | { readonly refusal: AccountRefusal };

/** Owners, their agents, and the keys that both prove themselves with. */
export interface Accounts {
  /** The text of a new admin key, or undefined where an unrevoked one exists. */
  createAdminKeyIfAbsent(): Promise<string | undefined>;
  createOwner(name: string): Promise<Created<Owner>>;
  /** Agents of different owners may share a name. */
  createAgent(ownerId: string, name: string): Promise<Created<Agent>>;
  /** A further key for an agent or owner, to replace one that was lost or is to be revoked. */
  createKey(kind: 'owner' | 'agent', subject: string): Promise<Created<Key>>;
  /** Who a key speaks for that was verified lately; costs next to nothing. */
  recall(keyText: string): Principal | undefined;
  /** Undefined for whatever is not a key in force. */
  verify(keyText: string): Promise<Principal | undefined>;
  findOwner(id: string): Promise<Owner | undefined>;
  findAgent(id: string): Promise<Agent | undefined>;
  /** Those of them that exist, in any order; few questions to the store, however many are asked for. */
  findAgents(ids: readonly string[]): Promise<readonly Agent[]>;
  listAgents(ownerId: string): Promise<readonly Agent[]>;
  /** The keys of an owner and of its agents, revoked ones too, oldest first. */
  listKeys(ownerId: string): Promise<readonly Key[]>;
  /** Ends a key for good; with `ownerId`, only where it is a key of that owner or of its agents. */
  revoke(keyId: string, ownerId?: string): Promise<AccountRefusal | undefined>;
  /**
   * Calls `revoked` when this process learns that a key is revoked, be it verified yet or not; answers a function that
   * ends it.
   */
  whenRevoked(keyText: string, revoked: () => void): () => void;
  /** Forgets what is remembered of keys that other processes on the same store have revoked lately. */
  forgetRevoked(): Promise<void>;
}
