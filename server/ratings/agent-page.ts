import { gameById } from '../../games/registry.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import { compareText, type Cell, type PoolCounts } from '../../replays/ratings/pool-counts.ts';
import type { RatedPlayer, RatingTable } from '../../replays/ratings/table.ts';
import type { AgentPage } from '../protocol/leaderboards.ts';
import { poolIdOf, resultsOf } from './head-to-head.ts';

type PoolPart = AgentPage['pools'][number];
type Recent = AgentPage['recent'][number];
type Sums = Omit<Cell, 'first' | 'second'>;

const none: Sums = { wins: 0, draws: 0, losses: 0 };

const plus = (a: Sums, b: Sums): Sums => ({
  wins: a.wins + b.wins,
  draws: a.draws + b.draws,
  losses: a.losses + b.losses,
});

const reversed = ({ wins, draws, losses }: Sums): Sums => ({ wins: losses, draws, losses: wins });

const opponentsOf = ({ counts: { agents, cells } }: PoolCounts, own: number): PoolPart['opponents'] => {
  const byOpponent = new Map<number, Sums>();
  for (const cell of cells) {
    if (cell.first !== own && cell.second !== own) continue;
    const [opponent, sums] = cell.first === own ? [cell.second, cell] : [cell.first, reversed(cell)];
    byOpponent.set(opponent, plus(byOpponent.get(opponent) ?? none, sums));
  }
  return [...byOpponent]
    .map(([opponent, sums]) => ({ agent: agents[opponent]!, ...resultsOf(sums) }))
    .sort((a, b) => b.games - a.games || compareText(a.agent, b.agent));
};

/** The names of the two seats; the game may be one that this build does not have. */
const roleNames = (game: string): readonly string[] => {
  const rules = gameById(game);
  return rules === undefined ? ['first', 'second'] : rules.roles(rules.defaults).map(({ name }) => name);
};

const rolesOf = ({ game, hasFirstMover, counts: { cells } }: PoolCounts, own: number): PoolPart['roles'] => {
  if (!hasFirstMover) return [];
  const sums = [
    cells.filter(({ first }) => first === own).reduce(plus, none),
    reversed(cells.filter(({ second }) => second === own).reduce(plus, none)),
  ];
  const names = roleNames(game);
  return sums.map((sum, seat) => {
    const results = resultsOf(sum);
    return {
      role: names[seat] ?? String(seat),
      ...results,
      score: results.games === 0 ? null : results.score,
    };
  });
};

/** What an agent did in one pool; undefined where it is not in it. */
const poolPartOf = (pool: PoolCounts, table: RatingTable, agent: string): PoolPart | undefined => {
  const own = pool.counts.agents.indexOf(agent);
  const player = table.players.find(({ name }) => name === agent);
  if (own === -1 || player === undefined) return undefined;
  return {
    ...poolIdOf(pool),
    player: player as PoolPart['player'] & RatedPlayer,
    opponents: opponentsOf(pool, own),
    roles: rolesOf(pool, own),
  };
};

const recentOf = (row: LedgerRow, agent: string): Recent | undefined => {
  const seat = row.seats.find((one) => one.agent === agent);
  if (seat === undefined) return undefined;
  return {
    match: row.match,
    pool: row.pool,
    rated: row.rated,
    role: seat.role,
    opponents: row.seats.filter((one) => one !== seat).map((one) => one.agent),
    score: seat.score,
    place: seat.place,
    termination: row.termination,
    fault: row.fault?.seat === seat.seat ? row.fault.class : null,
    endedAt: row.endedAt,
  };
};

/** All that the ledger tells of an agent. */
export const agentPageOf = (
  agent: string,
  pools: readonly PoolCounts[],
  tableOf: (pool: PoolCounts) => RatingTable,
  recent: readonly LedgerRow[],
): AgentPage => ({
  agent,
  pools: pools
    .filter(({ counts }) => counts.agents.includes(agent))
    .flatMap((pool) => poolPartOf(pool, tableOf(pool), agent) ?? []),
  recent: recent.flatMap((row) => recentOf(row, agent) ?? []),
});
