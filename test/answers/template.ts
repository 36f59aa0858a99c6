/** What a model's answer is to be read as: the move that is meant, or a refusal, of any class or of one. */
export type Expected = 'move' | 'refused' | 'empty' | 'truncated' | 'ambiguous' | 'illegal';

/** An answer with the moves left out. */
export interface Template {
  readonly text: string;
  readonly expected: Expected;
  /** The move that is meant, where it is none of the trio. */
  readonly means?: string;
}

/** Three moves of one position: the one that is meant, another legal one, and one that cannot be played. */
export interface Trio {
  readonly m: string;
  readonly o: string;
  readonly x: string;
}

/** An answer, and the moves that were put into it. */
export interface Case extends Template {
  readonly trio: Trio;
}

/** The template with its moves filled in. */
export const fill = (text: string, { m, o, x }: Trio): string =>
  text.replaceAll('{m}', m).replaceAll('{o}', o).replaceAll('{x}', x);
