import type { Game, Illegal, Outcome, Seat } from '../game.ts';
import { outcomeOf } from '../outcome.ts';
import type { Rng } from '../rng.ts';
import { choicesFor } from './choices.ts';
import { type Config, configSchema } from './config.ts';
import { describe, news } from './describe.ts';
import { type Land, emptyLand } from './hero.ts';
import { formatPlan, parsePlan, refuseSize } from './parse.ts';
import { type Plan, expand, planSchema } from './plan.ts';
import { type End, type Report, reportOf } from './report.ts';
import { type Rules, rulesFor, withLooks } from './rule-sets.ts';
import { rulesText } from './rules.ts';
import { type Played, type Run, play, startOf } from './run.ts';
import { modeLimits, turnsMax } from './limits.ts';
import { determinise } from './solo-determinise.ts';
import { type Challenge, type GenerateTask, inOrder, sliced } from './task.ts';
import { type Brief, type Limits, type View, briefOf, heroSeen, unknownIn } from './view.ts';

/** Members are in sorted order. World and task are one object through a match, and enter hashes by digest. */
export interface State {
  readonly challenge: Challenge;
  readonly config: Config;
  readonly end: End | null;
  readonly land: Land;
  /** The figures, once the match is over. */
  readonly reports: readonly Report[] | null;
  readonly run: Run;
  /** Answers given. */
  readonly turns: number;
}

const limitsOf = ({ challenge, config }: State): Limits => ({
  actionsMax: modeLimits(config).actionsMax,
  onFailure: config.onFailure,
  stepsMax: challenge.task.stepsMax,
  turnsMax: modeLimits(config).turnsMax,
});

const rulesOf = ({ challenge, config }: State): Rules => {
  const rules = rulesFor(config.rules, challenge.task.goal);
  return config.sight === 'lookup' ? withLooks(rules) : rules;
};

const briefIn = (state: State): Brief =>
  briefOf(
    state.challenge,
    rulesOf(state),
    limitsOf(state),
    state.config.sight === 'lookup' ? state.run.known : null,
  );

const actors = (state: State): readonly Seat[] => (state.end === null ? [0] : []);

const check = (state: State, seat: Seat, plan: Plan): Illegal | undefined => {
  if (state.end !== null) return { code: 'match-over', message: 'The match is over.' };
  if (seat !== 0) return { code: 'not-your-turn', message: 'Only seat 0 plays.' };
  return refuseSize(plan, limitsOf(state).actionsMax);
};

const isLooking = (plan: Plan): boolean => {
  for (const action of expand(plan.actions)) if (action.do !== 'look') return false;
  return true;
};

const endAfter = ({ config, turns }: State, plan: Plan, played: Played): End | null => {
  if (played.end !== undefined) return played.end;
  const goesOn = config.mode === 'step' || (config.sight === 'lookup' && isLooking(plan));
  if (!goesOn) return played.isHalted ? 'plan-failed' : 'plan-ended';
  return turns + 1 >= modeLimits(config).turnsMax ? 'turns-spent' : null;
};

const step = (state: State, moves: ReadonlyMap<Seat, Plan>, rng: Rng): State => {
  const plan = moves.get(0);
  if (plan === undefined) throw new RangeError('a turn takes one plan');
  const { challenge, config } = state;
  const played = play(challenge, rulesOf(state), state, expand(plan.actions), config.onFailure, rng);
  const end = endAfter(state, plan, played);
  return {
    challenge,
    config,
    end,
    land: played.land,
    reports: end === null ? null : [reportOf(challenge.task, played.run, end)],
    run: played.run,
    turns: state.turns + 1,
  };
};

const outcome = ({ end, reports }: State): Outcome | undefined =>
  end === null || reports === null
    ? undefined
    : outcomeOf(
        reports.map(({ progress }) => progress),
        end,
      );

const setup = (generateTask: GenerateTask, config: Config, rng: Rng): State => {
  const whole = generateTask(config, rng);
  const challenge = inOrder(config.sight === 'slice' ? sliced(whole) : whole);
  const { goal, level, mode, onFailure, rules, sight, variant } = config;
  return {
    challenge,
    config: { goal, level, mode, onFailure, rules, sight, variant },
    end: null,
    land: emptyLand,
    reports: null,
    run: startOf(challenge.task),
    turns: 0,
  };
};

/** The solo game over a generator of worlds. */
export const createCraftingWorld = (generateTask: GenerateTask): Game<Config, State, Plan, View> => ({
  id: 'crafting-world',
  title: 'Crafting world',
  version: 2,
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
  rules: (config) => rulesText(config, modeLimits(config)),
  roles: () => [{ name: 'hero', kind: 'player' }],
  setup: (config, rng) => setup(generateTask, config, rng),
  isSetupSlow: true,
  actors,
  legalActions: (state, seat) =>
    actors(state).includes(seat)
      ? choicesFor(
          briefIn(state).world,
          rulesOf(state),
          { hero: state.run.hero, land: state.land },
          unknownIn(briefIn(state)),
        )
      : [],
  check,
  step,
  outcome,
  view: (state, viewer) => ({
    brief: briefIn(state),
    end: state.end,
    finished: null,
    heroes: [heroSeen(state.challenge.world, rulesOf(state), state.run)],
    land: state.land,
    reports: state.reports,
    turn: state.turns,
    viewer,
  }),
  describe,
  news,
  formatAction: formatPlan,
  parseAction: (text, view) => parsePlan(text, view.brief.limits.actionsMax),
  determinise,
  onForfeit: (state) => outcomeOf([reportOf(state.challenge.task, state.run, null).progress], 'forfeit'),
});
