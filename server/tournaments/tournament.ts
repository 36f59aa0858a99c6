import { sha256Hex } from '../../games/sha256.ts';
import type { MatchPlan, PlannedSeat } from '../arena/plan.ts';
import { presetClocks } from '../match/clock-presets.ts';
import type { Plan } from './batch.ts';
import { drawSeed, mirroredSet } from './mirror.ts';
import type { ScheduledMatch, ScheduledPair } from './pair.ts';

/** A tournament whose players are known to be able to play. */
export interface Tournament extends Plan {
  /** By player. A seat without an address is that of an agent who dials in. */
  readonly seats: readonly PlannedSeat[];
  /** What tells its matches from those of all others. */
  readonly identity: string;
  /** The group of all its matches in their logs. */
  readonly event?: string;
  /** On a server nothing of a match is released before its pair is over. */
  readonly release: 'end' | 'group';
  /** Whether its matches are rated on the leaderboards. */
  readonly rated: boolean;
  /** Under what its matches are counted. */
  readonly creator?: string;
}

const groupDigits = 16;

/** Cards and throws must not come twice before players whose memory is not the arena's. */
const sharesSeed = ({ file, seats }: Tournament, { game, players }: ScheduledPair): boolean =>
  !file.games[game]!.game.traits.chance || players.every((player) => seats[player]!.address !== undefined);

/** One match of a pair, ready to be played; `again` counts the void tries before it. */
export const planMatch = (
  tournament: Tournament,
  pair: ScheduledPair,
  again: number,
  { id, players }: ScheduledMatch,
): MatchPlan => {
  const { file, seats, root, identity, event, creator, rated } = tournament;
  const { game, config: given } = file.games[pair.game]!;
  const { seed, config, start } = mirroredSet(game, given, { root, set: pair.pair, again });
  const digest = sha256Hex(JSON.stringify([identity, pair, again]));
  return {
    id,
    game,
    config,
    seats: players.map((player) => seats[player]!),
    clock: presetClocks[file.clock],
    attempts: file.attempts,
    legalTold: file.legalTold,
    rated,
    release: tournament.release,
    seed: sharesSeed(tournament, pair) ? seed : drawSeed(root, [game.id, pair.pair, again, ...players]),
    group: {
      pair: `p${digest.slice(0, groupDigits)}`,
      start,
      ...(event !== undefined && { event }),
    },
    ...(creator !== undefined && { creator }),
  };
};
