import { describe, expect, test } from 'vitest';
import { nearestWord, suggestWord } from './suggestion.ts';

const known = ['chess', 'tic-tac-toe', 'kuhn-poker', 'rock-paper-scissors'];

describe('nearestWord', () => {
  test.each([
    ['ches', 'chess'],
    ['CHESS', 'chess'],
    ['chses', 'chess'],
    ['kuhn', 'kuhn-poker'],
    ['tictactoe', 'tic-tac-toe'],
    ['rock-paper-sissors', 'rock-paper-scissors'],
  ])('%s was meant to be %s', (word, meant) => {
    expect(nearestWord(word, known)).toBe(meant);
  });

  test('nothing is near to a word that resembles none', () => {
    expect(nearestWord('go', known)).toBeUndefined();
    expect(suggestWord('go', known)).toBe('There are: chess, tic-tac-toe, kuhn-poker, rock-paper-scissors.');
  });
});
