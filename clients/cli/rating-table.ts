import type { AuditedPlayer } from '../../replays/ratings/bootstrap.ts';
import { classicFactors } from '../../replays/ratings/classic-elo.ts';
import { skipReasons, type SkipReason } from '../../replays/ratings/counts.ts';
import { formatLabel } from '../../replays/ratings/label.ts';
import type { ClassicPlayer } from '../../replays/ratings/pool-tally.ts';
import { flaggedZ } from '../../replays/ratings/residuals.ts';
import type { Unbounded } from '../../replays/ratings/set-aside.ts';
import type { RatedPlayer, RatingTable } from '../../replays/ratings/table.ts';
import { formatTable, type Column } from './table.ts';

/** What may be shown beside the ratings. */
export interface RatingExtras {
  readonly classic?: readonly ClassicPlayer[] | undefined;
  readonly audit?: readonly AuditedPlayer[] | undefined;
  readonly unbounded?: readonly Unbounded[];
}

interface TableColumn extends Column {
  readonly cell: (player: RatedPlayer) => string;
}

const skipTexts: Readonly<Record<SkipReason, string>> = {
  aborted: 'aborted',
  'void-infra': 'void (infrastructure)',
  'void-provider': 'void (model provider)',
  'void-arbiter': 'void (arbiter)',
  unrated: 'unrated',
  'not-two-players': 'not between two players',
  'self-play': 'self-play',
  'same-owner': 'between agents of one owner',
  'no-table': 'alone on a seed',
};

const percent = (share: number | null): string => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);

/** The places that the intervals leave open. */
const placesText = ({ rankLow, rankHigh }: RatedPlayer): string =>
  rankLow === rankHigh ? String(rankLow) : `${rankLow}-${rankHigh}`;

const notesOf = ({ provisional, labels, influence }: RatedPlayer): string =>
  [
    ...(provisional ? ['provisional'] : []),
    ...labels.map(formatLabel),
    ...(influence?.isFlagged === true ? [`hangs on ${influence.opponent}`] : []),
  ].join(', ');

const left = (title: string, cell: TableColumn['cell'], widthMax: number): TableColumn => ({
  title,
  align: 'left',
  cell,
  widthMax,
});
const right = (title: string, cell: TableColumn['cell']): TableColumn => ({ title, align: 'right', cell });

/** Shorter think times are those of programs, which nobody compares. */
const toldThinkMs = 100;

const seconds = (ms: number): string => String(Number((ms / 1000).toPrecision(2)));

const money = (value: number | 'infinite' | null): string =>
  value === null ? '-' : value === 'infinite' ? 'infinite' : value.toPrecision(3);

/** What games and wins cost; a star: nobody else is at least as good for at most the same cost a game. */
const costColumns: readonly TableColumn[] = [
  right('USD', ({ costUsd }) => money(costUsd)),
  right(
    'USD/game',
    ({ costPerGame, onFrontier }) => `${onFrontier === true ? '★ ' : ''}${money(costPerGame)}`,
  ),
  right('USD/win', ({ costPerWin }) => money(costPerWin)),
  right('USD/point', ({ costPerPoint }) => money(costPerPoint)),
];

/** The columns of a table, those left out that would be empty. */
const columnsOf = ({ players }: RatingTable, { classic, audit }: RatingExtras): readonly TableColumn[] => {
  const classicOf = new Map(classic?.map(({ name, ratings }) => [name, ratings]));
  const auditOf = new Map(audit?.map(({ name, se }) => [name, se]));
  const isAny = (has: (player: RatedPlayer) => boolean): boolean => players.some(has);
  return [
    right('#', ({ rank }) => String(rank)),
    right('95 %', placesText),
    left('Agent', ({ name }) => name, 48),
    ...(isAny(({ owner }) => owner !== '') ? [left('Owner', ({ owner }) => owner, 24)] : []),
    right('Rating', ({ rating }) => rating.toFixed(0)),
    right('±95 %', ({ low, high }) => ((high - low) / 2).toFixed(0)),
    ...(audit === undefined
      ? []
      : [right('audit', ({ name }) => (1.96 * (auditOf.get(name) ?? Number.NaN)).toFixed(0))]),
    right('Games', ({ games }) => String(games)),
    right('W', ({ wins }) => String(wins)),
    right('D', ({ draws }) => String(draws)),
    right('L', ({ losses }) => String(losses)),
    right('Score', ({ score }) => percent(score)),
    ...(isAny(({ playOnly }) => playOnly !== null)
      ? [right('Play only', ({ playOnly }) => playOnly?.rating.toFixed(0) ?? '-')]
      : []),
    ...(isAny(({ reliability }) => (reliability?.forfeits ?? 0) > 0)
      ? [right('Forfeits/100', ({ reliability }) => reliability?.per100Games.toFixed(1) ?? '-')]
      : []),
    ...(isAny(({ fallbackShare }) => (fallbackShare ?? 0) > 0)
      ? [right('Fallback', ({ fallbackShare }) => percent(fallbackShare))]
      : []),
    ...(isAny(({ think }) => (think?.p95Ms ?? 0) >= toldThinkMs)
      ? [
          right('Think p50/p95', ({ think }) =>
            think === null ? '-' : `${seconds(think.p50Ms)}/${seconds(think.p95Ms)} s`,
          ),
        ]
      : []),
    ...(isAny(({ costUsd }) => costUsd !== null) ? costColumns : []),
    ...(classic === undefined
      ? []
      : classicFactors.map((factor, at) =>
          right(`K=${factor}*`, ({ name }) => classicOf.get(name)?.[at]?.toFixed(0) ?? '-'),
        )),
    left('Notes', notesOf, 80),
  ];
};

