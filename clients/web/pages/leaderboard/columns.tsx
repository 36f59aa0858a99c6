import type { Rated } from '../../api/answers.ts';
import { Whisker } from '../../charts/whisker.tsx';
import { formatMs, formatShare, formatUsd } from '../../parts/format.ts';
import type { Column } from '../../parts/sortable-table.tsx';
import { AgentCell } from './agent-cell.tsx';

const rounded = (value: number): string => String(Math.round(value));
const or = <T,>(value: T | null | undefined, show: (value: T) => string): string =>
  value === null || value === undefined ? '–' : show(value);

/** The least and the most of all intervals, so that the whiskers of all rows compare. */
export const intervalRange = (players: readonly Pick<Rated, 'low' | 'high'>[]): readonly [number, number] => [
  Math.min(...players.map(({ low }) => low)),
  Math.max(...players.map(({ high }) => high)),
];

const refusalsOf = ({ refusalsPer100Turns }: Rated): number | null =>
  refusalsPer100Turns === null ? null : Object.values(refusalsPer100Turns).reduce((sum, one) => sum + one, 0);

const standing = (range: readonly [number, number]): readonly Column<Rated>[] => [
  {
    key: 'rank',
    name: 'Rank',
    title: 'Equals share a rank; in brackets the places that the 95 % intervals leave open',
    value: ({ rank }) => rank,
    isLeastBest: true,
    show: ({ rank, rankLow, rankHigh }) => (
      <>
        {rank} {rankLow !== rankHigh && <span class="faint small">({`${rankLow}–${rankHigh}`})</span>}
      </>
    ),
  },
  {
    key: 'agent',
    name: 'Agent',
    value: ({ name }) => name,
    isText: true,
    show: (player) => <AgentCell player={player} />,
  },
  {
    key: 'rating',
    name: 'Rating',
    title: 'Score-Elo: a gap of 400 is ten to one in score odds near equality',
    value: ({ rating }) => rating,
    show: ({ rating }) => <strong>{rounded(rating)}</strong>,
  },
  {
    key: 'interval',
    name: '95 % interval',
    title: 'Sorts by its width',
    value: ({ low, high }) => high - low,
    isLeastBest: true,
    show: ({ rating, low, high }) => (
      <span class="interval">
        <Whisker estimate={rating} low={low} high={high} range={range} />
        <span class="faint small">{`${rounded(low)} – ${rounded(high)}`}</span>
      </span>
    ),
  },
  {
    key: 'games',
    name: 'Games',
    value: ({ games }) => games,
    show: ({ games, wins, draws, losses }) => (
      <span title={`${wins} won, ${draws} drawn, ${losses} lost`}>{games}</span>
    ),
  },
];

const conduct: readonly Column<Rated>[] = [
  {
    key: 'score',
    name: 'Score',
    title: 'Share of the points',
    value: ({ score }) => score,
    show: ({ score }) => or(score, formatShare),
  },
  {
    key: 'play-only',
    name: 'Play only',
    title: 'The rating without forfeited games',
    value: ({ playOnly }) => playOnly?.rating ?? null,
    show: ({ playOnly }) => or(playOnly, ({ rating }) => rounded(rating)),
  },
  {
    key: 'forfeits',
    name: 'Forfeits',
    title: 'And the most that the 95 % interval leaves open, in 100 games',
    value: ({ reliability }) => reliability?.per100Games ?? null,
    isLeastBest: true,
    show: ({ reliability }) =>
      reliability === null ? (
        '–'
      ) : (
        <>
          {reliability.forfeits} <span class="faint small">(≤ {Math.ceil(reliability.high)} %)</span>
        </>
      ),
  },
  {
    key: 'refusals',
    name: 'Refused',
    title: 'Refused attempts in 100 turns',
    value: refusalsOf,
    isLeastBest: true,
    show: (player) => or(refusalsOf(player), (value) => value.toFixed(1)),
  },
  {
    key: 'fallback',
    name: 'Fallback',
    title: 'Share of the turns that a fallback decided',
    value: ({ fallbackShare }) => fallbackShare,
    isLeastBest: true,
    show: ({ fallbackShare }) => or(fallbackShare, formatShare),
  },
  {
    key: 'think',
    name: 'Think time',
    title: 'The median turn',
    value: ({ think }) => think?.p50Ms ?? null,
    isLeastBest: true,
    show: ({ think }) => or(think, ({ p50Ms }) => formatMs(p50Ms)),
  },
  {
    key: 'cost',
    name: 'Cost a game',
    value: ({ costPerGame }) => costPerGame,
    isLeastBest: true,
    show: ({ costPerGame, isClaimed }) => (
      <span title={isClaimed ? 'As the agent says; the arena did not host it' : undefined}>
        {or(costPerGame, formatUsd)}
        {isClaimed && costPerGame !== null && '*'}
      </span>
    ),
  },
];

/** The columns of a pool's table. */
export const leaderboardColumns = (players: readonly Rated[]): readonly Column<Rated>[] => [
  ...standing(intervalRange(players)),
  ...conduct,
];
