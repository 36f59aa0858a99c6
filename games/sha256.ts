import { nodeCrypto } from './node-crypto.ts';

/**
 * SHA-256 (FIPS 180-4), synchronous, so that rules and verification run in a browser, where `crypto.subtle` is
 * asynchronous and absent on plain http. On Node the native implementation is used; a test holds them equal.
 */

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
};
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;

const first64 = primes(64);
const K = new Int32Array(first64.map((p) => fraction(Math.cbrt(p))));
const H0 = new Int32Array(first64.slice(0, 8).map((p) => fraction(Math.sqrt(p))));
const W = new Int32Array(64);
const encoder = new TextEncoder();

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

const schedule = (block: DataView, offset: number): void => {
  for (let i = 0; i < 16; i++) W[i] = block.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15]!;
    const b = W[i - 2]!;
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0;
  }
};

const compress = (hash: Int32Array): void => {
  let [a, b, c, d, e, f, g, h] = hash as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) hash[i] = (hash[i]! + next[i]!) | 0;
};

/** The 32 bytes of the digest as eight signed 32-bit words, by the portable implementation. */
const portableWords = (data: Uint8Array): Int32Array => {
  const padded = new Uint8Array(((data.length + 8) >> 6) * 64 + 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(padded.length - 4, (data.length * 8) >>> 0);
  const hash = Int32Array.from(H0);
  for (let offset = 0; offset < padded.length; offset += 64) {
    schedule(view, offset);
    compress(hash);
  }
  return hash;
};

/** SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits, in portable JavaScript. */
export const portableSha256Hex = (text: string): string => {
  let hex = '';
  for (const word of portableWords(encoder.encode(text))) hex += (word >>> 0).toString(16).padStart(8, '0');
  return hex;
};

const native = nodeCrypto?.hash;

/** SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits. */
export const sha256Hex: (text: string) => string =
  native === undefined ? portableSha256Hex : (text) => native('sha256', text, 'hex');
