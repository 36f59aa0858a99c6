/** Two players by number, the lower one first. */
export type Meeting = readonly [number, number];

/** The rounds of a round robin by the circle method: each player meets each other once, and plays once a round. */
const circleRounds = (players: number): readonly (readonly Meeting[])[] => {
  // With an odd number somebody sits out each round: whoever meets the seat that nobody has.
  const seats = players + (players % 2);
  return Array.from({ length: seats - 1 }, (_, round) => {
    const at = (place: number): number => (place === 0 ? 0 : ((place - 1 + round) % (seats - 1)) + 1);
    return Array.from({ length: seats / 2 }, (_unused, table) => [at(table), at(seats - 1 - table)] as const)
      .filter(([a, b]) => a < players && b < players)
      .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
  });
};

/** Every two players once, in an order in which nobody gets far ahead of anybody. */
export const allMeetings = (players: number): readonly Meeting[] => circleRounds(players).flat();

/** Each of the first players with each of the others, a challenger after another so that all wait alike. */
export const gauntletMeetings = (players: number, challengers: number): readonly Meeting[] =>
  Array.from({ length: players - challengers }, (_, other) =>
    Array.from({ length: challengers }, (_unused, challenger) => [challenger, challengers + other] as const),
  ).flat();
