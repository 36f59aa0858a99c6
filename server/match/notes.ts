import { sha256Hex } from '../../games/sha256.ts';
import type { NoteRef } from '../../replays/format.ts';
import type { Note } from '../../replays/store.ts';
import { limits } from '../protocol/limits.ts';

const encoder = new TextEncoder();

/** A note and what the chain holds of it. */
export interface Noted {
  readonly ref: NoteRef;
  readonly note: Note;
}

/** Cuts a text at a whole character so that its UTF-8 form has at most `bytesMax` bytes. */
const cutBytes = (text: string, bytesMax: number): string => {
  const bytes = encoder.encode(text);
  if (bytes.length <= bytesMax) return text;
  return new TextDecoder().decode(bytes.subarray(0, bytesMax), { stream: true });
};

/** Puts a text beside the chain, salted with 32 hexadecimal digits; an over-long one is cut and marked. */
export const createNote = (text: string, salt: string): Noted => {
  const kept = cutBytes(text, limits.reasoningBytesMax);
  const sha256 = sha256Hex(salt + kept);
  const ref = { sha256, bytes: encoder.encode(kept).length, ...(kept !== text && { cut: true as const }) };
  return { ref, note: { sha256, salt, text: kept } };
};
