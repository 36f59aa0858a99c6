import type { AnyGame } from '../../games/game.ts';
import type { AttemptsPolicy, Group, SeatEntry } from '../../replays/format.ts';
import type { CreatedMatch } from '../../server/arena/arena.ts';
import { presetClocks } from '../../server/match/clock-presets.ts';
import { connectAgent, type JsonAgent } from '../doors/json-agent.ts';
import type { TestArena } from '../doors/test-arena.ts';

/** A match whose every seat is a socket of the test's own. */
export interface Stage {
  readonly match: string;
  readonly agents: readonly JsonAgent[];
  /** Plays this action for whoever is to move; where several are, for the first who has not. */
  readonly play: (action: unknown, said?: object) => Promise<void>;
  /** Plays legal actions until so many steps are played, or the match is over; answers how many were. */
  readonly playOn: (steps: number) => Promise<number>;
}

export interface StageOptions {
  readonly config?: unknown;
  readonly names?: readonly string[];
  readonly rated?: boolean;
  readonly group?: Group;
  readonly attempts?: AttemptsPolicy;
}

/** Games between agents of one owner are not rated, so each has its own. */
const entryOf = (name: string): SeatEntry => ({ agent: name, name, owner: name, kind: 'script' });

/** Plays the same way each time: the middle one of the legal actions. */
const choose = (legal: readonly unknown[]): unknown => legal[Math.floor(legal.length / 2)];

/** Sets a match up in which nobody sits yet. */
export const setStage = (
  arena: TestArena,
  game: AnyGame,
  { config = game.defaults, names, rated = false, group, attempts }: StageOptions = {},
): Promise<CreatedMatch> =>
  arena.arena.create({
    game,
    config,
    seats: game
      .roles(config)
      .map((role, seat) => ({ entry: entryOf(names?.[seat] ?? `${role.name}-agent`) })),
    clock: presetClocks.llm,
    attempts: attempts ?? { max: 3, then: 'forfeit' },
    legalTold: true,
    rated,
    release: group === undefined ? 'end' : 'group',
    ...(group !== undefined && { group }),
  });

/** Sets a match up and seats an agent in every seat. */
export const openStage = async (
  arena: TestArena,
  game: AnyGame,
  options: StageOptions = {},
): Promise<Stage> => {
  const created = await setStage(arena, game, options);
  const agents = await Promise.all(created.tickets.map((ticket) => connectAgent(arena.url, ticket!)));
  const { match } = created;
  const isOver = (): boolean => match.status() === 'over';
  const actor = (): number => match.publicState().seats.findIndex(({ acting }) => acting);
  const play = async (seat: number, answer: (legal: readonly unknown[]) => object): Promise<void> => {
    const agent = agents[seat]!;
    const { turn, legal } = await agent.next('turn');
    agent.send({ type: 'act', turn, id: `t${turn}`, ...answer(legal ?? []) });
    await agent.next('ack');
  };
  await Promise.all(agents.map((agent) => agent.next('welcome')));
  return {
    match: match.id,
    agents,
    play: (action, said = {}) => play(actor(), () => ({ action, ...said })),
    playOn: async (steps) => {
      let played = 0;
      for (; played < steps && !isOver(); played++)
        for (const [seat, { acting }] of match.publicState().seats.entries())
          if (acting) await play(seat, (legal) => ({ action: choose(legal) }));
      return played;
    },
  };
};
