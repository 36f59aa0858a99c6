import { randomBytes } from 'node:crypto';
import type { AnyGame } from '../../games/game.ts';
import { games } from '../../games/registry.ts';
import { houseOwner } from '../../server/accounts/accounts.ts';
import { exhibitionPrefix } from '../../server/arena/exhibition-id.ts';
import type { MatchPlan } from '../../server/arena/plan.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { bots } from '../agents/bots/registry.ts';
import { chooseEntrant, type Entrant } from './entrant.ts';
import { mirroredSet } from '../../server/tournaments/mirror.ts';
import { allMeetings } from '../../server/tournaments/round-robin.ts';

/** Two house bots and a game for them. */
export interface Encounter {
  readonly game: AnyGame;
  readonly players: readonly [Entrant, Entrant];
}

const idBytes = 8;
const seedBytes = 16;

/**
 * The null agent, which says the same whatever it is asked. Together with `random` it is a control for good: where
 * one of them leaves the floor of a leaderboard, it is the game, the parser or the rating that is at fault.
 */
const nullAgent = { name: 'always', address: 'bot:always?text=I will win.' };

/** Who plays a game at exhibitions: the house bots that need no options, and the null agent. */
export const exhibitors = (host: PlayerHost, game: AnyGame): readonly Entrant[] =>
  [...bots.map(({ name }) => ({ name, address: `bot:${name}` })), nullAgent]
    .filter(({ address }) => host.problem(address, game.id) === undefined)
    .map(({ name, address }) => chooseEntrant(host, address, game.id, { name, owner: houseOwner }));

const encountersOf = (host: PlayerHost, game: AnyGame): readonly Encounter[] => {
  const players = exhibitors(host, game);
  const all = allMeetings(players.length).map(([a, b]): Encounter => ({
    game,
    players: [players[a]!, players[b]!],
  }));
  const isControlled = ({ players: met }: Encounter): boolean =>
    met.some(({ entry }) => entry.name === nullAgent.name);
  // Whoever comes to watch sees games first, and forfeits of the null agent when the others have met.
  return [...all.filter((one) => !isControlled(one)), ...all.filter(isControlled)];
};

/** Encounters without end: one of each game in turn, and all pairings of a game before one comes again. */
export function* encounters(host: PlayerHost): Generator<Encounter, never> {
  const lists = games
    .filter((game) => game.roles(game.defaults).length === 2)
    .map((game) => encountersOf(host, game))
    .filter((list) => list.length > 0);
  for (let round = 0; ; round++) for (const list of lists) yield list[round % list.length]!;
}

/** Both matches of an encounter, on one seed with the seats swapped; nothing of either is released before both are over. */
export const planEncounter = ({ game, players: [a, b] }: Encounter, rated: boolean): readonly MatchPlan[] => {
  const root = randomBytes(seedBytes).toString('hex');
  const { seed, config, start } = mirroredSet(game, {}, { root, set: 0 });
  return [
    [a, b],
    [b, a],
  ].map((seats) => ({
    id: `${exhibitionPrefix}${randomBytes(idBytes).toString('hex')}`,
    game,
    config,
    seats,
    // A busy machine delays the bots' threads, and no clock of theirs should decide a game of the exhibition.
    clock: presetClocks.llm,
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated,
    release: 'group',
    seed,
    group: { pair: start, start },
  }));
};
