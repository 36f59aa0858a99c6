/** The rules of a match of `rounds` rounds, as agents and people are told them. */
export const rulesText = (rounds: number): string =>
  `Rock-paper-scissors, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, two players: first (seat 0) and second (seat 1).

In each round both players choose at the same time, without knowing the other's choice: \`rock\`, \`paper\` or
\`scissors\`. Then both choices are shown. Rock beats scissors, scissors beats paper, and paper beats rock; equal
choices tie the round.

How the match ends
rounds-played: all rounds are played. A player's score is the rounds it won less the rounds it lost; the two scores
add up to zero, and the higher one wins. Equal scores are a draw.
forfeit: a player that forfeits loses all rounds that are still to play, and ends at least one round behind.

Answer with one word: \`rock\`, \`paper\` or \`scissors\`.
`;
