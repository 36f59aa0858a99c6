import { randomBytes } from 'node:crypto';
import { gameById } from '../../games/registry.ts';
import { createSigner, type SigningKey } from '../../replays/stores/signing-key.ts';
import type { ArenaDeps } from './arena.ts';

const saltDigits = 32;

const randomHex = (digits: number): string =>
  randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);

/** What every arena on this machine is made of: the registry of games, the system's chance, and its key. */
export const systemDeps = (
  key: SigningKey,
): Pick<ArenaDeps, 'gameOf' | 'key' | 'sign' | 'salt' | 'randomHex'> => ({
  gameOf: gameById,
  key: key.publicKey,
  sign: createSigner(key),
  salt: () => randomHex(saltDigits),
  randomHex,
});
