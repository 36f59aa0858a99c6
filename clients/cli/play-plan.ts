import type { AnyGame } from '../../games/game.ts';
import type { AttemptsPolicy, ClockSettings } from '../../replays/format.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { Entrant } from './entrant.ts';
import { mirroredSet, mirroredSetSize, rotatedSeats } from '../../server/tournaments/mirror.ts';

/** What all games of one `agon play` have in common. */
export interface PlayRun {
  readonly game: AnyGame;
  /** The configuration as it was asked for. */
  readonly config: unknown;
  readonly entrants: readonly Entrant[];
  readonly clock: ClockSettings;
  /** The run's seed. */
  readonly root: string;
}

/** One game of a run. `players` are indices of entrants by seat. */
export interface PlannedGame {
  /** From 1. */
  readonly number: number;
  readonly players: readonly number[];
  readonly plan: MatchPlan;
}

const attempts: AttemptsPolicy = { max: 3, then: 'forfeit' };

/** The game with this number, from 1: games of one mirrored set share seed and start, and rotate the players. */
export const planGame = (run: PlayRun, number: number): PlannedGame => {
  const { game, entrants, root } = run;
  const roles = game.roles(game.schemas.config.parse(run.config));
  const size = mirroredSetSize(roles);
  const set = Math.floor((number - 1) / size);
  const { seed, config, start } = mirroredSet(game, run.config, { root, set });
  const players = rotatedSeats(roles, (number - 1) % size);
  const plan: MatchPlan = {
    game,
    config,
    seats: players.map((player) => entrants[player]!),
    clock: run.clock,
    attempts,
    legalTold: true,
    // A seed that somebody may have chosen makes a match casual.
    rated: false,
    release: 'end',
    seed,
    group: { pair: start, start },
  };
  return { number, players, plan };
};
