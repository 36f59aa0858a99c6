import { gameById } from '../../games/registry.ts';
import { createSigner } from '../../replays/stores/signer.ts';
import type { SigningKey } from '../../replays/stores/signing-key.ts';
import type { ArenaDeps } from './arena.ts';
import { createRandomHex } from './random-hex.ts';

const saltDigits = 32;

/** What every arena on this machine is made of: the registry of games, the system's chance, and its key. */
export const systemDeps = (
  key: SigningKey,
): Pick<ArenaDeps, 'gameOf' | 'key' | 'sign' | 'salt' | 'randomHex'> => {
  const randomHex = createRandomHex();
  return {
    gameOf: gameById,
    key: key.publicKey,
    sign: createSigner(key),
    salt: () => randomHex(saltDigits),
    randomHex,
  };
};
