/** What one game between two agents leads to. */
export interface Outcomes {
  readonly win: number;
  readonly draw: number;
  readonly loss: number;
  /** ln(e^{s/2} + ν + e^{−s/2}), the logarithm of what the three are divided by. */
  readonly lnTotal: number;
}

/**
 * Chances of the first mover when it is ahead by `s` natural-log units and draws have propensity `nu`:
 * win : draw : loss = e^{s/2} : ν : e^{−s/2} (Davidson 1970). With ν = 0 it is Bradley–Terry.
 */
export const outcomesAt = (s: number, nu: number): Outcomes => {
  // Divided through by the favourite's term, so that nothing overflows however far apart the two are.
  const half = Math.exp(-Math.abs(s) / 2);
  const tie = nu * half;
  const upset = half * half;
  const total = 1 + tie + upset;
  const [win, loss] = s >= 0 ? [1 / total, upset / total] : [upset / total, 1 / total];
  return { win, draw: tie / total, loss, lnTotal: Math.abs(s) / 2 + Math.log1p(tie + upset) };
};

/** Elo points in one natural-log unit of winning odds. */
export const eloPerNat = 400 / Math.LN10;

/**
 * How much flatter the expected score runs than the winning odds: at equality its slope is 1/(2(2 + ν))
 * and not 1/4. Strengths times this are on the scale where 400 points are score odds of 10 : 1 near equality.
 */
export const scoreSlope = (nu: number): number => 2 / (2 + nu);
