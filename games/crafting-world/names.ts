import type { Rng } from '../rng.ts';

const onsets = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'j',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'sk',
  't',
  'th',
  'v',
  'z',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ae', 'ou'];
const codas = ['', 'l', 'm', 'n', 'nd', 'r', 'rk', 's', 'sh', 'th', 'x'];

/** Syllables that would read as a word of the game or of English are rare enough; equal beginnings are what confuses. */
const stemLettersShared = 4;
const attemptsMax = 1000;

/** Invents stems such as `Drouven`, of which no two begin alike, so that no name can be taken for another. */
export interface NameMaker {
  next(): string;
}

const invent = (rng: Rng): string => {
  const first = rng.pick(onsets) + rng.pick(vowels);
  const second = rng.pick(onsets) + rng.pick(vowels) + rng.pick(codas);
  return first + second;
};

const capitalise = (stem: string): string => stem[0]!.toUpperCase() + stem.slice(1);

/** A maker of names from chance alone: equal generators invent equal names in equal order. */
export const createNameMaker = (rng: Rng): NameMaker => {
  const beginnings = new Set<string>();
  return {
    next: () => {
      for (let attempt = 0; attempt < attemptsMax; attempt++) {
        const stem = invent(rng);
        const beginning = stem.slice(0, stemLettersShared);
        if (stem.length < stemLettersShared || beginnings.has(beginning)) continue;
        beginnings.add(beginning);
        return capitalise(stem);
      }
      throw new RangeError(`no new name after ${attemptsMax} attempts: ${beginnings.size} are taken`);
    },
  };
};

/** The id that goes with a name: `Drouven ore` is `drouven_ore`. */
export const idOfName = (name: string): string => name.toLowerCase().replaceAll(' ', '_');
