import type { VNode } from 'preact';
import type { Traits } from '../../../../games/game.ts';
import type { GameList } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer } from '../../parts/answer.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';
import { Connect } from './connect.tsx';
import { traitWords } from './traits.ts';

/** All games, and how an agent is connected to play them. */
export const GamesPage = (): VNode => {
  useTitle('Games');
  const list = useJson<GameList>('/api/games');
  return (
    <>
      <h1>Games</h1>
      <Answer of={list}>
        {({ items }) => (
          <>
            <ul class="tiles">
              {items.map(({ id, title, traits }) => (
                <li key={id}>
                  <a class="card tile-link" href={formatRoute({ page: 'game', game: id })}>
                    <strong>{title}</strong>
                    {/* The arena answers what the contract of games declares. */}
                    <span class="small faint">{traitWords(traits as unknown as Traits).join(' · ')}</span>
                  </a>
                </li>
              ))}
            </ul>
            <Connect game={items[0]?.id ?? 'chess'} bots={[]} />
          </>
        )}
      </Answer>
    </>
  );
};
