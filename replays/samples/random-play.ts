import { labelledRng } from '../../games/rng.ts';
import { createMatchDraft, type DraftPlan, type FinishedLog, type MatchDraft } from './match-draft.ts';

/** Plays up to `stepsMax` steps by actions drawn from the seed; a turn of several seats holds all but the last. */
export const playRandomly = (plan: DraftPlan, draft: MatchDraft, stepsMax = Infinity): void => {
  const rng = labelledRng(plan.seed, 'random-play');
  for (let steps = 0; steps < stepsMax && draft.actors().length > 0; steps++) {
    const seats = rng.shuffle(draft.actors());
    for (const seat of seats.slice(0, -1))
      draft.hold(seat, rng.pick(plan.game.legalActions(draft.state(), seat)));
    const last = seats.at(-1)!;
    const action: unknown = rng.pick(plan.game.legalActions(draft.state(), last));
    draft.step(new Map([[last, action]]));
  }
};

/** The log of a whole match of random play. */
export const recordRandomMatch = (plan: DraftPlan): FinishedLog => {
  const draft = createMatchDraft(plan);
  playRandomly(plan, draft);
  const outcome = plan.game.outcome(draft.state());
  return draft.end(outcome?.reason === 'step-limit' ? 'step-limit' : 'normal');
};
