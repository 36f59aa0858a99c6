import { sha256Hex } from '../../games/sha256.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { exits, isCliError } from './cli-error.ts';
import { chooseEntrant, type Entrant } from './entrant.ts';
import { mirroredSet } from '../../server/tournaments/mirror.ts';
import {
  type PairState,
  type ScheduledMatch,
  type ScheduledPair,
  scheduleOf,
} from '../../server/tournaments/schedule.ts';
import { fileError, type ReadTournament, type TournamentFile } from './tournament-file.ts';
import type { LineFault } from './yaml-file.ts';

/** A tournament whose players are known to be able to play. */
export interface Tournament {
  readonly file: TournamentFile;
  readonly entrants: readonly Entrant[];
  /** The seed of all matches. */
  readonly root: string;
  /** Name and seed: what tells its matches from all others. */
  readonly identity: string;
  readonly schedule: readonly ScheduledPair[];
}

/** A fault of the file as one of its lines; whatever else went wrong is passed on. */
const faultOf = (error: unknown, line: number): LineFault => {
  if (isCliError(error) && error.exit === exits.usage) return { line, message: error.message };
  throw error;
};

/** The players of a file, each able to play every game of it; throws an error that names the lines of those that are not. */
export const enterPlayers = (
  { tournament, lineOf }: ReadTournament,
  host: PlayerHost,
  path: string,
): readonly Entrant[] => {
  const faults: LineFault[] = [];
  const entrants: Entrant[] = [];
  for (const [at, { name, player }] of tournament.players.entries()) {
    const line = lineOf(['players', at, 'player']);
    for (const [number, { game }] of tournament.games.entries()) {
      try {
        const entrant = chooseEntrant(host, player, game.id, { name, owner: 'local' });
        if (number > 0) continue;
        if (entrants.some(({ entry }) => entry.agent === entrant.entry.agent))
          faults.push({
            line,
            message: `${entrant.entry.agent} is there twice; ratings could not tell them apart.`,
          });
        entrants.push(entrant);
      } catch (error) {
        faults.push(faultOf(error, line));
      }
    }
  }
  if (faults.length > 0) throw fileError(path, faults);
  return entrants;
};

/** The tournament of a file under its seed. */
export const planTournament = (
  file: TournamentFile,
  entrants: readonly Entrant[],
  root: string,
): Tournament => ({
  file,
  entrants,
  root,
  identity: `${file.name}|${root}`,
  schedule: scheduleOf(entrants.length, file.games.length, file.pairs),
});

const groupDigits = 16;

/** One match of a pair, ready to be played. */
export const planMatch = (
  { file, entrants, root, identity }: Tournament,
  pair: ScheduledPair,
  { again }: Pick<PairState, 'again'>,
  { id, players }: ScheduledMatch,
): MatchPlan => {
  const { game, config: given } = file.games[pair.game]!;
  const { seed, config, start } = mirroredSet(game, given, { root, set: pair.pair, again });
  const digest = sha256Hex(JSON.stringify([identity, pair, again]));
  return {
    id,
    game,
    config,
    seats: players.map((player) => entrants[player]!),
    clock: presetClocks[file.clock],
    attempts: file.attempts,
    legalTold: file.legalTold,
    // A seed of somebody's choice makes a match casual.
    rated: file.seed === undefined,
    release: 'end',
    seed,
    group: { pair: `p${digest.slice(0, groupDigits)}`, start, event: file.name },
  };
};
