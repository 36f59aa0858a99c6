/** Signs that no shell takes for anything but themselves; letters and digits of every script are among them. */
const plain = /^[\p{L}\p{N}_./:@%+=,-]+$/u;

/** A text as one word of a command line that is told for copying. */
export const shellWord = (text: string): string =>
  plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
