import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { keyKinds, type KeyKind } from './accounts.ts';

const secretBytes = 32;
const saltBytes = 16;
const hashBytes = 32;

/** log2 of scrypt's N for new hashes; a hash names its own, so this may be raised. */
const costLog2 = 14;

/** A key text in its parts: `agon_<kind>_<id>_<secret>`. */
export interface ParsedKey {
  readonly kind: KeyKind;
  readonly id: string;
  readonly secret: string;
}

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const scryptHash = (secret: string, salt: Buffer, log2: number): Promise<Buffer> =>
  derive(secret, salt, hashBytes, { N: 2 ** log2, r: 8, p: 1 });

/** A key that did not exist before. */
export const createKeyParts = (kind: KeyKind): ParsedKey => ({
  kind,
  id: randomBytes(8).toString('hex'),
  secret: randomBytes(secretBytes).toString('base64url'),
});

/** What the holder is shown once. */
export const formatKey = ({ kind, id, secret }: ParsedKey): string => `agon_${kind}_${id}_${secret}`;

const keyPattern = new RegExp(`^agon_(${keyKinds.join('|')})_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$`);

/** Undefined for a text that no key has. */
export const parseKey = (text: string): ParsedKey | undefined => {
  const match = keyPattern.exec(text);
  return match === null ? undefined : { kind: match[1] as KeyKind, id: match[2]!, secret: match[3]! };
};

/** What is stored of a key: `scrypt$<log2 N>$<salt>$<hash>`. */
export const hashSecret = async (secret: string): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const hash = await scryptHash(secret, salt, costLog2);
  return `scrypt$${costLog2}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
};

/** Whether `stored` is the hash of `secret`. Costs tens of milliseconds of a pool thread. */
export const isSecretOf = async (secret: string, stored: string): Promise<boolean> => {
  const [, log2, salt, hash] = stored.split('$');
  const derived = await scryptHash(secret, Buffer.from(salt!, 'base64url'), Number(log2));
  return timingSafeEqual(derived, Buffer.from(hash!, 'base64url'));
};
