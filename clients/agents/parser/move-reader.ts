import type { AnyGame, Json } from '../../../games/game.ts';

/** What one candidate was read as. `said` is the part of the answer that it stood in. */
export type Reading =
  | { readonly action: Json; readonly said: string }
  | { readonly problem: 'empty' | 'unparsable' | 'ambiguous' | 'illegal'; readonly said: string };

/** Reads candidates by the game's own parser and by nothing else. */
export interface MoveReader {
  text(text: string): Reading;
  /** A move as JSON has it: a text, or an action in structured form. */
  value(value: unknown): Reading;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A reader of moves in the position of `view`. */
export const createMoveReader = (game: AnyGame, view: Json): MoveReader => {
  const known = new Map<string, Reading>();
  const read = (said: string): Reading => {
    const parsed = game.parseAction(said, view);
    return 'action' in parsed ? { action: parsed.action as Json, said } : { problem: parsed.problem, said };
  };
  const text = (said: string): Reading => {
    const before = known.get(said);
    if (before !== undefined) return before;
    const made = read(said);
    known.set(said, made);
    return made;
  };
  return {
    text,
    value: (value) => {
      if (typeof value === 'string') return text(value);
      if (value === undefined || value === null) return { problem: 'empty', said: '' };
      const shaped = game.schemas.action.safeParse(value);
      return shaped.success ? { action: shaped.data as Json, said: asText(value) } : text(asText(value));
    },
  };
};

/** One text for one action, however it was written. */
export const keyOf = (action: Json): string => JSON.stringify(action);
