import { z } from 'zod';
import { type Action, actionSchema } from './actions.ts';

/** How often a block may be repeated; with the limit on expanded actions this bounds a plan twice. */
export const repeatsMax = 2000;
/** How many blocks may lie within each other. */
export const nestingMax = 4;
/** Items in one list of a plan. */
export const listMax = 2000;

/** A part of a plan: a primitive action, or a block that is done again and again. */
export type PlanItem = Action | { readonly actions: readonly PlanItem[]; readonly repeat: number };

/** What a player answers with: data, never code. */
export interface Plan {
  readonly actions: readonly PlanItem[];
}

const primitive = actionSchema.meta({ id: 'CraftingAction' });

const blockOf = (item: z.ZodType<PlanItem>) =>
  z.strictObject({
    actions: z.array(item).min(1).max(listMax),
    repeat: z.int().min(1).max(repeatsMax),
  });

/** The item schema is written out level by level, so that no answer however deep can exhaust the stack. */
const itemWithin = (levels: number): z.ZodType<PlanItem> =>
  levels === 0 ? primitive : z.union([primitive, blockOf(itemWithin(levels - 1))]);

export const planSchema: z.ZodType<Plan> = z.strictObject({
  actions: z.array(itemWithin(nestingMax)).min(1).max(listMax),
});

/** How many primitive actions a plan comes to, without expanding it. */
export const sizeOf = (items: readonly PlanItem[]): number => {
  let size = 0;
  for (const item of items) size += 'repeat' in item ? item.repeat * sizeOf(item.actions) : 1;
  return size;
};

/** The primitive actions of a plan, in order. */
export function* expand(items: readonly PlanItem[]): Generator<Action> {
  for (const item of items)
    if ('repeat' in item) for (let n = 0; n < item.repeat; n++) yield* expand(item.actions);
    else yield item;
}
