import type { Json } from './game.ts';
import { sha256Hex } from './sha256.ts';

/** Sub-values whose text is longer than this many UTF-16 code units enter a hash by their own digest. */
export const digestOverUnits = 4096;

type JsonObject = { readonly [key: string]: Json | undefined };

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

const joinObject = (value: JsonObject, textOf: (value: Json) => string): string => {
  // RFC 8785 sorts by UTF-16 code units, which is what the default sort compares.
  const keys = Object.keys(value).sort();
  let text = '';
  for (const key of keys) {
    const member = value[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${textOf(member)}`;
  }
  return `{${text}}`;
};

/** The canonical text of a JSON value (RFC 8785). Throws on numbers that JSON cannot hold. */
export const canonical = (value: Json): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is not JSON`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return joinObject(value, canonical);
};

const digests = new WeakMap<object, string>();

/** The text of a sub-value inside its parent: itself, or its digest where it is large. */
const memberText = (value: Json): string => {
  if (value === null || typeof value !== 'object') return canonical(value);
  const known = digests.get(value);
  if (known !== undefined) return known;
  const text = hashedText(value);
  if (text.length <= digestOverUnits) return text;
  const digest = `{"$sha256":"${sha256Hex(text)}"}`;
  digests.set(value, digest);
  return digest;
};

const hashedText = (value: Json): string => {
  if (value === null || typeof value !== 'object') return canonical(value);
  if (isArray(value)) return `[${value.map(memberText).join(',')}]`;
  return joinObject(value, memberText);
};

/**
 * The state hash: SHA-256 of the canonical text, in which each sub-value that is large is replaced by
 * `{"$sha256": …}` of its own text. Digests are remembered by identity, so a large constant costs nothing
 * after the first step; states must therefore never be changed in place.
 */
export const stateHash = (state: Json): string => sha256Hex(hashedText(state));

/** Whether a digest of one of its members is remembered: then the whole is large, and its text expensive. */
const hasLargeMember = (state: object): boolean => {
  for (const key in state) {
    const member: unknown = (state as Readonly<Record<string, unknown>>)[key];
    if (typeof member === 'object' && member !== null && digests.has(member)) return true;
  }
  return false;
};

/**
 * `stateHash` for states of games, at a fraction of its cost while they are small: a law holds every game to
 * states whose plain JSON text is canonical already.
 */
export const gameStateHash = (state: Json): string => {
  if (state === null || typeof state !== 'object' || hasLargeMember(state)) return stateHash(state);
  const text = JSON.stringify(state);
  return text.length <= digestOverUnits ? sha256Hex(text) : stateHash(state);
};
