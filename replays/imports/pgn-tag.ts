import { isBlank, quote } from './import-reader.ts';

/** One tag pair, as places in the bytes of its line. */
export interface PgnTag {
  /** Undefined for a tag that ratings do not read. */
  readonly name: WantedTag | undefined;
  /** The value between its quotes, as it is written. */
  readonly from: number;
  readonly to: number;
  readonly isEscaped: boolean;
  /** After the closing bracket. */
  readonly end: number;
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const backslash = 0x5c;

/** Tags that ratings read; of others not even the name is decoded. */
const wantedTags = ['White', 'Black', 'Result', 'Termination', 'Variant', 'GameId'] as const;
type WantedTag = (typeof wantedTags)[number];

const tagBytes = wantedTags.map((name) => ({ name, bytes: new TextEncoder().encode(name) }));

const nameAt = (bytes: Uint8Array, from: number, to: number): WantedTag | undefined => {
  for (let tag = 0; tag < tagBytes.length; tag++) {
    const { name, bytes: wanted } = tagBytes[tag]!;
    if (wanted.length !== to - from || wanted[0] !== bytes[from]) continue;
    let at = 1;
    while (at < wanted.length && wanted[at] === bytes[from + at]) at += 1;
    if (at === wanted.length) return name;
  }
  return undefined;
};

const skipBlanks = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (isBlank(bytes[at])) at += 1;
  return at;
};

const isTagByte = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x5f;

/** Parses `[Name "value"]` at `start`; undefined where it is not well formed (PGN standard, section 8.1.1). */
export const parsePgnTag = (bytes: Uint8Array, start: number, lineEnd: number): PgnTag | undefined => {
  if (bytes[start] !== openBracket) return undefined;
  const nameFrom = skipBlanks(bytes, start + 1);
  let at = nameFrom;
  while (at < lineEnd && isTagByte(bytes[at]!)) at += 1;
  const name = nameAt(bytes, nameFrom, at);
  if (at === nameFrom) return undefined;
  at = skipBlanks(bytes, at);
  if (bytes[at] !== quote) return undefined;
  const from = at + 1;
  let isEscaped = false;
  for (at = from; at < lineEnd && bytes[at] !== quote; at++) {
    if (bytes[at] !== backslash) continue;
    isEscaped = true;
    at += 1;
  }
  const to = at;
  const end = skipBlanks(bytes, to + 1);
  if (to >= lineEnd || end >= lineEnd || bytes[end] !== closeBracket) return undefined;
  return { name, from, to, isEscaped, end: end + 1 };
};

/** A value without the backslashes before quotes and backslashes. */
export const unescapeValue = (bytes: Uint8Array): Uint8Array => {
  const plain: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === backslash) at += 1;
    plain.push(bytes[at]!);
  }
  return Uint8Array.from(plain);
};
