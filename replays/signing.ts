import { nodeCrypto } from '../games/node-crypto.ts';

/**
 * Signatures of logs. The message that is signed is the 32 bytes of the SHA-256 of the `end` line without its
 * signature member (not their hexadecimal text), by Ed25519 (RFC 8032). Keys are the raw 32 bytes, signatures the
 * raw 64, both as base64url without padding.
 */

const keyBytes = 32;
const signatureBytes = 64;

/** The bytes of a base64url text without padding; undefined unless it is their one and only spelling. */
export const parseBase64Url = (text: string, bytes: number): Uint8Array<ArrayBuffer> | undefined => {
  if (text.length !== Math.ceil((bytes * 4) / 3) || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const digits = text.replaceAll('-', '+').replaceAll('_', '/');
  const decoded = atob(digits);
  // The last digit has spare bits: without this, an edit of them would go unseen.
  if (!btoa(decoded).startsWith(digits)) return undefined;
  const parsed = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at++) parsed[at] = decoded.charCodeAt(at);
  return parsed;
};

/** Bytes as base64url without padding. */
export const formatBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The 32 bytes of a digest of 64 hexadecimal digits: the message that signer and verifier agree on. */
export const digestBytes = (digest: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(digest.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digest.slice(at * 2, at * 2 + 2), 16);
  return bytes;
};

/** `unchecked`: the platform has no Ed25519, as a browser page on plain http has none. */
export type SignatureCheck = 'good' | 'bad' | 'unchecked';

type Bytes = Uint8Array<ArrayBuffer>;

/** A signature of a message, and the key that is to have made it. */
interface Claim {
  /** As base64url, by which the key is remembered in the platform's own form. */
  readonly key: string;
  readonly rawKey: Bytes;
  readonly message: Bytes;
  readonly signature: Bytes;
}

/** Whether a claim is true; undefined where the platform has no Ed25519. */
type Check = (claim: Claim) => boolean | undefined | Promise<boolean | undefined>;

/** Most logs that are verified together have one key. */
const keysKeptMax = 64;

const remember = <Key>(keys: Map<string, Key>, key: string, made: Key): Key => {
  if (keys.size >= keysKeptMax) keys.clear();
  keys.set(key, made);
  return made;
};

/** On this thread: to hand a check to another one and to hear of its end costs half as much again as the check. */
const createNodeCheck = ({ createPublicKey, verify }: NonNullable<typeof nodeCrypto>): Check => {
  const keys = new Map<string, object>();
  const make = (x: string): object =>
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return ({ key, message, signature }) =>
    verify(null, message, keys.get(key) ?? remember(keys, key, make(key)), signature);
};

const importKey = async (subtle: SubtleCrypto, raw: Bytes): Promise<CryptoKey | undefined> => {
  try {
    return await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined;
    throw new Error('the platform refused an Ed25519 key of the right size', { cause: error });
  }
};

const createWebCheck = (): Check => {
  const keys = new Map<string, CryptoKey>();
  return async ({ key, rawKey, message, signature }) => {
    // Absent on insecure pages, whatever the type says.
    const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
    if (subtle === undefined) return undefined;
    const imported = keys.get(key) ?? (await importKey(subtle, rawKey));
    if (imported === undefined) return undefined;
    return subtle.verify('Ed25519', remember(keys, key, imported), signature, message);
  };
};

const verifierBy =
  (check: Check) =>
  async (key: string, digest: string, signature: string): Promise<SignatureCheck> => {
    const rawKey = parseBase64Url(key, keyBytes);
    const rawSignature = parseBase64Url(signature, signatureBytes);
    if (rawKey === undefined || rawSignature === undefined) return 'bad';
    const isTrue = await check({ key, rawKey, message: digestBytes(digest), signature: rawSignature });
    if (isTrue === undefined) return 'unchecked';
    return isTrue ? 'good' : 'bad';
  };

/** `verifySignature` by the means that browsers have. */
export const webVerifySignature = verifierBy(createWebCheck());

/** Whether `signature` of `digest` (64 hexadecimal digits) was made by the owner of `key`, base64url both. */
export const verifySignature =
  nodeCrypto === undefined ? webVerifySignature : verifierBy(createNodeCheck(nodeCrypto));
