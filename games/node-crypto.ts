/** The parts of `node:crypto` that are used where browsers run the same code in another way. */
interface NodeCrypto {
  readonly hash: (algorithm: 'sha256', text: string, encoding: 'hex') => string;
  readonly createPublicKey: (key: {
    readonly key: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
    readonly format: 'jwk';
  }) => object;
  readonly verify: (algorithm: null, message: Uint8Array, key: object, signature: Uint8Array) => boolean;
}

/**
 * Node's own cryptography; undefined in a browser. Asked of the platform at run time, since an import of `node:crypto`
 * would keep the files that use it out of browsers.
 */
export const nodeCrypto = (
  globalThis as { process?: { getBuiltinModule?: (id: 'node:crypto') => NodeCrypto } }
).process?.getBuiltinModule?.('node:crypto');
