import type { Json } from '../../games/game.ts';

/** The `brief` that a socket was told last: the large, constant part of a view. */
export interface BriefTold {
  readonly value: Json | undefined;
  readonly text: string | undefined;
}

/** What a socket was told that has just connected. */
export const noBriefTold: BriefTold = { value: undefined, text: undefined };

const isObject = (value: Json): value is { readonly [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Games hold on to their briefs, so most are told to be the same without a look inside. */
const isTold = ({ value, text }: BriefTold, brief: Json): boolean =>
  brief === value || (text !== undefined && JSON.stringify(brief) === text);

/**
 * A view as a socket gets it that was told `told` before, and what it has been told then. A brief that it knows is left
 * out; where a view has none any more, null says so.
 */
export const tellView = (view: Json, told: BriefTold): { readonly view: Json; readonly told: BriefTold } => {
  const brief = isObject(view) ? view['brief'] : undefined;
  if (brief === undefined) {
    if (told.value === undefined || !isObject(view)) return { view, told };
    return { view: { ...view, brief: null }, told: noBriefTold };
  }
  if (isTold(told, brief)) {
    const { brief: _, ...rest } = view as { readonly [member: string]: Json };
    return { view: rest, told };
  }
  return { view, told: { value: brief, text: JSON.stringify(brief) } };
};
