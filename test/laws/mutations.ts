/**
 * What was done to an answer. `dressed`: other case or marks around it. `mangled`: a character lost or doubled,
 * which may make another notation of it. `doubled`: a second legal move added, so that no reading can be right.
 */
type MutationKind = 'dressed' | 'mangled' | 'doubled';

/** An answer as a clumsy player might have sent it. */
export interface Mutation {
  readonly kind: MutationKind;
  readonly text: string;
}

const dressings: readonly ((answer: string) => string)[] = [
  (answer) => answer.toUpperCase(),
  (answer) => answer.toLowerCase(),
  (answer) => `"${answer}"`,
  (answer) => `'${answer}'.`,
  (answer) => `\`${answer}\``,
  (answer) => `**${answer}**`,
  (answer) => `\`\`\`\n${answer}\n\`\`\``,
  (answer) => ` ${answer}\n`,
  (answer) => `(${answer})`,
  (answer) => `${answer}!`,
  (answer) => `1. ${answer}`,
  (answer) => `I play ${answer}`,
  (answer) => `not ${answer}`,
];

const joinings: readonly ((one: string, two: string) => string)[] = [
  (one, two) => `${one} ${two}`,
  (one, two) => `${two} or ${one}`,
  (one, two) => `${one}\n${two}`,
  (one, two) => `**${two}**, not ${one}`,
];

const manglingsOf = (answer: string): string[] =>
  Array.from(answer, (_, at) => [
    answer.slice(0, at) + answer.slice(at + 1),
    answer.slice(0, at + 1) + answer.slice(at),
  ]).flat();

/** Mutations of `answer`; `other` is another legal answer, where there is one. */
export const mutationsOf = (answer: string, other: string | undefined): Mutation[] => [
  ...dressings.map((dress) => ({ kind: 'dressed' as const, text: dress(answer) })),
  ...manglingsOf(answer).map((text) => ({ kind: 'mangled' as const, text })),
  ...(other === undefined ? [] : joinings).map((join) => ({
    kind: 'doubled' as const,
    text: join(answer, other!),
  })),
];

/**
 * Whether the mutated text has become a notation of another legal action, which it then rightly means: to the
 * letter, or but for case and the marks that notations may leave out if a character was lost or doubled.
 */
export const isAnotherNotation = (
  { kind, text }: Mutation,
  others: readonly string[],
  optionalMarks: RegExp,
): boolean => {
  const bare = (notation: string): string => notation.toLowerCase().replaceAll(optionalMarks, '');
  return kind === 'mangled'
    ? others.some((other) => bare(other) === bare(text))
    : others.includes(text.trim());
};
