/** The rules of a match of `hands` hands, as agents and people are told them. */
export const rulesText = (hands: number): string =>
  `Kuhn poker, ${hands} ${hands === 1 ? 'hand' : 'hands'}, two players: first (seat 0) and second (seat 1).

The deck has three cards: J, Q and K; K is the highest and J the lowest. In each hand both players put one chip
into the pot and get one card each, which only they see. The third card stays hidden. The cards of a hand do
not depend on how earlier hands were played.

The player called first acts first in every hand.
- While nobody has bet in the hand, the player to act may \`check\` or \`bet\`. A bet puts one more chip into the pot.
- After a bet, the other player may \`call\` or \`fold\`. A call puts one more chip into the pot.
- A fold ends the hand: the other player wins the pot, and no card is shown.
- A call, or two checks, ends the hand with a showdown: both cards are shown, and the higher card wins the pot.

So a hand is won or lost by one chip after a fold or two checks, and by two chips after a call.

The match ends with all hands played. A player's score is the chips it won less the chips it lost; the two
scores add up to zero, and the higher one wins. Equal scores are a draw.

A player that forfeits is charged the most that it could still lose, two chips for each unfinished hand, and ends
at least one chip behind.

Answer with one word: \`check\`, \`bet\`, \`call\` or \`fold\`.
`;
