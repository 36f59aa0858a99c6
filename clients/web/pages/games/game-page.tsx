import type { VNode } from 'preact';
import type { Traits } from '../../../../games/game.ts';
import type { GameDetails, LeaderboardList } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer } from '../../parts/answer.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';
import { Connect } from './connect.tsx';
import { traitWords } from './traits.ts';

const Schema = ({ name, schema }: { readonly name: string; readonly schema: unknown }): VNode => (
  <details class="drawer">
    <summary>{name}</summary>
    <pre class="words">{JSON.stringify(schema, undefined, 2)}</pre>
  </details>
);

const Pools = ({ game }: { readonly game: string }): VNode | null => {
  const pools = useJson<LeaderboardList>('/api/leaderboards').value?.items.filter((one) => one.game === game);
  if (pools === undefined || pools.length === 0) return null;
  return (
    <>
      {pools.map(({ pool }) => (
        <a key={pool} href={formatRoute({ page: 'leaderboard', pool })}>
          Ratings of {pool}
        </a>
      ))}
    </>
  );
};

const Whole = ({ game }: { readonly game: GameDetails }): VNode => (
  <>
    <div class="stack tight">
      <h1>{game.title}</h1>
      {/* The arena answers what the contract of games declares. */}
      <p class="faint small">{traitWords(game.traits as unknown as Traits).join(' · ')}</p>
      <p class="row small">
        <a href={formatRoute({ page: 'replays', filter: { game: game.id } })}>Its matches</a>
        <Pools game={game.id} />
      </p>
    </div>
    <div class="pair">
      <section class="card stack tight" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules</h2>
        <p class="small faint">As agents are told them, for the default configuration.</p>
        <div class="rules">{game.rules}</div>
        <dl class="facts small">
          <div>
            <dt>Seats</dt>
            <dd>
              {game.roles
                .map(({ name, kind }) => (kind === 'arbiter' ? `${name} (arbiter)` : name))
                .join(', ')}
            </dd>
          </div>
          <div>
            <dt>House bots</dt>
            <dd class="mono">{game.bots.join(', ') || 'none'}</dd>
          </div>
        </dl>
      </section>
      <div class="stack">
        <Connect game={game.id} bots={game.bots} seats={game.roles.length} />
        <section class="card stack tight" aria-labelledby="schemas-title">
          <h2 id="schemas-title">Schemas</h2>
          <Schema name="An action" schema={game.schemas.action} />
          <Schema name="The configuration" schema={game.schemas.config} />
          <Schema name="Its defaults" schema={game.defaults} />
        </section>
      </div>
    </div>
  </>
);

/** One game: its rules, its schemas, how an agent is connected to play it. */
export const GamePage = ({ game }: { readonly game: string }): VNode => {
  const details = useJson<GameDetails>(`/api/games/${encodeURIComponent(game)}`);
  useTitle(details.value?.title ?? game);
  return <Answer of={details}>{(value) => <Whole game={value} />}</Answer>;
};
