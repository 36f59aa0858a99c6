import { formatRatingCsv } from '../../replays/exports/rating-csv.ts';
import { anchorsOf } from '../../replays/ratings/anchors-of.ts';
import { auditErrors, type AuditedPlayer } from '../../replays/ratings/bootstrap.ts';
import { classicFactors } from '../../replays/ratings/classic-elo.ts';
import { overallTable, type OverallTable } from '../../replays/ratings/overall.ts';
import type { PoolCounts } from '../../replays/ratings/pool-counts.ts';
import type { ClassicPlayer } from '../../replays/ratings/pool-tally.ts';
import { defaultPriors, flatPriors } from '../../replays/ratings/posterior.ts';
import { isRatingError } from '../../replays/ratings/rating-error.ts';
import type { DrawModel, RatingOptions } from '../../replays/ratings/rating-case.ts';
import { setAside, type Unbounded } from '../../replays/ratings/set-aside.ts';
import { poolTable, type RatingTable } from '../../replays/ratings/table.ts';
import { exits, usageError } from './cli-error.ts';
import { chooseGame } from './game-choice.ts';
import type { CommonOptions } from './options.ts';
import { logPlaces } from './log-places.ts';
import { createOutput } from './output.ts';
import type { PriorChoice, RateFormat } from './rating-options.ts';
import { gatherResults, type Gathered } from './rating-source.ts';
import { formatRatingPage, type TablePool } from './rating-html.ts';
import { formatOverall } from './rating-overall.ts';
import { formatRatedPool } from './rating-table.ts';

export interface RateOptions extends CommonOptions {
  readonly config?: string;
  readonly game?: string;
  readonly ratedOnly?: true;
  readonly model: DrawModel;
  readonly prior: PriorChoice;
  readonly firstMover: boolean;
  readonly anchors: boolean;
  readonly audit?: true;
  readonly format: RateFormat;
}

/** A table with what is shown beside it. */
interface RatedPool extends TablePool {
  readonly classic: readonly ClassicPlayer[];
  readonly audit: readonly AuditedPlayer[] | undefined;
  readonly unbounded: readonly Unbounded[];
}

const ratePool = (pool: PoolCounts, options: RatingOptions): RatingTable => {
  try {
    return poolTable(pool, options);
  } catch (error) {
    if (!isRatingError(error)) throw error;
    throw usageError(
      error.code,
      `${pool.pool} cannot be rated without a prior: some groups of players are not joined by points both ways.`,
      'Leave --prior out, or give it a number of Elo, such as --prior 350.',
      error,
    );
  }
};

const rateAll = ({ tally }: Gathered, options: RateOptions): readonly RatedPool[] => {
  const { model, prior, firstMover } = options;
  const priors = prior === 'none' ? flatPriors : { ...defaultPriors, strengthElo: prior };
  return tally.pools().map((whole) => {
    const { pool, unbounded } = prior === 'none' ? setAside(whole) : { pool: whole, unbounded: [] };
    const anchors = prior === 'none' || !options.anchors ? [] : anchorsOf(pool);
    return {
      pool,
      unbounded,
      table: ratePool(pool, { model, priors, firstMover, anchors }),
      classic: tally.pool(whole).classic(),
      // Resampling may leave somebody unbeaten, so that an audit always has a prior.
      audit:
        options.audit === true
          ? auditErrors(pool, { model, priors: prior === 'none' ? defaultPriors : priors, firstMover })
          : undefined,
    };
  });
};

/** What the pools have in common, every game counting alike; undefined where nobody has played enough of several. */
const overallOf = (tables: readonly RatingTable[]): OverallTable | undefined => {
  const games = Map.groupBy(tables, ({ game }) => game);
  if (games.size < 2) return undefined;
  const overall = overallTable(
    tables,
    tables.map(({ game }) => 1 / games.get(game)!.length),
  );
  return overall.players.length === 0 ? undefined : overall;
};

/** The JSON of a pool: its table, with the extras under names that say what they are. */
const jsonOf = ({ table, classic, audit, unbounded }: RatedPool): object => ({
  ...table,
  ...(unbounded.length > 0 && { unbounded }),
  classicElo: { dependsOnOrder: true, factors: classicFactors, players: classic },
  ...(audit !== undefined && { audit: { method: 'poisson-bootstrap', players: audit } }),
});

const print = (pools: readonly RatedPool[], format: RateFormat): void => {
  const output = createOutput(format === 'json');
  const overall = overallOf(pools.map(({ table }) => table));
  switch (format) {
    case 'csv':
      process.stdout.write(formatRatingCsv(pools.map(({ table }) => table)));
      return;
    case 'html':
      process.stdout.write(formatRatingPage(pools, overall));
      return;
    case 'json':
      output.data(pools.length === 1 ? jsonOf(pools[0]!) : pools.map(jsonOf));
      return;
    case 'table':
      output.text(pools.map((rated) => formatRatedPool(rated.table, rated)).join('\n\n'));
      if (overall !== undefined) output.text(`\n${formatOverall(overall)}`);
      if (pools.length === 0) output.text('No match to rate.');
  }
};

/** `agon rate`. */
export const rate = async (named: readonly string[], options: RateOptions): Promise<void> => {
  const format = options.json === true ? 'json' : options.format;
  const { note } = createOutput(format === 'json');
  const { paths } = await logPlaces(named, options);
  const gathered = await gatherResults(paths, {
    game: options.game === undefined ? undefined : chooseGame(options.game).id,
    ratedOnly: options.ratedOnly === true,
    warn: note,
  });
  print(rateAll(gathered, options), format);
  if (gathered.refused > 0) {
    note(`warning: ${gathered.refused} logs were not rated.`);
    process.exitCode = exits.bad;
  }
  if (gathered.repeated > 0) note(`warning: ${gathered.repeated} matches came twice and counted once.`);
  if (gathered.pruned > 0)
    note(`${gathered.pruned} matches count by their rows of the ledger: their logs were let go.`);
};
