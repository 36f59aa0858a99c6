import type { ComponentType } from 'preact';

/**
 * What a game's renderer is given: two views of one viewer, and how to show them. A renderer is a pure component that
 * answers one `<svg>` (or a few elements): what moved last follows from the two views alone.
 */
export interface RendererProps<View> {
  readonly view: View;
  /** The view one step before; undefined at the setup and where it is not known. */
  readonly previous: View | undefined;
  /** The board as seen from the other side, where it has sides. */
  readonly flipped: boolean;
  /** What a screen reader calls the whole drawing, such as "Chess after 12 moves". */
  readonly label: string;
  /** `thumb`: a tile of the wall, a few centimetres wide, hidden from screen readers; `board`: the match's own page. */
  readonly size: 'thumb' | 'board';
}

/** A game's drawing. */
export type Renderer<View> = ComponentType<RendererProps<View>>;

/**
 * How each seat stands in a position, in a word or two by seat, such as `+3` or `2 wins`; an empty text where there is
 * nothing to tell. It says what the board shows, never what is hidden or how a position is judged.
 */
export type Standings<View> = (view: View) => readonly string[];

/** A renderer of the registry, whose view is known only to itself. */
// oxlint-disable-next-line typescript/no-explicit-any -- the one place where the type of the view is erased
export type AnyRenderer = Renderer<any>;

/** The standings of the registry, erased in the same way. */
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnyStandings = Standings<any>;
