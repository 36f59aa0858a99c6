/** Words further apart than this share of their letters are no misspellings of each other. */
const differenceShareMax = 0.4;

/** The number of letters to insert, delete, replace or swap with a neighbour that makes one word of the other. */
const distance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? beforeLast[j - 2]! + 1 : Infinity;
      row[j] = Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
};

/** The known word that `word` was probably meant to be. A word that another begins with counts as near. */
export const nearestWord = (word: string, known: readonly string[]): string | undefined => {
  const given = word.toLowerCase();
  const begun = known.filter((candidate) => given.length > 1 && candidate.startsWith(given));
  if (begun.length === 1) return begun[0];
  const [nearest] = known
    .map((candidate) => ({ candidate, letters: distance(given, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, letters }) => letters <= Math.max(given.length, candidate.length) * differenceShareMax,
    )
    .sort((a, b) => a.letters - b.letters);
  return nearest?.candidate;
};

/** "Did you mean …?", or what there is. */
export const suggestWord = (word: string, known: readonly string[]): string => {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
};
