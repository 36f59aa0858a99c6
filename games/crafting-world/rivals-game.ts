import type { Game, Illegal, Outcome, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import type { Rng } from '../rng.ts';
import { choicesFor } from './choices.ts';
import { type RivalsConfig, rivalsConfigSchema, roundsMax } from './config.ts';
import { describe, news } from './describe.ts';
import { type Land, emptyLand } from './hero.ts';
import { formatPlan, parsePlan, refuseSize } from './parse.ts';
import { type Plan, planSchema } from './plan.ts';
import { valueOf } from './prices.ts';
import { playRound } from './rivals-round.ts';
import { rivalsRulesText } from './rivals-rules.ts';
import { ruleSets } from './rule-sets.ts';
import { type Run, startOf } from './run.ts';
import { turnActionsMax } from './limits.ts';
import { determinise } from './rivals-determinise.ts';
import { type Challenge, type GenerateTask, inOrder, sliced } from './task.ts';
import { type Limits, type View, briefOf, heroSeen } from './view.ts';

/** How a match of two ends. */
export type RivalsEnd = 'goal-reached' | 'both-at-once' | 'horizon';

/** Members are in sorted order. The task's steps are those of all rounds. */
export interface RivalsState {
  readonly challenge: Challenge;
  readonly config: RivalsConfig;
  readonly end: RivalsEnd | null;
  /** The step at which each hero reached the goal, or null. */
  readonly finished: readonly [number | null, number | null];
  readonly land: Land;
  readonly rounds: number;
  readonly runs: readonly [Run, Run];
}

/** Steps that each hero has in one round. */
export const stepsARound = 20;

const rules = ruleSets.rivals;
const bothSeats: readonly Seat[] = [0, 1];
const nobody: readonly Seat[] = [];

const limitsOf = ({ challenge, config }: RivalsState): Limits => ({
  actionsMax: turnActionsMax,
  onFailure: 'halt',
  stepsMax: challenge.task.stepsMax,
  turnsMax: config.rounds,
});

const actors = (state: RivalsState): readonly Seat[] => (state.end === null ? bothSeats : nobody);

const check = (state: RivalsState, seat: Seat, plan: Plan): Illegal | undefined => {
  if (state.end !== null) return { code: 'match-over', message: 'The match is over.' };
  if (!bothSeats.includes(seat)) return { code: 'not-your-turn', message: 'Only seats 0 and 1 play.' };
  return refuseSize(plan, turnActionsMax);
};

const endAfter = (
  config: RivalsConfig,
  rounds: number,
  [first, second]: RivalsState['finished'],
): RivalsEnd | null => {
  if (first !== null || second !== null) return first === second ? 'both-at-once' : 'goal-reached';
  return rounds >= config.rounds ? 'horizon' : null;
};

const step = (state: RivalsState, moves: ReadonlyMap<Seat, Plan>, rng: Rng): RivalsState => {
  const plans = [moves.get(0), moves.get(1)] as const;
  if (plans[0] === undefined || plans[1] === undefined) throw new RangeError('a round takes two plans');
  const rounds = state.rounds + 1;
  // Who is first in a tie of clocks alternates, so that neither seat has the better half of all ties.
  const { finished, land, runs } = playRound(
    state.challenge,
    rules,
    state,
    [plans[0], plans[1]],
    { first: state.rounds % 2, stepsEnd: rounds * stepsARound },
    rng,
  );
  const { challenge, config } = state;
  return { challenge, config, end: endAfter(config, rounds, finished), finished, land, rounds, runs };
};

const marginOf = ({ challenge, end, finished, runs }: RivalsState): number => {
  const [first, second] = finished;
  if (end === 'goal-reached') return (second ?? Infinity) - (first ?? Infinity);
  if (end === 'both-at-once') return 0;
  return valueOf(challenge.world, runs[0].hero) - valueOf(challenge.world, runs[1].hero);
};

const scoresFor = (margin: number): readonly [number, number] =>
  margin === 0 ? [0, 0] : margin > 0 ? [1, -1] : [-1, 1];

const outcome = (state: RivalsState): Outcome | undefined =>
  state.end === null ? undefined : outcomeOf(scoresFor(marginOf(state)), state.end);

const view = (state: RivalsState, viewer: View['viewer']): View<RivalsEnd> => ({
  brief: briefOf(state.challenge, rules, limitsOf(state)),
  end: state.end,
  finished: state.finished,
  heroes: state.runs.map((run) => heroSeen(state.challenge.world, rules, run)),
  land: state.land,
  reports: null,
  turn: state.rounds,
  viewer,
});

const setup = (generateTask: GenerateTask, config: RivalsConfig, rng: Rng): RivalsState => {
  const { goal, level, rounds, variant } = config;
  const made = generateTask({ goal, level, rules: 'rivals', variant }, rng);
  const challenge = inOrder(sliced({ ...made, task: { ...made.task, stepsMax: rounds * stepsARound } }));
  const run = startOf(challenge.task);
  return {
    challenge,
    config: { goal, level, rounds, variant },
    end: null,
    finished: [null, null],
    land: emptyLand,
    rounds: 0,
    runs: [run, run],
  };
};

/** The game for two over a generator of worlds: one world, one goal, shared resources and prices. */
export const createCraftingRivals = (
  generateTask: GenerateTask,
): Game<RivalsConfig, RivalsState, Plan, View<RivalsEnd>> => ({
  id: 'crafting-rivals',
  title: 'Crafting rivals',
  version: 2,
  traits: {
    players: 2,
    dynamics: 'simultaneous',
    information: 'perfect',
    chance: true,
    utility: { sum: 0 },
    actions: 'open',
    draws: true,
    stepsMax: roundsMax,
  },
  schemas: { config: rivalsConfigSchema, action: planSchema },
  defaults: rivalsConfigSchema.parse({}),
  rules: (config) => rivalsRulesText(config, { actionsMax: turnActionsMax, stepsARound }),
  roles: () => [
    { name: 'first', kind: 'player' },
    { name: 'second', kind: 'player' },
  ],
  setup: (config, rng) => setup(generateTask, config, rng),
  isSetupSlow: true,
  actors,
  legalActions: (state, seat) =>
    actors(state).includes(seat)
      ? choicesFor(briefOf(state.challenge, rules, limitsOf(state)).world, rules, {
          hero: state.runs[seat]!.hero,
          land: state.land,
        })
      : [],
  check,
  step,
  outcome,
  view,
  describe,
  news,
  formatAction: formatPlan,
  parseAction: (text, view) => parsePlan(text, view.brief.limits.actionsMax),
  determinise,
  advantage: ({ heroes }) => {
    const [first, second] = [heroes[0]?.value ?? 0, heroes[1]?.value ?? 0];
    const share = (first - second) / Math.max(1, first + second);
    return [share, 0 - share];
  },
});
