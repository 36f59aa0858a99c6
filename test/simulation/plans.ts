import type { AnyGame } from '../../games/game.ts';
import type { Rng } from '../../games/rng.ts';
import type { AttemptsPolicy, ClockSettings, Group } from '../../replays/format.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import { failingAddress, hostedAddress } from './hosted.ts';
import { lobbyAgentId } from './lobby.ts';

/** Games short enough for thousands of histories: simultaneous, hidden cards, perfect information. */
const played = [
  { game: 'rock-paper-scissors', config: { rounds: 4 }, byDefault: 'paper' },
  // Both are illegal at times, and then lead to a forfeit.
  { game: 'kuhn-poker', config: { hands: 3 }, byDefault: 'check' },
  { game: 'tic-tac-toe', config: {}, byDefault: 'E' },
] as const;

/** Long against every delay that the network can make, so that an honest agent is never late by itself. */
const clocks: readonly ClockSettings[] = [
  { preset: 'custom', moveMs: 30_000, bankMs: 5_000, incrementMs: 0, disconnectMs: 120_000, joinMs: 60_000 },
  { preset: 'custom', bankMs: 120_000, incrementMs: 500, disconnectMs: 120_000, joinMs: 60_000 },
];

/** Draws what kind of match is played. Matches of one history that have a group share it. */
export const drawPlan = (
  rng: Rng,
  gameOf: (id: string) => AnyGame | undefined,
  facts: { readonly seed: string; readonly group: Group },
): MatchPlan => {
  const { game: id, config, byDefault } = rng.pick(played);
  const game = gameOf(id)!;
  const seats = game.roles(config).map((_, seat) => {
    const entry = {
      agent: rng.int(3) === 0 ? lobbyAgentId(seat) : `guest-${seat}`,
      name: `agent-${seat}`,
      owner: `owner-${seat}`,
      kind: 'script' as const,
    };
    const address = rng.pick([undefined, undefined, undefined, undefined, hostedAddress, failingAddress]);
    if (address === undefined) return { entry };
    // One entry a seat, so that its voids add up over the matches of a history.
    const model = { ...entry, agent: `model-${seat}`, kind: 'model' as const };
    return { entry: address === failingAddress ? model : entry, address };
  });
  const then: AttemptsPolicy['then'] = rng.int(2) === 0 ? 'forfeit' : { default: byDefault };
  const isGrouped = rng.int(2) === 0;
  return {
    game,
    config,
    seats,
    clock: rng.pick(clocks),
    attempts: { max: 1 + rng.int(3), then },
    legalTold: true,
    rated: false,
    release: isGrouped ? 'group' : 'end',
    seed: facts.seed,
    ...(isGrouped && { group: facts.group }),
  };
};
