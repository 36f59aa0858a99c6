import type { FaultClass, RefusalClass, Termination } from '../../../replays/format.ts';
import { type HtmlCell, type HtmlColumn, formatHtmlTable } from './html-table.ts';

/** What went wrong for one player beside its play. */
export interface Failures {
  readonly name: string;
  readonly games: number;
  readonly forfeits: Readonly<Partial<Record<FaultClass, number>>>;
  readonly refusals: Readonly<Partial<Record<RefusalClass, number>>>;
  readonly voids: Readonly<Partial<Record<Termination, number>>>;
}

const keysOf = <Key extends string>(all: readonly Readonly<Partial<Record<Key, number>>>[]): readonly Key[] =>
  [...new Set(all.flatMap((one) => Object.keys(one) as Key[]))].sort();

const countCell = (count: number | undefined): HtmlCell =>
  count === undefined || count === 0 ? { text: '–', className: 'none' } : String(count);

/** Forfeits, refused answers and void matches by class; a sentence where there were none. */
export const formatFailures = (players: readonly Failures[]): string => {
  const forfeits = keysOf(players.map((player) => player.forfeits));
  const refusals = keysOf(players.map((player) => player.refusals));
  const voids = keysOf(players.map((player) => player.voids));
  if (forfeits.length + refusals.length + voids.length === 0)
    return '<p>No match was forfeited or void, and no answer was refused.</p>';
  const right = (title: string): HtmlColumn => ({ title, align: 'right' });
  const columns: readonly HtmlColumn[] = [
    { title: 'Player', align: 'left' },
    right('Games'),
    ...forfeits.map((kind) => right(`forfeit: ${kind}`)),
    ...refusals.map((kind) => right(`refused: ${kind}`)),
    ...voids.map((kind) => right(`void: ${kind.replace('void-', '')}`)),
  ];
  return formatHtmlTable(
    columns,
    players.map((player) => [
      player.name,
      String(player.games),
      ...forfeits.map((kind) => countCell(player.forfeits[kind])),
      ...refusals.map((kind) => countCell(player.refusals[kind])),
      ...voids.map((kind) => countCell(player.voids[kind])),
    ]),
  );
};
