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

const importKey = async (
  subtle: SubtleCrypto,
  raw: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey | undefined> => {
  try {
    return await subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined;
    throw new Error('the platform refused an Ed25519 key of the right size', { cause: error });
  }
};

/** Keys in the platform's own form: most logs that are verified together have one key. */
const importedKeys = new Map<string, CryptoKey>();
const importedKeysMax = 64;

/** Whether `signature` of `digest` (64 hexadecimal digits) was made by the owner of `key`. */
export const verifySignature = async (
  key: string,
  digest: string,
  signature: string,
): Promise<SignatureCheck> => {
  const rawKey = parseBase64Url(key, keyBytes);
  const rawSignature = parseBase64Url(signature, signatureBytes);
  if (rawKey === undefined || rawSignature === undefined) return 'bad';
  // Absent on insecure pages, whatever the type says.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return 'unchecked';
  // Nothing is awaited for a key that is known, so that its check is under way before the caller goes on.
  const imported = importedKeys.get(key) ?? (await importKey(subtle, rawKey));
  if (imported === undefined) return 'unchecked';
  if (importedKeys.size >= importedKeysMax) importedKeys.clear();
  importedKeys.set(key, imported);
  return (await subtle.verify('Ed25519', imported, rawSignature, digestBytes(digest))) ? 'good' : 'bad';
};
