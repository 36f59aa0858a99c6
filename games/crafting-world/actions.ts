import { z } from 'zod';

/** More units in one action than any world needs; keeps all sums far from the limits of integers. */
export const quantityMax = 10_000;

/** Ids are short, so that nothing large hides in a plan. */
const id = z.string().min(1).max(64);
const quantity = z.int().min(1).max(quantityMax).default(1);
const coordinate = z.int().min(-1000).max(1000);

/** Why a player ends its run: it thinks that it is done, or that the goal cannot be reached. */
export const stopReasons = ['done', 'impossible'] as const;

/** One primitive action: the shape, not whether it is possible. */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('move'), x: coordinate, y: coordinate }),
  z.strictObject({ do: z.literal('gather') }),
  z.strictObject({ do: z.literal('craft'), item: id, quantity }),
  z.strictObject({ do: z.literal('fight') }),
  z.strictObject({ do: z.literal('equip'), item: id, quantity, slot: id }),
  z.strictObject({ do: z.literal('unequip'), quantity, slot: id }),
  z.strictObject({ do: z.literal('use'), item: id, quantity }),
  z.strictObject({ do: z.literal('rest') }),
  z.strictObject({ do: z.literal('recycle'), item: id, quantity }),
  z.strictObject({ do: z.literal('deposit'), item: id, quantity }),
  z.strictObject({ do: z.literal('withdraw'), item: id, quantity }),
  z.strictObject({ do: z.literal('buy'), item: id, quantity }),
  z.strictObject({ do: z.literal('sell'), item: id, quantity }),
  z.strictObject({ do: z.literal('look'), id }),
  z.strictObject({ do: z.literal('stop'), reason: z.enum(stopReasons).default('done') }),
]);

/** A primitive action. `quantity` is units, or runs of the recipe when crafting; members are in sorted order. */
export type Action = Readonly<z.output<typeof actionSchema>>;
export type ActionOf<Verb extends Action['do']> = Extract<Action, { readonly do: Verb }>;
