import type { VNode } from 'preact';
import type { Leaderboard, Pairing, TournamentDetails } from '../../api/answers.ts';
import { useJson } from '../../api/use-json.ts';
import { Answer } from '../../parts/answer.tsx';
import { formatCount, formatPlural, formatUsd } from '../../parts/format.ts';
import { SortableTable, type Column } from '../../parts/sortable-table.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { formatRoute } from '../../router/route.ts';
import { MeetingTable } from '../leaderboard/crosstable.tsx';
import { StopRule } from './stop-rule.tsx';
import { TournamentStatus } from './tournaments-page.tsx';

const refreshMs = 3_000;

type Player = TournamentDetails['players'][number];

const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);

const columns: readonly Column<Player>[] = [
  {
    key: 'name',
    name: 'Player',
    value: ({ name }) => name,
    isText: true,
    show: ({ name, agent }) => <a href={formatRoute({ page: 'agent', agent })}>{name}</a>,
  },
  {
    key: 'points',
    name: 'Points',
    value: ({ points }) => points,
    show: ({ points }) => <strong>{points}</strong>,
  },
  { key: 'games', name: 'Games', value: ({ games }) => games },
  { key: 'forfeits', name: 'Forfeits', value: ({ forfeits }) => sum(forfeits), isLeastBest: true },
  { key: 'refusals', name: 'Refused', value: ({ refusals }) => sum(refusals), isLeastBest: true },
  {
    key: 'voids',
    name: 'Void',
    title: 'Matches without a result',
    value: ({ voids }) => sum(voids),
    isLeastBest: true,
  },
  {
    key: 'cost',
    name: 'Cost',
    value: ({ costUsd }) => costUsd,
    isLeastBest: true,
    show: ({ costUsd }) => (costUsd === null ? '–' : formatUsd(costUsd)),
  },
];

const endings = {
  schedule: 'Its schedule was played to the end.',
  'stop-rule': 'Its stop rule ended it.',
  budget: 'Its budget ended it.',
} as const;

const Progress = ({ tournament }: { readonly tournament: TournamentDetails }): VNode => {
  const { progress, spent, ending, stop, players } = tournament;
  const { matches, matchesMax, batches, batchPairs, batchPairsOver, voidPairs } = progress;
  return (
    <section class="card stack tight" aria-labelledby="progress-title">
      <h2 id="progress-title">Progress</h2>
      <label class="stack tight small">
        <span>
          {formatCount(matches)}
          {matchesMax === null ? '' : ` of at most ${formatCount(matchesMax)}`} matches
        </span>
        {matchesMax !== null && <progress max={matchesMax} value={matches} />}
      </label>
      <p class="small faint">
        {formatPlural(batches, 'batch', 'batches')} over
        {batchPairs > 0 && `; ${batchPairsOver} of ${formatPlural(batchPairs, 'pair')} of the one under way`}
        {voidPairs > 0 && `; ${formatPlural(voidPairs, 'pair')} without a result`}. Spent:{' '}
        {formatCount(spent.tokens)} tokens, {formatUsd(spent.usd)}.
      </p>
      {ending !== null && <p class="small">{endings[ending]}</p>}
      <StopRule stop={stop} names={players.map(({ name }) => name)} isOver={ending !== null} />
    </section>
  );
};

const PairingLine = ({
  pairing,
  names,
  game,
}: {
  readonly pairing: Pairing;
  readonly names: readonly string[];
  readonly game: string;
}): VNode => {
  const { players, points, matches } = pairing;
  return (
    <li>
      <span class="stack tight">
        <span class="match-game">{game}</span>
        <span class="match-agents">{players.map((player) => names[player]).join(' – ')}</span>
      </span>
      <span class="row small">
        {points !== null && (
          <strong>
            {points} : {2 - points}
          </strong>
        )}
        {matches.map(({ match, status }, at) =>
          status === 'planned' ? (
            <span key={match} class="faint">
              to come
            </span>
          ) : (
            <a key={match} href={formatRoute({ page: 'match', match })}>
              match {at + 1}
              {status === 'running' && ' (live)'}
            </a>
          ),
        )}
      </span>
    </li>
  );
};

const GameTable = ({
  game,
  names,
}: {
  readonly game: TournamentDetails['games'][number];
  readonly names: readonly string[];
}): VNode => {
  // The tournament's table is that of a pool, with its own names.
  const table = game.ratings as unknown as Leaderboard | null;
  return (
    <section class="card stack tight" aria-label={`Results in ${game.game}`}>
      <h2>{game.game}</h2>
      {table !== null && (
        <ol class="leaders">
          {table.players.map(({ name, rank, rating, low, high }) => (
            <li key={name}>
              <span class="rank">{rank}</span>
              <span>{name}</span>
              <span class="rating">
                {Math.round(rating)} ({Math.round(low)} – {Math.round(high)})
              </span>
            </li>
          ))}
        </ol>
      )}
      <MeetingTable names={names} table={game.crosstable.map((row) => row.map((one) => one ?? undefined))} />
    </section>
  );
};

const Whole = ({ tournament }: { readonly tournament: TournamentDetails }): VNode => {
  const { players, games, pairings, name, rated, status } = tournament;
  const names = players.map((player) => player.name);
  return (
    <>
      <div class="page-head">
        <h1>{name}</h1>
        <p class="row">
          <TournamentStatus status={status} />
          <span class="badge">{rated ? 'rated' : 'casual'}</span>
        </p>
      </div>
      <div class="pair">
        <Progress tournament={tournament} />
        <section class="card stack tight" aria-labelledby="pairings-title">
          <h2 id="pairings-title">Pairs under way</h2>
          {pairings.length === 0 ? (
            <p class="small faint">None.</p>
          ) : (
            <ul class="match-list">
              {pairings.map((pairing, at) => (
                <PairingLine
                  key={at}
                  pairing={pairing}
                  names={names}
                  game={games[pairing.game]?.game ?? ''}
                />
              ))}
            </ul>
          )}
        </section>
      </div>
      <SortableTable
        caption={`Players of ${name}`}
        rows={players}
        columns={columns}
        rowKey={(player) => player.name}
        sortedBy={{ key: 'points', isRising: false }}
      />
      {games.map((game, at) => (
        <GameTable key={at} game={game} names={names} />
      ))}
    </>
  );
};

/** One tournament: how far it is, who meets whom, the tables as they grow, where its stop rule stands. */
export const TournamentPage = ({ tournament }: { readonly tournament: string }): VNode => {
  const details = useJson<TournamentDetails>(`/api/tournaments/${encodeURIComponent(tournament)}`, refreshMs);
  useTitle(details.value?.name ?? 'Tournament');
  return <Answer of={details}>{(value) => <Whole tournament={value} />}</Answer>;
};
