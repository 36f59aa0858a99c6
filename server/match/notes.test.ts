import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../games/sha256.ts';
import { limits } from '../protocol/limits.ts';
import { createNote } from './notes.ts';

const salt = '0123456789abcdef'.repeat(2);
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

test('a note keeps its text and is bound to it by salt and hash', () => {
  expect(createNote('I saw a fork.', salt)).toEqual({
    ref: { sha256: sha256Hex(`${salt}I saw a fork.`), bytes: 13 },
    note: { sha256: sha256Hex(`${salt}I saw a fork.`), salt, text: 'I saw a fork.' },
  });
});

test('a note of exactly the limit is whole', () => {
  const text = 'x'.repeat(limits.reasoningBytesMax);
  expect(createNote(text, salt)).toMatchObject({ ref: { bytes: limits.reasoningBytesMax }, note: { text } });
  expect(createNote(text, salt).ref).not.toHaveProperty('cut');
});

test('a longer note is cut at a whole character and marked', () => {
  fc.assert(
    fc.property(fc.constantFrom('é', '€', '𝄞'), fc.nat(4), (character, shift) => {
      const text = 'x'.repeat(shift) + character.repeat(limits.reasoningBytesMax);
      const { ref, note } = createNote(text, salt);
      expect(ref).toEqual({ sha256: sha256Hex(salt + note.text), bytes: bytesOf(note.text), cut: true });
      expect(text.startsWith(note.text)).toBe(true);
      expect(note.text).not.toContain('\uFFFD');
      expect(ref.bytes).toBeLessThanOrEqual(limits.reasoningBytesMax);
      expect(ref.bytes).toBeGreaterThan(limits.reasoningBytesMax - bytesOf(character));
    }),
    { numRuns: 20 },
  );
});
