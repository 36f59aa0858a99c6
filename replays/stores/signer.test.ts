import { expect, test } from 'vitest';
import { sha256Hex } from '../../games/sha256.ts';
import { verifySignature } from '../signing.ts';
import { createSigner } from './signer.ts';
import { createSigningKey } from './signing-key.ts';

const key = createSigningKey();

test('each of many digests gets its own signature, in whatever batches they go', async () => {
  const sign = createSigner(key);
  const digests = Array.from({ length: 100 }, (_, at) => sha256Hex(String(at)));
  const signSoon = (digest: string): Promise<string> => new Promise((resolve) => sign(digest, resolve));
  const first = digests.slice(0, 40).map(signSoon);
  await first[0];
  const signatures = await Promise.all([...first, ...digests.slice(40).map(signSoon)]);
  for (const [at, signature] of signatures.entries())
    expect(await verifySignature(key.publicKey, digests[at]!, signature)).toBe('good');
});

test('what is asked for inside an answer is answered too', async () => {
  const sign = createSigner(key);
  const second = await new Promise<string>((resolve) =>
    sign(sha256Hex('one'), () => sign(sha256Hex('two'), resolve)),
  );
  expect(await verifySignature(key.publicKey, sha256Hex('two'), second)).toBe('good');
});
