import type { VNode } from 'preact';
import type { TournamentList, TournamentSummary } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { formatAgo, formatPlural } from '../../parts/format.ts';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';

const refreshMs = 5_000;

const statusClasses: { readonly [S in TournamentSummary['status']]: string } = {
  running: 'badge live',
  paused: 'badge warn',
  over: 'badge',
  cancelled: 'badge bad',
};

/** How far a tournament is, in a word. */
export const TournamentStatus = ({ status }: { readonly status: TournamentSummary['status'] }): VNode => (
  <span class={statusClasses[status]}>{status}</span>
);

const aTournament = `# cup.yaml
name: cup
games:
  - id: chess
players:
  - player: bot:minimax
  - player: bot:greedy
  - player: bot:random
schedule: { kind: round-robin, pairs: 2 }`;

/** The newest tournaments. */
export const TournamentsPage = (): VNode => {
  useTitle('Tournaments');
  const list = useJson<TournamentList>('/api/tournaments', refreshMs);
  return (
    <>
      <h1>Tournaments</h1>
      <Answer of={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No tournament yet">
              <p>
                Describe one in a file and hand it to this arena:{' '}
                <code>agon tournament cup.yaml --server {location.origin}</code>
              </p>
              <pre class="words">{aTournament}</pre>
            </Empty>
          ) : (
            <ul class="tiles">
              {items.map(({ id, name, status, rated, games, players, createdAt }) => (
                <li key={id}>
                  <a class="card tile-link" href={formatRoute({ page: 'tournament', tournament: id })}>
                    <span class="row">
                      <strong>{name}</strong>
                      <TournamentStatus status={status} />
                    </span>
                    <span class="small faint">
                      {games.join(', ')}: {formatPlural(players, 'player')}, {rated ? 'rated' : 'casual'}
                    </span>
                    <time class="small faint" dateTime={createdAt}>
                      {formatAgo(createdAt, Date.now())}
                    </time>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
};
