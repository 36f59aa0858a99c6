import { actionLaws } from './action-laws.ts';
import type { Law } from './law.ts';
import { matchLaws } from './match-laws.ts';
import { replayLaws } from './replay-laws.ts';
import { secrecyLaws } from './secrecy-laws.ts';
import { textLaws } from './text-laws.ts';

/** Laws 1 to 11 of the game contract; the twelfth is the golden transcripts. */
export const laws: readonly Law[] = [
  ...matchLaws,
  ...actionLaws,
  ...replayLaws,
  ...secrecyLaws,
  ...textLaws,
].sort((one, other) => one.number - other.number);
