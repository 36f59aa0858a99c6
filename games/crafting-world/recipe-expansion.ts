import type { Activity } from './oracle-activities.ts';
import type { Stack } from './world.ts';

/** Runs of one activity, and the jobs of the same expansion, by index, whose output it needs. */
export interface Job {
  readonly activity: Activity;
  readonly runs: number;
  readonly after: readonly number[];
}

/** An activity that must be done so often, with items at hand that it does not use up. */
export interface Order {
  readonly activity: Activity;
  readonly runs: number;
  readonly kept: readonly Stack[];
}

export interface ExpansionQuery {
  /** Units to have at hand in the end. */
  readonly needs: readonly Stack[];
  readonly orders: readonly Order[];
  /** Whether by-products save runs of their own sources; those may lie nearer, though. */
  readonly usesByproducts: boolean;
  /** Units at hand now. */
  readonly stockOf: (item: string) => number;
  /** Where an item comes from when it is not in stock; undefined when it cannot be had. */
  readonly sourceOf: (item: string) => Activity | undefined;
  /** The tool to use, of those that an activity takes. */
  readonly toolOf: (activity: Activity) => string | undefined;
  /** Runs after which so many units of an output are certain. */
  readonly runsFor: (activity: Activity, item: string, units: number) => number;
  /** Units of an output that so many runs give for certain. */
  readonly unitsFrom: (activity: Activity, item: string, runs: number) => number;
}

/** What an activity needs at hand beside its inputs. */
const keptFor = (query: ExpansionQuery, activity: Activity): readonly Stack[] => {
  if (activity.tools.length === 0)
    return query.orders.find((order) => order.activity === activity)?.kept ?? [];
  const tool = query.toolOf(activity);
  return tool === undefined ? [] : [{ item: tool, quantity: 1 }];
};

/** Everything that is reached from the needs over the chosen sources, users before what they use; undefined on a circle. */
const itemsInOrder = (query: ExpansionQuery): readonly string[] | undefined => {
  const done: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (item: string): boolean => {
    const seen = state.get(item);
    if (seen !== undefined) return seen === 'done';
    state.set(item, 'open');
    const source = query.sourceOf(item);
    const uses = source === undefined ? [] : [...source.inputs, ...keptFor(query, source)];
    if (!uses.every((use) => visit(use.item))) return false;
    state.set(item, 'done');
    done.push(item);
    return true;
  };
  const roots = [
    ...query.needs,
    ...query.orders.flatMap(({ activity, kept }) => [...activity.inputs, ...kept]),
  ];
  return roots.every(({ item }) => visit(item)) ? done.reverse() : undefined;
};

type Units = Map<string, number>;

const unitsIn = (units: Units, item: string): number => units.get(item) ?? 0;

/** Runs by activity, and the units used up or to be left over, by item. */
interface Ledger {
  readonly runs: Map<Activity, number>;
  readonly needed: Units;
  /** Units to be at hand but not used up: the most that any user asks for. */
  readonly kept: Units;
}

const need = ({ needed }: Ledger, item: string, units: number): void =>
  void needed.set(item, unitsIn(needed, item) + units);

const keep = (ledger: Ledger, stacks: readonly Stack[]): void => {
  for (const { item, quantity } of stacks)
    ledger.kept.set(item, Math.max(unitsIn(ledger.kept, item), quantity));
};

const addRuns = (ledger: Ledger, query: ExpansionQuery, activity: Activity, runs: number): void => {
  ledger.runs.set(activity, (ledger.runs.get(activity) ?? 0) + runs);
  for (const { item, quantity } of activity.inputs) need(ledger, item, quantity * runs);
  keep(ledger, keptFor(query, activity));
};

const demandFor = ({ kept, needed }: Ledger, item: string): number =>
  unitsIn(needed, item) + unitsIn(kept, item);

const producedOf = (ledger: Ledger, query: ExpansionQuery, item: string): number => {
  let units = 0;
  for (const [activity, runs] of ledger.runs)
    if (activity.outputs.some((output) => output.item === item))
      units += query.unitsFrom(activity, item, runs);
  return units;
};

/** Fewer runs of what by-products of other activities make up for, from the users back to the sources. */
const trim = (ledger: Ledger, query: ExpansionQuery, items: readonly string[]): void => {
  const ordered = new Map(query.orders.map(({ activity, runs }) => [activity, runs]));
  const surplusOf = (item: string): number =>
    query.stockOf(item) + producedOf(ledger, query, item) - demandFor(ledger, item);
  for (const item of items) {
    const activity = query.sourceOf(item);
    if (activity === undefined) continue;
    while ((ledger.runs.get(activity) ?? 0) > (ordered.get(activity) ?? 0)) {
      addRuns(ledger, query, activity, -1);
      if (activity.outputs.every((output) => surplusOf(output.item) >= 0 || !items.includes(output.item)))
        continue;
      addRuns(ledger, query, activity, 1);
      break;
    }
  }
  for (const [activity, runs] of ledger.runs) if (runs === 0) ledger.runs.delete(activity);
};

/** The jobs that an item's users wait for: its chosen source, and the others only where that is not enough. */
const producersOf = (ledger: Ledger, query: ExpansionQuery, item: string): readonly Activity[] => {
  const makers = [...ledger.runs.keys()].filter(({ outputs }) =>
    outputs.some((output) => output.item === item),
  );
  const source = query.sourceOf(item);
  if (query.stockOf(item) >= demandFor(ledger, item)) return [];
  if (source === undefined || !makers.includes(source)) return makers;
  const own = query.unitsFrom(source, item, ledger.runs.get(source)!);
  return query.stockOf(item) + own >= demandFor(ledger, item) ? [source] : makers;
};

const jobsOf = (ledger: Ledger, query: ExpansionQuery): readonly Job[] => {
  const activities = [...ledger.runs.keys()];
  const at = new Map(activities.map((activity, index) => [activity, index]));
  return activities.map((activity) => {
    const uses = [...activity.inputs, ...keptFor(query, activity)];
    const waitsFor = uses.flatMap(({ item }) => producersOf(ledger, query, item));
    const after = new Set(waitsFor.filter((one) => one !== activity).map((one) => at.get(one)!));
    return { activity, after: [...after], runs: ledger.runs.get(activity)! };
  });
};

/**
 * Backward expansion: from what is needed to the runs of every activity that make it, with one source an item, stock and
 * by-products counted. Undefined when something needed cannot be had from the chosen sources.
 */
export const expandNeeds = (query: ExpansionQuery): readonly Job[] | undefined => {
  const items = itemsInOrder(query);
  if (items === undefined) return undefined;
  const ledger: Ledger = { runs: new Map(), needed: new Map(), kept: new Map() };
  for (const { item, quantity } of query.needs) need(ledger, item, quantity);
  for (const { activity, kept, runs } of query.orders) {
    addRuns(ledger, query, activity, runs);
    keep(ledger, kept);
  }
  for (const item of items) {
    const source = query.sourceOf(item);
    const already = source === undefined ? 0 : query.unitsFrom(source, item, ledger.runs.get(source) ?? 0);
    const made = query.usesByproducts ? producedOf(ledger, query, item) : already;
    const lacking = demandFor(ledger, item) - query.stockOf(item) - made;
    if (lacking <= 0) continue;
    if (source === undefined) return undefined;
    const runs = query.runsFor(source, item, lacking + already) - (ledger.runs.get(source) ?? 0);
    addRuns(ledger, query, source, runs);
  }
  if (query.usesByproducts) trim(ledger, query, items);
  return jobsOf(ledger, query);
};
