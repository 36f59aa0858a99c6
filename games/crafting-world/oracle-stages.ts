import { unitsIn, unitsOf } from './goods.ts';
import { type StageContext, type StageGoal, bankUnused, runStage } from './oracle-stage.ts';
import type { Order } from './recipe-expansion.ts';
import type { Stack } from './world.ts';

/** Units of no use, from which on they are worth a way to the bank before a goal is split up. */
const idleUnitsMax = 12;

const halves = <T>(list: readonly T[]): readonly [readonly T[], readonly T[]] => {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
};

/** A number as two halves, the first the smaller. */
const halved = (units: number): readonly [number, number] => [Math.floor(units / 2), Math.ceil(units / 2)];

const onlyNeeds = (needs: readonly Stack[]): StageGoal => ({ needs, orders: [] });
const onlyOrders = (orders: readonly Order[]): StageGoal => ({ needs: [], orders });

const splitUnits = ([need]: readonly Stack[], [order]: readonly Order[]): readonly StageGoal[] => {
  if (need !== undefined && need.quantity > 1)
    return halved(need.quantity).map((quantity) => onlyNeeds([{ item: need.item, quantity }]));
  if (order !== undefined && order.activity.kind !== 'fight' && order.runs > 1)
    return halved(order.runs).map((runs) => onlyOrders([{ ...order, runs }]));
  return [];
};

/** A goal as two that come to the same; none where it is a single unit. */
const split = ({ needs, orders }: StageGoal): readonly StageGoal[] => {
  if (needs.length > 0 && orders.length > 0) return [onlyNeeds(needs), onlyOrders(orders)];
  if (needs.length > 1) return halves(needs).map(onlyNeeds);
  return orders.length > 1 ? halves(orders).map(onlyOrders) : splitUnits(needs, orders);
};

const merged = (stacks: readonly Stack[]): readonly Stack[] => {
  const units = new Map<string, number>();
  for (const { item, quantity } of stacks) units.set(item, (units.get(item) ?? 0) + quantity);
  return [...units].map(([item, quantity]) => ({ item, quantity }));
};

/** What a single unit is made of and done with. */
const parts = ({ sourceOf }: StageContext, { needs, orders }: StageGoal): readonly Stack[] => {
  const makers = needs.map(({ item }) => sourceOf(item));
  return merged([
    ...makers.flatMap((maker) => maker?.inputs ?? []),
    ...orders.flatMap(({ activity, kept, runs }: Order) => [
      ...activity.inputs.map(({ item, quantity }) => ({ item, quantity: quantity * runs })),
      ...kept,
    ]),
  ]);
};

const withReserved = ({ needs, orders }: StageGoal, reserved: readonly Stack[]): StageGoal => ({
  needs: merged([...reserved, ...needs]),
  orders,
});

/** What is in the pack without being part of the goal, what is reserved, or what those are made of. */
const idleIn = (context: StageContext, goal: StageGoal): ((item: string) => boolean) => {
  const used = new Set<string>();
  const visit = (item: string): void => {
    if (used.has(item)) return;
    used.add(item);
    for (const input of context.sourceOf(item)?.inputs ?? []) visit(input.item);
  };
  for (const { item } of [...goal.needs, ...parts(context, goal)]) visit(item);
  return (item) => !used.has(item);
};

const clearPack = (context: StageContext, goal: StageGoal): void => {
  const isIdle = idleIn(context, goal);
  const { inventory } = context.trial.hero();
  const idle = Object.keys(inventory).filter(isIdle);
  const units = idle.reduce((sum, item) => sum + unitsOf(inventory, item), 0);
  if (units > Math.min(idleUnitsMax, unitsIn(inventory))) bankUnused(context, (item) => !isIdle(item));
};

/**
 * Reaches a goal in as few stages as the pack allows: all at once if there is room, else one half after the other, and a
 * single unit after what it is made of. What is reserved stays at hand.
 */
export const reach = (context: StageContext, goal: StageGoal, reserved: readonly Stack[] = []): boolean => {
  const whole = withReserved(goal, reserved);
  const result = runStage(context, whole);
  if (result !== 'no-room') return result === 'done';
  clearPack(context, whole);
  const [first, second] = split(goal);
  if (first !== undefined && second !== undefined)
    return reach(context, first, reserved) && reach(context, second, merged([...reserved, ...first.needs]));
  const pieces = parts(context, goal);
  if (pieces.length === 0) return false;
  const isReady = pieces.every((piece) =>
    reach(context, { needs: [piece], orders: [] }, reserved.concat(pieces.slice(0, pieces.indexOf(piece)))),
  );
  return isReady && runStage(context, whole) === 'done';
};
