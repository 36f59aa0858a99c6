import type { PublicStep } from '../api/answers.ts';

/** How one seat's action came about, as far as it is told. */
export interface FrameBy {
  readonly ms: number;
  readonly attempts: number;
  /** Classes of the attempts that were refused before it. */
  readonly refused?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly model?: string | undefined;
  readonly usage?: PublicStep['by'][string]['usage'];
  /** What the seat said with its action; after release only. */
  readonly reasoning?: string | undefined;
  readonly isReasoningCut?: boolean | undefined;
}

/** One step of a match through one viewer's eyes; the setup is step 0. */
export interface Frame {
  readonly n: number;
  readonly view: unknown;
  readonly text: string;
  readonly news: string;
  /** By seat; undefined where only the room told of the step, and the rest is still to be asked for. */
  readonly by: { readonly [seat: string]: FrameBy } | undefined;
  /** Each seat's bank after the step, in milliseconds. */
  readonly clocks: readonly number[];
  /** The seats' chances, after release, where the game judges them. */
  readonly advantage?: readonly number[];
}

/** A step that the page played by itself; the banks are the arena's to tell. */
export type PlayedFrame = Omit<Frame, 'clocks'>;

/** What a room tells of the step it is at. */
export interface Glimpse {
  readonly step: number;
  readonly view: unknown;
  readonly text: string;
  readonly news: string;
  readonly clocks: readonly number[];
}

/** `frames` with the steps that the arena answered; what is known already is replaced. */
export const mergeSteps = (frames: readonly Frame[], items: readonly PublicStep[]): readonly Frame[] => {
  const first = items[0];
  if (first === undefined || first.n > frames.length) return frames;
  return [...frames.slice(0, first.n), ...items, ...frames.slice(first.n + items.length)];
};

/** `frames` with what the room tells, where that is the next step; a step further on leaves a gap to be asked for. */
export const addGlimpse = (frames: readonly Frame[], seen: Glimpse): readonly Frame[] => {
  if (seen.step !== frames.length) return frames;
  const { step: n, view, text, news, clocks } = seen;
  return [...frames, { n, view, text, news, by: undefined, clocks }];
};

/** The first step that has to be asked for when the match is at `step`; undefined when all is known. */
export const firstMissing = (frames: readonly Frame[], step: number): number | undefined => {
  const bare = frames.findIndex(({ by }) => by === undefined);
  if (bare >= 0) return bare;
  return frames.length <= step ? frames.length : undefined;
};
