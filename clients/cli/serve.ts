import type { RatingTable } from '../../replays/ratings/table.ts';
import type { Config } from '../../server/config/config.ts';
import { isExhibition } from '../../server/arena/exhibition-id.ts';
import { systemTime } from '../../server/match/arena-clock.ts';
import type { Match } from '../../server/match/match.ts';
import type { MatchResult } from '../../server/match/result.ts';
import { type OpenArena, openArena } from '../../server/open-arena.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { createHttpDoor } from '../mcp/http-door.ts';
import { buildVersion } from './build.ts';
import { environmentError } from './cli-error.ts';
import { startExhibition } from './exhibition.ts';
import { createTableTeller } from './exhibition-tables.ts';
import { createServeHost } from './hosts.ts';
import { listenForInterruption } from '../../server/interruption.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { formatResult } from './play-report.ts';
import { formatRatingTable } from './rating-table.ts';
import { readServerConfig, type ServerFlags } from './server-config.ts';

export interface ServeOptions extends CommonOptions, ServerFlags {
  readonly exhibition?: true;
}

/** What a bot of the exhibition takes for a move at least: a pace that people can follow. */
const exhibitionThinkMs = 1_000;

/** Whoever stops a server does not wait longer; all that was acknowledged is on the disk long before. */
const closeMsMax = 1_800;

/** The calls by which a server takes its port: what another one is refused has nothing to do with that. */
const listenCalls: readonly unknown[] = ['listen', 'bind', 'getaddrinfo'];

/** Failures to listen, by the system's codes. */
const listenFailures: { readonly [code: string]: readonly [code: string, hint: string] } = {
  EADDRINUSE: ['port-in-use', 'Stop the other program, or choose another port; --port 0 takes any free one.'],
  EACCES: ['port-refused', 'Choose a port over 1023.'],
  EADDRNOTAVAIL: ['host-unknown', 'Give --host an address of this machine, such as 127.0.0.1 or 0.0.0.0.'],
  ENOTFOUND: ['host-unknown', 'Give --host an address of this machine, such as 127.0.0.1 or 0.0.0.0.'],
};

const open = async (config: Config, host: PlayerHost): Promise<OpenArena> => {
  try {
    const makeDoors = [(url: () => string) => createHttpDoor({ url, version: buildVersion })];
    return await openArena({ config, version: buildVersion, host, makeDoors });
  } catch (error) {
    const failure =
      error instanceof Error && 'syscall' in error && listenCalls.includes(error.syscall) && 'code' in error
        ? listenFailures[String(error.code)]
        : undefined;
    if (failure === undefined) throw error;
    const [code, hint] = failure;
    throw environmentError(code, `${config.host}:${config.port} cannot be listened on.`, hint, error);
  }
};

const printOpening = ({ server, adopted, adminKey }: OpenArena, output: Output): void => {
  const { url } = server;
  output.data({ type: 'listening', url, adopted, ...(adminKey !== undefined && { adminKey }) });
  output.text(`Agon listens on ${url}`);
  if (adopted > 0) output.text(`${adopted} unfinished matches go on.`);
  if (adminKey !== undefined) output.text(`Admin key, shown only this once: ${adminKey}`);
};

const printResult = (match: Match, result: MatchResult, output: Output): void => {
  const agents = match.header.seats.map(({ agent }) => agent);
  output.data({ type: 'result', match: match.id, game: match.game.id, agents, ...result });
  output.text(`${match.game.id}  ${agents.join(' - ')}  ${formatResult(result)}  ${match.id}`);
};

const printTables = (tables: readonly RatingTable[], output: Output): void => {
  output.data({ type: 'ratings', tables });
  output.text(`\n${tables.map((table) => formatRatingTable(table)).join('\n\n')}\n`);
};

/** Resolves when the arena is closed, or has had its time for that. */
const closeInTime = async (opened: OpenArena): Promise<void> => {
  const timeUp = new Promise<void>((resolve) => setTimeout(resolve, closeMsMax));
  await Promise.race([opened.close(), timeUp]);
};

/** Starts the exhibition and tells of it; answers a function that ends it. */
const exhibit = (opened: OpenArena, host: PlayerHost, config: Config, output: Output): (() => void) => {
  const onFailure = (error: unknown): void => output.note(`exhibition: ${String(error)}`);
  const { ratings, arena } = opened;
  const tellTables = createTableTeller({
    ratings,
    onTables: (tables) => printTables(tables, output),
    onFailure,
  });
  const onResult = (match: Match, result: MatchResult): void => {
    printResult(match, result, output);
    if (config.exhibitionRated) tellTables(match);
  };
  return startExhibition({
    arena,
    host,
    rated: config.exhibitionRated,
    isWatched: () => opened.watchers() > 0,
    time: systemTime,
    onResult,
    onFailure,
  });
};

/** One process of a cluster exhibits, whichever is its chief. */
const beginAsChief = ({ chief }: OpenArena, begin: () => () => void): Promise<() => void> => {
  let stop = (): void => {};
  return chief.add({
    begin: () => {
      stop = begin();
    },
    end: () => stop(),
  });
};

/** `agon serve`: runs until a signal stops it. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const interruption = listenForInterruption();
  const host = createServeHost(isExhibition, exhibitionThinkMs);
  const config = await readServerConfig(options);
  const opened = await open(config, host);
  printOpening(opened, output);
  const begin = (): (() => void) => exhibit(opened, host, config, output);
  const stopExhibition = options.exhibition === true ? await beginAsChief(opened, begin) : () => {};
  await interruption.arrived;
  output.text('Stopping; unfinished matches go on at the next start.');
  stopExhibition();
  await opened.drain();
  await closeInTime(opened);
  // Requests that were still under way would hold the process.
  process.exit();
};
