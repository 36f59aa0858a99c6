/** What a reader must know before believing a rating. */
export type Label =
  | { readonly kind: 'no-games' }
  | { readonly kind: 'one-game' }
  | { readonly kind: 'unbeaten' }
  | { readonly kind: 'winless' }
  | { readonly kind: 'all-draws' }
  /** No chain of games leads to the group of agents that `to` belongs to. */
  | { readonly kind: 'not-connected'; readonly to: string }
  /** The games narrowed what was assumed beforehand by less than 30 %. */
  | { readonly kind: 'prior-dominated' }
  /** So many of its games repeated, move by move, what was played before. */
  | { readonly kind: 'repeats'; readonly games: number }
  /** There are too many agents for exact errors: the true one may be larger. */
  | { readonly kind: 'approximate' };

/** What labels are made from. */
export interface Standing {
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** An agent of the group that the table is centred on, where this one is outside it. */
  readonly apartFrom: string | undefined;
  /** The standard error over what it would be without any game. */
  readonly priorShare: number;
  readonly repeats: number;
  readonly isApproximate: boolean;
}

/** From this share of the prior's own standard error on, a rating says more about the prior than the games. */
const priorShareMax = 0.7;

const resultLabel = ({ wins, losses }: Standing): Label | undefined => {
  if (wins === 0 && losses === 0) return { kind: 'all-draws' };
  if (losses === 0) return { kind: 'unbeaten' };
  return wins === 0 ? { kind: 'winless' } : undefined;
};

/** Every label that applies, the gravest first. */
export const labelsOf = (standing: Standing): readonly Label[] => {
  const games = standing.wins + standing.draws + standing.losses;
  if (games === 0) return [{ kind: 'no-games' }];
  const labels: Label[] = [];
  const { apartFrom } = standing;
  if (apartFrom !== undefined) labels.push({ kind: 'not-connected', to: apartFrom });
  if (games === 1) labels.push({ kind: 'one-game' });
  const result = resultLabel(standing);
  if (result !== undefined) labels.push(result);
  if (standing.priorShare > priorShareMax) labels.push({ kind: 'prior-dominated' });
  if (standing.repeats > 0) labels.push({ kind: 'repeats', games: standing.repeats });
  if (standing.isApproximate) labels.push({ kind: 'approximate' });
  return labels;
};

/** A label as tables show it. */
export const formatLabel = (label: Label): string => {
  switch (label.kind) {
    case 'no-games':
      return 'no games';
    case 'one-game':
      return 'one game only';
    case 'unbeaten':
      return 'unbeaten';
    case 'winless':
      return 'no win yet';
    case 'all-draws':
      return 'only draws';
    case 'not-connected':
      return `not connected to the group of ${label.to}`;
    case 'prior-dominated':
      return 'prior-dominated';
    case 'repeats':
      return `${label.games} games repeat others`;
    case 'approximate':
      return 'approximate error';
  }
};
