import { formatRatingCsv } from '../../replays/exports/rating-csv.ts';
import type { RatingTable } from '../../replays/ratings/table.ts';
import type { LeaderboardList } from '../protocol/leaderboards.ts';
import { createRatingBook, type RatingBook } from './book.ts';
import { agentPageOf } from './agent-page.ts';
import { headToHeadOf, superiorityTableOf } from './head-to-head.ts';
import { createHistories } from './history.ts';
import { overallOf } from './overall.ts';
import type { RatingSource } from './source.ts';

/** What may be asked about ratings. Pools go by name or hash; `recent` are matches of an agent, newest first. */
export type Question =
  /** Reads what the ledger has gained, and answers nothing. */
  | { readonly kind: 'catch-up' }
  | { readonly kind: 'list' }
  | { readonly kind: 'overall' }
  | {
      readonly kind: 'table' | 'csv' | 'live' | 'head-to-head' | 'superiority';
      readonly pool: string;
    }
  | { readonly kind: 'history'; readonly pool: string; readonly agent: string }
  | { readonly kind: 'agent'; readonly agent: string; readonly recent: readonly string[] };

/** Answers with the text of a body, so that a thread has no more to hand over; undefined where the thing is unknown. */
export type Desk = (question: Question) => string | undefined;

/** A table as JSON has it without the matrix of all pairs, which has a route of its own. */
const withoutMatrix = (table: RatingTable): object => ({ ...table, superiority: undefined });

const listOf = (book: RatingBook): LeaderboardList => ({
  items: book.pools().map((pool) => ({
    pool: pool.pool,
    hash: pool.poolHash,
    game: pool.game,
    players: pool.counts.agents.length,
    matches: book.games(pool),
  })),
});

/** A desk over a ledger. */
export const createDesk = (source: RatingSource): Desk => {
  const book = createRatingBook(source);
  const histories = createHistories(source);

  const answerPool = (question: Extract<Question, { readonly pool: string }>): unknown => {
    const pool = book.pool(question.pool);
    if (pool === undefined) return undefined;
    switch (question.kind) {
      case 'table':
        return withoutMatrix(book.table(pool));
      case 'csv':
        return formatRatingCsv([book.table(pool)]);
      case 'live':
        return book.live(pool);
      case 'head-to-head':
        return headToHeadOf(pool, book.table(pool));
      case 'superiority':
        return superiorityTableOf(book.table(pool));
      case 'history':
        return histories(pool, book.games(pool), question.agent);
    }
  };
  const answer = (question: Question): unknown => {
    if ('pool' in question) return answerPool(question);
    switch (question.kind) {
      case 'catch-up':
        book.pools();
        return undefined;
      case 'list':
        return listOf(book);
      case 'overall':
        return overallOf(book.pools(), book.table);
      case 'agent': {
        const rows = question.recent.flatMap((match) => source.row(match) ?? []);
        return agentPageOf(question.agent, book.pools(), book.table, rows);
      }
    }
  };
  return (question) => {
    const found = answer(question);
    return typeof found === 'string' ? found : JSON.stringify(found);
  };
};
