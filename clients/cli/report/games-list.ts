import { formatHtmlTable, type HtmlCell, type HtmlColumn } from './html-table.ts';

/** One match of a report. */
export interface ListedGame {
  readonly match: string;
  readonly game: string;
  /** Names by seat. */
  readonly players: readonly string[];
  /** `1 : 0`, or why there is none. */
  readonly result: string;
  readonly steps: number;
  /** What its log was found to be when it was replayed; null where nobody looked. */
  readonly verdict: 'valid' | 'invalid' | 'sealed' | 'unfinished' | null;
}

const columns: readonly HtmlColumn[] = [
  { title: 'Match', align: 'left' },
  { title: 'Game', align: 'left' },
  { title: 'First', align: 'left' },
  { title: 'Second', align: 'left' },
  { title: 'Result', align: 'left' },
  { title: 'Steps', align: 'right' },
  { title: 'Log', align: 'left' },
];

const verdictCell = (verdict: ListedGame['verdict']): HtmlCell => {
  if (verdict === null) return { text: 'not checked', className: 'none' };
  return verdict === 'valid'
    ? { text: '✓ verified', className: 'good' }
    : { text: `✗ ${verdict}`, className: 'bad' };
};

/** A page stays one that a browser opens at once. */
const gamesShownMax = 5_000;

/** Matches with their results and whether their logs replay, folded away. */
export const formatGames = (games: readonly ListedGame[]): string => {
  const valid = games.filter(({ verdict }) => verdict === 'valid').length;
  const rows = games
    .slice(0, gamesShownMax)
    .map(({ match, game, players, result, steps, verdict }) => [
      match,
      game,
      players[0] ?? '',
      players[1] ?? '',
      result,
      String(steps),
      verdictCell(verdict),
    ]);
  const more =
    games.length > gamesShownMax ? `<p>And ${games.length - gamesShownMax} more; the logs have all.</p>` : '';
  return `<p>${games.length} matches; ${valid} logs were replayed and verified.</p>
<details><summary>Show them</summary>
${formatHtmlTable(columns, rows)}
${more}
</details>`;
};
