import type { Activity } from './oracle-activities.ts';

/** What a unit of each item takes, in steps, and by which activity it is got cheapest. Items that cannot be had are absent. */
export interface UnitPrices {
  readonly steps: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, Activity>;
}

/** What the way to a site adds to each run there, in steps: batches share the way. */
const wayShare = 0.25;

/**
 * The cheapest source of every item by itself, as Bellman's equations have it: an activity costs its steps and its
 * inputs, and is charged to one output alone, at its certain rate. A guide for the oracle, not a bound.
 */
export const unitPrices = (
  activities: readonly Activity[],
  stepsOf: (activity: Activity) => number,
): UnitPrices => {
  const steps = new Map<string, number>();
  const sources = new Map<string, Activity>();
  const makers = activities.filter(({ kind }) => kind !== 'sell');
  for (let isChanging = true; isChanging;) {
    isChanging = false;
    for (const activity of makers) {
      const inputs = activity.inputs.reduce(
        (sum, { item, quantity }) => sum + quantity * (steps.get(item) ?? Number.POSITIVE_INFINITY),
        0,
      );
      const toolSteps =
        activity.tools.length === 0
          ? 0
          : Math.min(...activity.tools.map((tool) => steps.get(tool) ?? Number.POSITIVE_INFINITY));
      // A tool serves many runs, but must be had at all.
      const run = stepsOf(activity) + inputs + wayShare + (Number.isFinite(toolSteps) ? 0 : toolSteps);
      if (!Number.isFinite(run)) continue;
      for (const { item, oneIn, quantity } of activity.outputs) {
        const unit = (run * oneIn) / quantity;
        if (unit >= (steps.get(item) ?? Number.POSITIVE_INFINITY) - 1e-9) continue;
        steps.set(item, unit);
        sources.set(item, activity);
        isChanging = true;
      }
    }
  }
  return { steps, sources };
};
