import type { VNode } from 'preact';
import type { TournamentDetails } from '../../api/answers.ts';
import { formatShare } from '../../parts/format.ts';

type Stop = TournamentDetails['stop'];

const decisions = {
  H0: 'The first player is not better: the test accepts its null hypothesis.',
  H1: 'The first player is better: the test accepts its alternative.',
  continue: 'The test goes on.',
} as const;

const Sprt = ({
  stop: { llr, lower, upper, pairs, decision },
}: {
  readonly stop: Stop & { kind: 'sprt' };
}): VNode => (
  <div class="stack tight small">
    <p>{decisions[decision]}</p>
    <label class="stack tight">
      <span>
        Log-likelihood ratio {llr.toFixed(2)}, between {lower.toFixed(2)} and {upper.toFixed(2)}
      </span>
      <meter min={lower} max={upper} value={llr} />
    </label>
    <p class="faint">Pairs by points, from two losses to two wins: {pairs.join(', ')}.</p>
  </div>
);

/** Where the rule stands that ends a tournament before its schedule does. */
export const StopRule = ({
  stop,
  names,
  isOver,
}: {
  readonly stop: Stop;
  readonly names: readonly string[];
  readonly isOver: boolean;
}): VNode | null => {
  switch (stop.kind) {
    case 'fixed':
      return isOver ? null : <p class="small">It ends with its schedule.</p>;
    case 'sprt':
      return <Sprt stop={stop} />;
    case 'neighbours':
      return (
        <div class="stack tight small">
          <p>It ends when neighbours in the table are told apart at {formatShare(stop.confidence)}.</p>
          <ul class="bullets">
            {stop.games.flatMap(({ neighbours }, game) =>
              neighbours.map(({ players: [better, worse], superiority, isSeparated }) => (
                <li key={`${game} ${better} ${worse}`}>
                  {names[better!]} above {names[worse!]}: {formatShare(superiority)}
                  {isSeparated && ' ✓ told apart'}
                </li>
              )),
            )}
          </ul>
        </div>
      );
  }
};
