import type { MatchPlan } from '../arena/plan.ts';
import type { Presence } from '../lobby/guest.ts';
import type { Lobby } from '../lobby/lobby.ts';
import type { Clock } from '../match/ports.ts';

export interface AdmissionDeps {
  readonly lobby: Pick<Lobby, 'presences'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
}

/** Lets a match be made when its agents have room for it. `made` tells that the lobby counts it from now on, or that nobody has to. */
export type Admission = (plan: MatchPlan, signal: AbortSignal) => Promise<{ readonly made: () => void }>;

/** Between two looks at the lobby. */
const lookMs = 250;

/**
 * Agents dial in as they can: one that plays as many matches as it wants is waited for, since a match that it does not
 * come to is void. One that is not there at all gets as long as it has to come to a match; then the match is made, and
 * tells by its end that nobody came.
 */
export const createAdmission = ({ lobby, clock }: AdmissionDeps): Admission => {
  /** Matches that are being made, which the lobby does not know yet. */
  const making = new Map<string, number>();
  const presenceOf = (agent: string, game: string): Presence | undefined =>
    lobby.presences().find((one) => one.agent === agent && one.games.includes(game));
  const isThere = (agent: string, game: string): boolean => presenceOf(agent, game) !== undefined;
  const hasRoom = (agent: string, game: string): boolean => {
    const { concurrency = 0, matches = 0 } = presenceOf(agent, game) ?? {};
    return concurrency - matches > (making.get(agent) ?? 0);
  };
  const count = (agents: readonly string[], by: 1 | -1): void => {
    for (const agent of agents) making.set(agent, (making.get(agent) ?? 0) + by);
  };
  return async ({ seats, game, clock: settings }, signal) => {
    const agents = seats.flatMap(({ address, entry }) => (address === undefined ? [entry.agent] : []));
    const sinceMs = clock.now();
    const mayBeMade = (): boolean =>
      agents.every((agent) => hasRoom(agent, game.id)) ||
      (clock.now() - sinceMs >= settings.joinMs && !agents.every((agent) => isThere(agent, game.id)));
    while (!mayBeMade() && !signal.aborted)
      await new Promise<void>((resolve) => clock.after(lookMs, resolve));
    count(agents, 1);
    let isMade = false;
    return {
      made: () => {
        if (!isMade) count(agents, -1);
        isMade = true;
      },
    };
  };
};
