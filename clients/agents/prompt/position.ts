import type { AnyGame, Json } from '../../../games/game.ts';

/** A position as one seat may know it: all that a question about it is made of. */
export interface ShownPosition {
  readonly game: AnyGame;
  /** The role of the seat that looks. */
  readonly role: string;
  readonly view: Json;
  readonly text: string;
  /** The legal actions, where the match tells them. */
  readonly legal: readonly Json[] | undefined;
}

/** Longer lists are told in part: a model that needs more than these is not helped by more. */
const legalToldMax = 250;

const asText = (action: Json): string => (typeof action === 'string' ? action : JSON.stringify(action));

/** The position in words, and the legal moves where they are told. */
export const positionText = ({ role, text, legal }: ShownPosition): string => {
  const told =
    legal === undefined ? [] : [`Legal moves: ${legal.slice(0, legalToldMax).map(asText).join(', ')}`];
  return [`You are ${role}.`, text, ...told].join('\n');
};