const skippedLine = ({ skipped }: RatingTable): readonly string[] => {
  const parts = skipReasons
    .filter((reason) => skipped[reason] > 0)
    .map((reason) => `${skipped[reason]} ${skipTexts[reason]}`);
  return parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}.`];
};

const firstMoverLine = ({ firstMover }: RatingTable): readonly string[] => {
  if (firstMover === null) return ['Alone on equal seeds: nobody moves first.'];
  const signed = `${firstMover.rating < 0 ? '' : '+'}${firstMover.rating.toFixed(0)}`;
  return [`First mover ${signed} (standard error ${firstMover.se.toFixed(0)}).`];
};

const errorLine = ({ errors }: RatingTable): readonly string[] => {
  switch (errors) {
    case 'information':
      return [];
    case 'sandwich':
      return ['Errors are clustered: games from one start, or repeated ones, are not independent.'];
    case 'approximate':
      return ['Errors are approximate and may be too small: there are too many agents for exact ones.'];
  }
};

/** A terminal is shown so many players; a longer list is for programs. */
const playersShownMax = 500;

const moreLine = ({ players }: RatingTable): readonly string[] =>
  players.length <= playersShownMax
    ? []
    : [`And ${players.length - playersShownMax} more; --format csv or json has all.`];

/** Below this chance the agents' strengths do not explain who beat whom. */
const intransitiveBelow = 0.01;

const fitLines = ({ intransitivity, residuals }: RatingTable): readonly string[] => {
  const odd = (residuals ?? []).filter(({ z }) => Math.abs(z) > flaggedZ);
  const shown = odd.slice(0, 3).map(({ one, other, z }) => `${one} - ${other} (z ${z.toFixed(1)})`);
  return [
    ...(intransitivity !== null && intransitivity.p < intransitiveBelow
      ? [`One strength an agent does not explain who beat whom (p ${intransitivity.p.toPrecision(2)}).`]
      : []),
    ...(odd.length === 0 ? [] : [`Far from expectation: ${shown.join(', ')}${odd.length > 3 ? ', …' : ''}.`]),
  ];
};

/** A rating table as text for a terminal: the pool, its players, and what the figures rest on. */
export const formatRatingTable = (table: RatingTable): string => formatRatedPool(table, {});

const unboundedTexts: Readonly<Record<Unbounded['why'], string>> = {
  'no-games': 'no game',
  'no-loss': 'no loss',
  'no-win': 'no win',
};

const unboundedShownMax = 10;

const unboundedLine = (unbounded: readonly Unbounded[]): readonly string[] => {
  if (unbounded.length === 0) return [];
  const shown = unbounded
    .slice(0, unboundedShownMax)
    .map(({ name, why }) => `${name} (${unboundedTexts[why]})`);
  const more = unbounded.length > unboundedShownMax ? ', …' : '';
  return [`Set aside, since without a prior nothing bounds them: ${shown.join(', ')}${more}.`];
};

const anchorLine = ({ players }: RatingTable): readonly string[] =>
  players.some(({ anchors }) => anchors !== null)
    ? [
        'House bots are anchors: held loosely at the ratings that they have among themselves, they give the scale.',
      ]
    : [];

/** What the figures of a table rest on. */
export const footLines = (table: RatingTable): readonly string[] => {
  const { ties } = table;
  return [
    ...firstMoverLine(table),
    ...(ties === null ? [] : [`Draws: nu ${ties.nu.toFixed(3)} (standard error ${ties.se.toFixed(3)}).`]),
    `Score-Elo around ${table.scale.centre}; ${table.scale.eloPerNat.toFixed(1)} points a natural-log unit of winning odds.`,
    ...anchorLine(table),
    ...errorLine(table),
    ...(table.pairGamesMax === null ? [] : [`A pair counts as at most ${table.pairGamesMax} games.`]),
    ...fitLines(table),
    ...(table.players.some(({ playOnly }) => playOnly !== null)
      ? ['Play only: without forfeited games, so of those that were survived.']
      : []),
    ...(table.players.some(({ onFrontier }) => onFrontier !== null)
      ? [
          '★ Nobody else is at least as good for at most the same cost a game. What agents that dial in cost is their claim.',
        ]
      : []),
    ...(table.converged ? [] : ['The fit did not converge: do not rely on these figures.']),
    ...skippedLine(table),
  ];
};

/** The same with what `agon rate` shows beside it. */
export const formatRatedPool = (table: RatingTable, extras: RatingExtras): string => {
  const { games } = table;
  const columns = columnsOf(table, extras);
  return [
    `${table.pool} (${table.game}@${table.version}): ${games} ${games === 1 ? 'game' : 'games'}, ${table.model}`,
    '',
    formatTable(
      columns,
      table.players.slice(0, playersShownMax).map((player) => columns.map(({ cell }) => cell(player))),
    ),
    ...moreLine(table),
    '',
    ...footLines(table),
    ...unboundedLine(extras.unbounded ?? []),
    ...(extras.classic === undefined
      ? []
      : ['* Classic online Elo, which depends on the order of the games.']),
  ].join('\n');
};
