import type { Json } from '../../games/game.ts';

/** A public view as rooms carry it: the part that is constant apart, so that it is sent once and not with every step. */
export interface ViewTexts {
  /** JSON of the view without its `brief`. */
  readonly view: string;
  /** JSON of the brief; empty where the view has none. */
  readonly brief: string;
}

/** Games hold on to their briefs, so each is written once. */
const written = new WeakMap<object, string>();

const textOf = (brief: object): string => {
  const text = written.get(brief) ?? JSON.stringify(brief);
  written.set(brief, text);
  return text;
};

export const viewTextsOf = (view: Json): ViewTexts => {
  if (typeof view !== 'object' || view === null || !('brief' in view))
    return { view: JSON.stringify(view), brief: '' };
  const { brief, ...rest } = view as { readonly brief: Json };
  if (typeof brief !== 'object' || brief === null) return { view: JSON.stringify(view), brief: '' };
  return { view: JSON.stringify(rest), brief: textOf(brief) };
};
