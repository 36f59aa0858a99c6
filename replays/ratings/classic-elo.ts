/** Ratings by the classic online rule, which depend on the order of the games as much as on their results. */
export interface ClassicElo {
  /** A game of two players by their numbers and the first one's points. */
  readonly add: (first: number, second: number, points: number) => void;
  /** The rating of a player with each of `classicFactors`. */
  readonly ratings: (player: number) => readonly number[];
}

/** The update factors that are in use: K. */
export const classicFactors = [32, 16] as const;

const start = 1000;

/** Elo (1978): R ← R + K·(points − expected). Everybody begins at 1000. */
export const createClassicElo = (): ClassicElo => {
  const tracks = classicFactors.map((factor) => ({ factor, ratings: [] as number[] }));
  return {
    add: (first, second, points) => {
      for (const { factor, ratings } of tracks) {
        const one = ratings[first] ?? start;
        const other = ratings[second] ?? start;
        const change = factor * (points - 1 / (1 + 10 ** ((other - one) / 400)));
        ratings[first] = one + change;
        ratings[second] = other - change;
      }
    },
    ratings: (player) => tracks.map(({ ratings }) => ratings[player] ?? start),
  };
};
