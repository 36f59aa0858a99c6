import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';

/** How fast a replay may run: steps a second. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

/** Where in a match the page is, and whether it moves on by itself. */
export interface Playback {
  /** The step that is shown. */
  readonly step: ReadonlySignal<number>;
  /** Whether the end is followed as it moves. */
  readonly isAtEnd: ReadonlySignal<boolean>;
  readonly isPlaying: ReadonlySignal<boolean>;
  readonly speed: ReadonlySignal<Speed>;
  /** Goes to a step; one past the last is the end, which is followed from then on. */
  readonly goTo: (step: number) => void;
  readonly goToEnd: () => void;
  readonly moveBy: (steps: number) => void;
  readonly togglePlay: () => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly stop: () => void;
}

/** A playback over the steps 0 to `last`, which grows while the match is live. It begins at `from`, or at the end. */
export const createPlayback = (last: ReadonlySignal<number>, from?: number): Playback => {
  /** Undefined: the end, wherever it is. */
  const chosen = signal<number | undefined>(from);
  const isPlaying = signal(false);
  const speed = signal<Speed>(1);
  const step = computed(() => Math.min(chosen.value ?? last.value, last.value));
  const isAtEnd = computed(() => chosen.value === undefined);

  const goTo = (to: number): void => {
    chosen.value = to >= last.peek() ? undefined : Math.max(0, Math.floor(to));
  };
  const stop = effect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(() => {
      if (isAtEnd.peek()) isPlaying.value = false;
      else goTo(step.peek() + 1);
    }, 1_000 / speed.value);
    return () => clearInterval(timer);
  });
  return {
    step,
    isAtEnd,
    isPlaying,
    speed,
    goTo,
    goToEnd: () => {
      chosen.value = undefined;
    },
    moveBy: (steps) => goTo(step.peek() + steps),
    togglePlay: () => {
      if (!isPlaying.peek() && isAtEnd.peek()) goTo(0);
      isPlaying.value = !isPlaying.peek();
    },
    setSpeed: (to) => {
      speed.value = to;
    },
    stop,
  };
};
