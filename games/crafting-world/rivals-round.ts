import type { Rng } from '../rng.ts';
import type { Action } from './actions.ts';
import type { Land } from './hero.ts';
import { type Plan, expand } from './plan.ts';
import type { Rules } from './rule-sets.ts';
import { type Note, type Run, notesMax, perform } from './run.ts';
import type { Challenge } from './task.ts';

type ByTwo<T> = readonly [T, T];

/** What a round changes. */
export interface Round {
  /** The step at which each hero reached the goal, or null. */
  readonly finished: ByTwo<number | null>;
  readonly land: Land;
  readonly runs: ByTwo<Run>;
}

/** One hero during a round. */
interface Mover {
  readonly queue: Iterator<Action>;
  readonly notes: Note[];
  run: Run;
  finished: number | null;
  isDone: boolean;
}

const moverOf = (run: Run, plan: Plan): Mover => ({
  queue: expand(plan.actions)[Symbol.iterator](),
  notes: [],
  run,
  finished: null,
  isDone: false,
});

/** Who acts next: whoever has spent fewer steps and may still begin something; `first` where the clocks are equal. */
const nextOf = (movers: ByTwo<Mover>, stepsEnd: number, first: number): Mover | undefined => {
  const goalAt = Math.min(movers[0].finished ?? Infinity, movers[1].finished ?? Infinity);
  const able = [movers[first]!, movers[1 - first]!].filter(
    ({ isDone, run }) => !isDone && run.hero.steps < Math.min(stepsEnd, goalAt),
  );
  const [one, other] = able;
  return other !== undefined && other.run.hero.steps < one!.run.hero.steps ? other : one;
};

/** A hero with nothing left to do stands until the round is over. */
const waited = ({ notes, run }: Mover, stepsEnd: number): Run => ({
  hero: run.hero.steps < stepsEnd ? { ...run.hero, steps: stepsEnd } : run.hero,
  known: run.known,
  notes: notes.slice(-notesMax),
  reached: run.reached,
  tally: run.tally,
});

/**
 * Plays two plans against each other by the heroes' clocks: always the one that has spent fewer steps acts next, until
 * the round's last step. What was begun is finished; what was not begun by then, or comes after a refusal, is dropped.
 */
export const playRound = (
  challenge: Challenge,
  rules: Rules,
  before: { readonly land: Land; readonly runs: ByTwo<Run> },
  plans: ByTwo<Plan>,
  { first, stepsEnd }: { readonly first: number; readonly stepsEnd: number },
  rng: Rng,
): Round => {
  let { land } = before;
  const movers = [moverOf(before.runs[0], plans[0]), moverOf(before.runs[1], plans[1])] as const;
  for (
    let mover = nextOf(movers, stepsEnd, first);
    mover !== undefined;
    mover = nextOf(movers, stepsEnd, first)
  ) {
    const next = mover.queue.next();
    if (next.done === true) {
      mover.isDone = true;
      continue;
    }
    const performed = perform(challenge, rules, mover.run, land, next.value, rng);
    ({ land } = performed);
    mover.run = performed.run;
    mover.notes.push(performed.note);
    if (performed.end === 'goal-reached') mover.finished = mover.run.hero.steps;
    mover.isDone = performed.end !== undefined || 'refusal' in performed.note;
  }
  return {
    finished: [movers[0].finished, movers[1].finished],
    land,
    runs: [waited(movers[0], stepsEnd), waited(movers[1], stepsEnd)],
  };
};
