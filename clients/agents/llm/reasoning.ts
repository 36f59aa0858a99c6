import type { Choice } from '../strategies/strategy.ts';

const percent = (worth: number): string => `${Math.round(100 * worth)} %`;

/** What a strategy can say for its choice: the model's thought, and what it weighed. */
export const reasoningOf = ({ thought, weighed = [] }: Choice): string | undefined => {
  const weights = weighed.map(({ move, worth }) => `${move} ${percent(worth)}`).join(', ');
  const parts = [thought, weights === '' ? undefined : `Weighed: ${weights}`];
  const text = parts.filter((part) => part !== undefined).join('\n');
  return text === '' ? undefined : text;
};
