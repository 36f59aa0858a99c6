import type { Game, Illegal, Outcome, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import type { Rng } from '../rng.ts';
import { choicesFor } from './choices.ts';
import { type Config, configSchema } from './config.ts';
import { describe, news } from './describe.ts';
import { type Land, emptyLand } from './hero.ts';
import { formatPlan, parsePlan, refuseSize } from './parse.ts';
import { type Plan, expand, planSchema } from './plan.ts';
import { type End, reportOf } from './report.ts';
import { type Rules, rulesFor } from './rule-sets.ts';
import { rulesText } from './rules.ts';
import { type Played, type Run, play, startOf } from './run.ts';
import { type Challenge, type GenerateTask, inOrder } from './task.ts';
import { type Brief, type Limits, type View, briefOf, heroSeen } from './view.ts';

/** Members are in sorted order. World and task are one object through a match, and enter hashes by digest. */
export interface State {
  readonly challenge: Challenge;
  readonly config: Config;
  readonly end: End | null;
  readonly land: Land;
  readonly run: Run;
  /** Answers given. */
  readonly turns: number;
}

/** Primitive actions of the one answer of plan mode, after expansion. */
export const planActionsMax = 2000;
/** Primitive actions of one answer of step mode, after expansion. */
export const turnActionsMax = 20;
/** Answers of step mode. */
export const turnsMax = 200;

const modeLimits = {
  plan: { actionsMax: planActionsMax, turnsMax: 1 },
  step: { actionsMax: turnActionsMax, turnsMax },
} as const;

const limitsOf = ({ challenge, config }: State): Limits => ({
  actionsMax: modeLimits[config.mode].actionsMax,
  onFailure: config.onFailure,
  stepsMax: challenge.task.stepsMax,
  turnsMax: modeLimits[config.mode].turnsMax,
});

const rulesOf = ({ challenge, config }: State): Rules => rulesFor(config.rules, challenge.task.goal);

const briefIn = (state: State): Brief =>
  briefOf(state.challenge, rulesOf(state), limitsOf(state), state.config.sight);

const actors = (state: State): readonly Seat[] => (state.end === null ? [0] : []);

const check = (state: State, seat: Seat, plan: Plan): Illegal | undefined => {
  if (state.end !== null) return { code: 'match-over', message: 'The match is over.' };
  if (seat !== 0) return { code: 'not-your-turn', message: 'Only seat 0 plays.' };
  return refuseSize(plan, limitsOf(state).actionsMax);
};

const endAfter = ({ config, turns }: State, played: Played): End | null => {
  if (played.end !== undefined) return played.end;
  if (config.mode === 'plan') return played.isHalted ? 'plan-failed' : 'plan-ended';
  return turns + 1 >= turnsMax ? 'turns-spent' : null;
};

const step = (state: State, moves: ReadonlyMap<Seat, Plan>, rng: Rng): State => {
  const plan = moves.get(0);
  if (plan === undefined) throw new RangeError('a turn takes one plan');
  const { challenge, config } = state;
  const played = play(challenge, rulesOf(state), state, expand(plan.actions), config.onFailure, rng);
  return {
    challenge,
    config,
    end: endAfter(state, played),
    land: played.land,
    run: played.run,
    turns: state.turns + 1,
  };
};

const reportIn = ({ challenge, end, run }: State) => reportOf(challenge.task, run, end);

const outcome = (state: State): Outcome | undefined =>
  state.end === null ? undefined : outcomeOf([reportIn(state).progress], state.end);

/** The solo game over a generator of worlds. */
export const createCraftingWorld = (generateTask: GenerateTask): Game<Config, State, Plan, View> => ({
  id: 'crafting-world',
  title: 'Crafting world',
  version: 1,
  traits: {
    players: 1,
    dynamics: 'sequential',
    information: 'perfect',
    chance: true,
    utility: 'general',
    actions: 'open',
    draws: false,
    stepsMax: turnsMax,
  },
  schemas: { config: configSchema, action: planSchema },
  defaults: configSchema.parse({}),
  rules: (config) => rulesText(config, modeLimits[config.mode]),
  roles: () => [{ name: 'hero', kind: 'player' }],
  setup: (config, rng) => {
    const challenge = inOrder(generateTask(config, rng));
    const { goal, level, mode, onFailure, rules, sight, variant } = config;
    return {
      challenge,
      config: { goal, level, mode, onFailure, rules, sight, variant },
      end: null,
      land: emptyLand,
      run: startOf(challenge.task),
      turns: 0,
    };
  },
  actors,
  legalActions: (state, seat) =>
    actors(state).includes(seat)
      ? choicesFor(briefIn(state).world, rulesOf(state), {
          hero: state.run.hero,
          land: state.land,
        })
      : [],
  check,
  step,
  outcome,
  view: (state, viewer) => ({
    brief: briefIn(state),
    end: state.end,
    heroes: [heroSeen(state.challenge.world, rulesOf(state), state.run)],
    land: state.land,
    reports: state.end === null ? null : [reportIn(state)],
    turn: state.turns,
    viewer,
  }),
  describe,
  news,
  formatAction: formatPlan,
  parseAction: (text, view) => parsePlan(text, view.brief.limits.actionsMax),
  onForfeit: (state) => outcomeOf([reportOf(state.challenge.task, state.run, null).progress], 'forfeit'),
});
