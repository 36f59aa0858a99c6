import type { AnyGame, Json } from '../../games/game.ts';
import { sha256Hex } from '../../games/sha256.ts';
import {
  chainStart,
  commitmentText,
  formatVersion,
  type AttemptsPolicy,
  type ClockSettings,
  type Group,
  type Header,
  type Release,
  type SeatEntry,
} from '../../replays/format.ts';

export interface PlannedSeat {
  readonly entry: SeatEntry;
  /** The player that this process hosts in the seat; absent: whoever holds the seat's ticket plays. */
  readonly address?: string;
}

/** A match to be made; its game, config, clock and attempts are parsed and checked already. */
export interface MatchPlan {
  readonly game: AnyGame;
  readonly config: unknown;
  readonly seats: readonly PlannedSeat[];
  readonly clock: ClockSettings;
  readonly attempts: AttemptsPolicy;
  readonly legalTold: boolean;
  readonly rated: boolean;
  readonly release: Release;
  /** How far behind the match spectators are until its release; absent: as the arena is set up. */
  readonly spectatorDelayMs?: number;
  /** 32 hexadecimal digits; absent: drawn from the system's generator. */
  readonly seed?: string;
  readonly group?: Group;
  /** The id of the key that asked for it: it may call the match off while it waits. */
  readonly creator?: string;
  /** A match id of the caller's choice, so that a script that is run again finds its match. */
  readonly id?: string;
}

/** What a header needs beside the plan. */
export interface HeaderFacts {
  /** For a plan that says nothing of it. */
  readonly spectatorDelayMs: number;
  readonly match: string;
  readonly seed: string;
  readonly version: string;
  readonly key: string;
  readonly at: string;
}

/** The policy with its default action in the one form that logs hold: a schema may complete what it is given. */
const attemptsOf = ({ game, attempts }: MatchPlan): AttemptsPolicy => {
  if (attempts.then === 'forfeit') return attempts;
  const action = game.schemas.action.safeParse(attempts.then.default);
  return action.success ? { max: attempts.max, then: { default: action.data as Json } } : attempts;
};

/** The header of a planned match. */
export const headerOf = (plan: MatchPlan, facts: HeaderFacts): Header => {
  const spectatorDelayMs = plan.spectatorDelayMs ?? facts.spectatorDelayMs;
  return {
    type: 'header',
    v: formatVersion,
    prev: chainStart,
    match: facts.match,
    game: { id: plan.game.id, version: plan.game.version },
    config: plan.config as Header['config'],
    roles: plan.game.roles(plan.config).map(({ name }) => name),
    seats: plan.seats.map(({ entry }) => entry),
    clock: plan.clock,
    attempts: attemptsOf(plan),
    legalTold: plan.legalTold,
    rated: plan.rated,
    release: plan.release,
    ...(spectatorDelayMs > 0 && { spectatorDelayMs }),
    seedCommitment: sha256Hex(commitmentText(facts.match, facts.seed)),
    server: { version: facts.version, key: facts.key },
    at: facts.at,
  };
};
