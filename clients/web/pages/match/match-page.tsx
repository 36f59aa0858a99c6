import type { VNode } from 'preact';
import type { MatchDetails, Steps } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer } from '../../parts/answer.tsx';
import { Board } from '../../parts/board.tsx';
import { useTitle } from '../../parts/use-title.ts';

/** One match, live or over. */
export const MatchPage = ({ match }: { readonly match: string }): VNode => {
  const path = `/api/matches/${encodeURIComponent(match)}`;
  const details = useJson<MatchDetails>(path, 3_000);
  const steps = useJson<Steps>(`${path}/steps`, 1_000);
  const game = details.value?.game.id ?? '';
  useTitle(game);
  return (
    <Answer of={details}>
      {({ seats }) => (
        <>
          <h1>{seats.map(({ name }) => name).join(' – ')}</h1>
          <Answer of={steps}>
            {({ items }) => {
              const [previous, last] = [items.at(-2), items.at(-1)!];
              return (
                <Board
                  game={game}
                  text={last.text}
                  view={last.view}
                  previous={previous?.view}
                  flipped={false}
                  label={`${game} after step ${last.n}`}
                  size="board"
                />
              );
            }}
          </Answer>
        </>
      )}
    </Answer>
  );
};
