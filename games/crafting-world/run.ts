import type { Rng } from '../rng.ts';
import { act } from './act.ts';
import type { Action } from './actions.ts';
import { type Event, type Refusal, refuse } from './events.ts';
import { type Tally, emptyTally, isReached, withEvents, withRefusal } from './goal.ts';
import type { Hero, Land } from './hero.ts';
import { goldMilestones, milestonesIn } from './milestones.ts';
import type { Rules } from './rule-sets.ts';
import type { Challenge, Task } from './task.ts';
import { indexOf } from './world-index.ts';

/** What became of one action: its events, or why it was refused. */
export type Note =
  | { readonly action: Action; readonly events: readonly Event[] }
  | { readonly action: Action; readonly refusal: Refusal };

/** How one player fares. Members are in sorted order. */
export interface Run {
  readonly hero: Hero;
  /** Ids of what was looked up, in sorted order. */
  readonly known: readonly string[];
  /** The last actions of the latest turn, at most `notesMax`. */
  readonly notes: readonly Note[];
  /** Milestones of the task that are reached, in the order in which they were. */
  readonly reached: readonly string[];
  readonly tally: Tally;
}

/** Notes that a state keeps of one turn: the last so many. */
export const notesMax = 20;

/** What ends a run at once. */
export type RunEnd = 'goal-reached' | 'impossible-confirmed' | 'false-impossible' | 'stopped' | 'steps-spent';

/** What one action leads to for the player and for the land. */
export interface Performed {
  readonly end: RunEnd | undefined;
  readonly land: Land;
  readonly note: Note;
  readonly run: Run;
}

export const startOf = ({ hero }: Task): Run => ({
  hero,
  known: [],
  notes: [],
  reached: [],
  tally: emptyTally,
});

const withMilestones = (run: Run, task: Task, events: readonly Event[]): readonly string[] => {
  let { reached } = run;
  for (const milestone of [...milestonesIn(events), ...goldMilestones(task.goal, run.hero)])
    if (task.milestones.includes(milestone) && !reached.includes(milestone))
      reached = [...reached, milestone];
  return reached;
};

const withKnown = (known: readonly string[], events: readonly Event[]): readonly string[] => {
  const fresh = events.flatMap((event) =>
    event.kind === 'looked' ? event.shown.filter((id) => !known.includes(id)) : [],
  );
  return fresh.length === 0 ? known : [...known, ...fresh].sort();
};

const endOf = (task: Task, run: Run, action: Action): RunEnd | undefined => {
  if (action.do === 'stop') {
    if (action.reason === 'done') return 'stopped';
    return task.isPossible ? 'false-impossible' : 'impossible-confirmed';
  }
  if (task.isPossible && isReached(task.goal, run.tally, run.hero)) return 'goal-reached';
  return run.hero.steps >= task.stepsMax ? 'steps-spent' : undefined;
};

/** One action of a run: the kernel, the steps that are left, the tally, the milestones and the ends. */
export const perform = (
  { task, world }: Challenge,
  rules: Rules,
  run: Run,
  land: Land,
  action: Action,
  rng: Rng,
): Performed => {
  const acted = act(world, rules, { hero: run.hero, land }, action, rng);
  const refused = (refusal: Refusal): Performed => {
    const isKnownItem = action.do === 'craft' && indexOf(world).items.has(action.item);
    return {
      end: refusal.code === 'over-budget' ? 'steps-spent' : undefined,
      land,
      note: { action, refusal },
      run: { ...run, tally: withRefusal(run.tally, action, refusal.code, isKnownItem) },
    };
  };
  if ('code' in acted) return refused(acted);
  const { hero } = acted.situation;
  if (hero.steps > task.stepsMax)
    return refused(
      refuse(
        'over-budget',
        `That takes ${hero.steps - run.hero.steps} steps and you have ${task.stepsMax - run.hero.steps} left.`,
      ),
    );
  const after = {
    hero,
    known: withKnown(run.known, acted.events),
    notes: run.notes,
    reached: run.reached,
    tally: withEvents(run.tally, acted.events),
  };
  const next: Run = { ...after, reached: withMilestones(after, task, acted.events) };
  return {
    end: endOf(task, next, action),
    land: acted.situation.land,
    note: { action, events: acted.events },
    run: next,
  };
};

/** What a plan leads to. */
export interface Played {
  readonly end: RunEnd | undefined;
  /** Whether an action was refused and the rest of the plan dropped for it. */
  readonly isHalted: boolean;
  readonly land: Land;
  readonly run: Run;
}

/** A plan's primitive actions one after another, to the end of the plan or of the run, or to the first refusal. */
export const play = (
  challenge: Challenge,
  rules: Rules,
  start: { readonly land: Land; readonly run: Run },
  actions: Iterable<Action>,
  onFailure: 'continue' | 'halt',
  rng: Rng,
): Played => {
  let { land, run } = start;
  const notes: Note[] = [];
  const played = (end: RunEnd | undefined, isHalted: boolean): Played => ({
    end,
    isHalted,
    land,
    run: { ...run, notes: notes.slice(-notesMax) },
  });
  for (const action of actions) {
    const performed = perform(challenge, rules, run, land, action, rng);
    ({ land, run } = performed);
    notes.push(performed.note);
    if (performed.end !== undefined) return played(performed.end, false);
    if ('refusal' in performed.note && onFailure === 'halt') return played(undefined, true);
  }
  return played(undefined, false);
};
