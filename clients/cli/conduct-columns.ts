import type { RatedPlayer } from '../../replays/ratings/table.ts';

/** A column about how players played, beside how well: the same in a terminal and on a page. */
export interface ConductColumn {
  readonly title: string;
  readonly cell: (player: RatedPlayer) => string;
}

const unknown = '-';

const percent = (share: number | null): string =>
  share === null ? unknown : `${(100 * share).toFixed(1)} %`;

/** Two significant digits, and no exponent for what a game costs. */
const usd = (amount: number | 'infinite' | null): string => {
  if (amount === null) return unknown;
  return amount === 'infinite' ? 'infinite' : amount === 0 ? '0' : String(Number(amount.toPrecision(3)));
};

const seconds = (ms: number | undefined): string => {
  if (ms === undefined) return unknown;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
};

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const refusedText = ({ refusalsPer100Turns }: RatedPlayer): string => {
  if (refusalsPer100Turns === null) return unknown;
  const parts = Object.entries(refusalsPer100Turns).filter(([, count]) => count > 0);
  return parts.length === 0 ? '0' : parts.map(([kind, count]) => `${kind} ${count.toFixed(1)}`).join(', ');
};

/** Classes of answers that had no form in which a move could be found. */
const formless = ['truncated', 'empty', 'unparsable', 'ambiguous'] as const;

/** The share of answers in which a move could be read, and of those that could be played as well. */
const answersOf = ({
  turns,
  refusals,
}: RatedPlayer): { readonly read: number; readonly played: number } | null => {
  if (refusals === null || turns + sumOf(refusals) === 0) return null;
  const answers = turns + sumOf(refusals);
  const unread = formless.reduce((sum, kind) => sum + refusals[kind], 0);
  return { read: (answers - unread) / answers, played: turns / answers };
};

const tokensText = ({ tokensPerGame }: RatedPlayer): string =>
  tokensPerGame === null ? unknown : (tokensPerGame.input + tokensPerGame.output).toFixed(0);

/** What is shown of every player's conduct. */
export const conductColumns: readonly ConductColumn[] = [
  { title: 'Refused/100 turns', cell: refusedText },
  { title: 'Read', cell: (player) => percent(answersOf(player)?.read ?? null) },
  { title: 'Playable', cell: (player) => percent(answersOf(player)?.played ?? null) },
  { title: 'Fallback', cell: ({ fallbackShare }) => percent(fallbackShare) },
  { title: 'Think p50', cell: ({ think }) => seconds(think?.p50Ms) },
  { title: 'p95', cell: ({ think }) => seconds(think?.p95Ms) },
  { title: 'Tokens/game', cell: tokensText },
  { title: 'USD/game', cell: ({ costPerGame }) => usd(costPerGame) },
  { title: 'USD/win', cell: ({ costPerWin }) => usd(costPerWin) },
  { title: 'USD/point', cell: ({ costPerPoint }) => usd(costPerPoint) },
  {
    title: 'Frontier',
    cell: ({ onFrontier }) => (onFrontier === null ? unknown : onFrontier ? 'yes' : 'no'),
  },
];

/** Said under such a table. */
export const conductLegend =
  'Read: answers in which a move was found. Playable: those of them that were legal. Fallback: turns that the player itself did not decide. USD/win: the cost of a game over the share of games won. USD/point: over the rating points above bot:random. Frontier: nobody else is as good for less.';
