import { bareAnswer } from '../bare-answer.ts';

/** What an answer that should be one name was read as. */
export type NameReading =
  | { readonly name: string }
  | { readonly problem: 'empty' | 'unparsable' }
  | { readonly problem: 'ambiguous'; readonly reads: readonly string[] };

/** The ways to write a name: as it is, in lower and upper case, and with a capital. */
const writingsOf = (name: string): string[] => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
  name.charAt(0).toUpperCase() + name.slice(1),
];

/** A reader of answers that are one of `names`, in any usual case, with marks around it and nothing else. */
export const createNameReader = (names: readonly string[]): ((text: string) => NameReading) => {
  const named = new Map(names.flatMap((name) => writingsOf(name).map((text) => [text, name])));
  return (text) => {
    const answer = bareAnswer(text);
    if (answer === undefined) return { problem: 'unparsable' };
    if (answer === '') return { problem: 'empty' };
    const name = named.get(answer);
    if (name !== undefined) return { name };
    const reads = [...new Set(answer.split(/[^\p{L}\p{N}]+/u).flatMap((word) => named.get(word) ?? []))];
    return reads.length < 2 ? { problem: 'unparsable' } : { problem: 'ambiguous', reads };
  };
};
