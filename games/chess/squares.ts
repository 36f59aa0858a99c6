const squareNames: readonly string[] = Array.from(
  { length: 128 },
  (_, square) => `${'abcdefgh'[square & 7]}${8 - (square >> 4)}`,
);

/** The name of a 0x88 square: 0 is a8, 119 is h1. */
export const formatSquare = (square: number): string => squareNames[square]!;

/** The 0x88 index of the square that the two characters of `text` from `at` name; they must be valid. */
export const parseSquare = (text: string, at = 0): number =>
  (56 - text.charCodeAt(at + 1)) * 16 + text.charCodeAt(at) - 97;
