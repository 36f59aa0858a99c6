import type * as fc from 'fast-check';
import type { AnyGame, Json, Viewer } from '../../games/game.ts';
import type { Rng } from '../../games/rng.ts';

/** A game under test, with what the laws must be told about it. */
export interface Subject {
  readonly game: AnyGame;
  /** Configurations to play; small ones, so that matches end soon. */
  readonly configs: fc.Arbitrary<Json>;
  /** How many matches each law plays; fewer where a match is costly. */
  readonly runs: number;
  /** Positions of a match that the costly laws look at; the others are passed over. */
  readonly samples: number;
  /** The characters that a notation may leave out, in lower case. */
  readonly optionalMarks: RegExp;
  /** A state that differs only in what the viewer cannot know; needed where information is imperfect. */
  readonly redeal?: (state: Json, viewer: Viewer, rng: Rng) => Json;
  /** Whether all chance comes from named streams, so that mirrored matches get the same. */
  readonly streamsOnly: boolean;
}
