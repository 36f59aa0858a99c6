import type { BoardWords } from './board.ts';
import type { Rng } from '../rng.ts';

/** What a re-skinned board may be about: its board, its cells and its winning sets. */
export const skinThemes: readonly BoardWords[] = [
  { board: 'coast', cell: 'port', cells: 'ports', set: 'league', sets: 'leagues' },
  { board: 'street', cell: 'lamp', cells: 'lamps', set: 'circuit', sets: 'circuits' },
  { board: 'valley', cell: 'well', cells: 'wells', set: 'vein', sets: 'veins' },
  { board: 'wood', cell: 'tree', cells: 'trees', set: 'grove', sets: 'groves' },
  { board: 'harbour', cell: 'berth', cells: 'berths', set: 'convoy', sets: 'convoys' },
  { board: 'sky', cell: 'star', cells: 'stars', set: 'figure', sets: 'figures' },
  { board: 'choir', cell: 'voice', cells: 'voices', set: 'chord', sets: 'chords' },
  { board: 'garden', cell: 'bed', cells: 'beds', set: 'border', sets: 'borders' },
];

const consonants = ['l', 'm', 'n', 'r', 's', 't', 'v'];
const vowels = ['a', 'e', 'i', 'o', 'u'];
/** A final e would make words of English: move, none, same. */
const lastVowels = ['a', 'i', 'o', 'u'];

const firstSyllables = consonants.flatMap((consonant) => vowels.map((vowel) => consonant + vowel));

/** The names that the cells of a re-skinned board may have: two consonants, each before a vowel. */
export const skinName = new RegExp(
  `^${[consonants, vowels, consonants, lastVowels].map((letters) => `[${letters.join('')}]`).join('')}$`,
  'u',
);

/**
 * `count` made-up names, no two of which begin with the same syllable, so that none is mistaken for another.
 * There are more than a board of the most cells and its title need.
 */
export const drawSkinNames = (count: number, rng: Rng): string[] => {
  if (count > firstSyllables.length) throw new RangeError(`${count} names: ${firstSyllables.length} at most`);
  return rng
    .shuffle(firstSyllables)
    .slice(0, count)
    .map((first) => {
      const others = consonants.filter((consonant) => consonant !== first[0]);
      return `${first}${rng.pick(others)}${rng.pick(lastVowels)}`;
    });
};
