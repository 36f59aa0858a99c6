import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { Rng } from '../../games/rng.ts';
import type { Sign } from '../../replays/record.ts';
import { digestBytes } from '../../replays/signing.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** The public key of every simulated arena, raw, as base64url. */
export const simulatedKey = publicKey.export({ format: 'jwk' }).x!;

export const sign: Sign = (digest, done) =>
  done(signBytes(null, digestBytes(digest), privateKey).toString('base64url'));

/** Long enough to think, short enough that an honest agent is never late. */
export const thinkMsMax = 2_000;

export const hex = (rng: Rng, digits: number): string =>
  Array.from({ length: digits }, () => rng.int(16).toString(16)).join('');
