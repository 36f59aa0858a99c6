import type { VNode } from 'preact';
import { type Cards, gainOf } from '../../../games/kuhn-poker/betting.ts';
import type { View } from '../../../games/kuhn-poker/state.ts';
import { Sparkline } from '../charts/sparkline.tsx';

/** How many of the latest hands are listed. */
const listedMax = 12;

/** What the first seat gained in each hand that is over. */
const gainsOf = (view: View): number[] =>
  view.results.map(({ betting, cards }) => gainOf(cards as Cards, betting));

/** The running sum, from none at the start. */
const sumsOf = (gains: readonly number[]): number[] => {
  const sums = [0];
  for (const gain of gains) sums.push(sums.at(-1)! + gain);
  return sums;
};

/** The hands that are over, the latest first, and how the chips went. */
export const KuhnHistory = ({ view }: { view: View }): VNode | null => {
  if (view.results.length === 0) return null;
  const gains = gainsOf(view);
  const from = Math.max(0, gains.length - listedMax);
  return (
    <div class="kuhn-history">
      <Sparkline
        values={sumsOf(gains)}
        label="Chips that first has won, hand by hand"
        slots={view.hands + 1}
      />
      <table>
        <caption>{from === 0 ? 'The hands so far' : `The latest ${listedMax} hands`}</caption>
        <thead>
          <tr>
            <th scope="col">Hand</th>
            <th scope="col">Cards</th>
            <th scope="col">Betting</th>
            <th scope="col">Won by</th>
          </tr>
        </thead>
        <tbody>
          {view.results
            .map(({ betting, cards }, hand) => ({ betting, cards, hand, gain: gains[hand]! }))
            .slice(from)
            .reverse()
            .map(({ betting, cards, hand, gain }) => (
              <tr key={hand}>
                <th scope="row">{hand + 1}</th>
                <td>{cards.map((card) => card ?? '?').join(' – ')}</td>
                <td>{betting.join(', ')}</td>
                <td class={`gain-${gain > 0 ? 0 : 1}`}>
                  {gain > 0 ? 'first' : 'second'} {Math.abs(gain)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
};
