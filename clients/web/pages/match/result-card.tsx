import type { VNode } from 'preact';
import { resultReason, resultTitle } from '../../match/words.ts';
import type { MatchView } from './match-page.tsx';

const formatScore = (score: number | null): string =>
  score === null ? '–' : String(Math.round(score * 1_000) / 1_000);

/** How the match ended; where it waits, what it waits for. */
export const ResultCard = ({ view: { store, details } }: { readonly view: MatchView }): VNode | null => {
  const scene = store.scene.value;
  const result = scene?.result ?? details.result;
  const status = scene?.status ?? details.status;
  if (status === 'waiting')
    return (
      <section class="card stack tight">
        <h2>Waiting for its seats</h2>
        <p class="small">The match begins when every seat has said hello. This page follows by itself.</p>
      </section>
    );
  if (result === null) return null;
  return (
    <section class="card stack tight" data-testid="result">
      <h2>{resultTitle(result, details.seats)}</h2>
      <p class="small">{resultReason(result, details.seats)}</p>
      {result.outcome !== null && (
        <p class="small mono">
          {result.outcome.scores.map((score, seat) => (
            <span key={seat} class="score">
              {details.seats[seat]?.name} {formatScore(score)}
            </span>
          ))}
        </p>
      )}
    </section>
  );
};
