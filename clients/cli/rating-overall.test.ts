import { expect, test } from 'vitest';
import { formatOverall } from './rating-overall.ts';

test('shows who has played enough, how much games differ, and who has not', () => {
  const text = formatOverall({
    pools: ['chess/bot', 'nim/bot'],
    betweenGames: 41.6,
    players: [{ name: 'a', rating: 1100.4, se: 10, low: 1080.8, high: 1120, played: 1 }],
    unrated: [{ name: 'b', played: 0.5 }],
  });
  expect(text).toMatchInlineSnapshot(`
    "Overall, over chess/bot, nim/bot: every game counts alike

    #  Agent  Overall  ±95 %  Played
    -  -----  -------  -----  ------
    1  a         1100     20   100 %

    From game to game an agent's rating differs by 42 (standard deviation).
    Too few games for an overall rating: b."
  `);
});
