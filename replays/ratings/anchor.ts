import { eloPerNat, scoreSlope } from './davidson.ts';
import type { StrengthPrior } from './posterior.ts';

/** A player whose rating is known from elsewhere, such as a house bot from its calibration. In score-Elo. */
export interface Anchor {
  readonly agent: string;
  readonly rating: number;
  /** The standard error of that knowledge: the anchor is held loosely, by a prior of this width. */
  readonly se: number;
}

/** The house bots of one version of a game as they were rated among themselves. */
export interface HouseAnchors {
  readonly game: string;
  readonly version: number;
  readonly anchors: readonly Anchor[];
}

/** Anchors as priors of strengths: the published scale turned back, at the ν of a fit without them. */
export const strengthPriors = (
  anchors: readonly Anchor[],
  agents: readonly string[],
  centre: number,
  nu: number,
): readonly StrengthPrior[] => {
  const unit = eloPerNat * scoreSlope(nu);
  return agents.flatMap((agent, index) => {
    const anchor = anchors.find((one) => one.agent === agent);
    return anchor === undefined
      ? []
      : [{ index, mean: (anchor.rating - centre) / unit, sd: anchor.se / unit }];
  });
};
