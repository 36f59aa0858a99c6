import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';
import type { View } from '../../../games/kuhn-poker/state.ts';
import type { Viewer } from '../../../games/game.ts';
import { KuhnPoker } from './kuhn-poker.tsx';

const deal = (
  cards: readonly ['J' | 'Q' | 'K', 'J' | 'Q' | 'K'],
  betting: View['betting'],
  viewer: Viewer,
): string => {
  const state = { betting, cards, hands: 3, results: [], scores: [0, 0] } as const;
  const view = kuhnPoker.view(state, viewer);
  return renderToString(
    <KuhnPoker view={view} previous={undefined} flipped={false} label="Kuhn poker" size="board" />,
  );
};

describe('the cards of Kuhn poker', () => {
  test('are drawn alike to a viewer that does not know them, whatever they are', () => {
    expect(deal(['J', 'Q'], ['check'], 'public')).toBe(deal(['K', 'J'], ['check'], 'public'));
    expect(deal(['J', 'Q'], ['bet'], 0)).toBe(deal(['J', 'K'], ['bet'], 0));
    expect(deal(['J', 'Q'], ['bet'], 1)).toBe(deal(['K', 'Q'], ['bet'], 1));
  });

  test('are shown to who knows them', () => {
    expect(deal(['J', 'Q'], [], 0)).toContain('first holds the jack, second a hidden card');
    expect(deal(['J', 'Q'], [], 'referee')).toContain('first holds the jack, second the queen');
  });

  test('count into the pot what was bet', () => {
    expect(deal(['J', 'Q'], ['check'], 'public')).toContain('2 chips in the pot');
    expect(deal(['J', 'Q'], ['check', 'bet'], 'public')).toContain('3 chips in the pot');
  });

  test('stay on the table after a showdown until somebody acts, with the winner', () => {
    const view = kuhnPoker.view(
      {
        betting: [],
        cards: ['Q', 'J'],
        hands: 3,
        results: [{ betting: ['bet', 'call'], cards: ['K', 'Q'] }],
        scores: [2, -2],
      },
      'public',
    );
    const html = renderToString(
      <KuhnPoker view={view} previous={undefined} flipped={false} label="Kuhn poker" size="board" />,
    );
    expect(html).toContain('Hand 1: first holds the king, second the queen; bet, call; first wins 2');
  });
});
