import { signal, type ReadonlySignal } from '@preact/signals';
import type { Steps } from '../api/answers.ts';
import { fetchJson } from '../api/fetch-json.ts';
import type { Scene } from '../live/scene.ts';
import { addGlimpse, firstMissing, mergeSteps, type Frame } from './frame.ts';

/** The public steps of a match, as the arena's answers and its room tell them. */
export interface PublicSteps {
  readonly frames: ReadonlySignal<readonly Frame[]>;
  /** Takes what the room shows; a step that it skipped is left to `catchUp`. */
  readonly see: (scene: Scene) => void;
  /** Asks for all that is missing up to `step()`, page by page. */
  readonly catchUp: (step: () => number) => Promise<void>;
}

/** The steps of the match at `path`, none at first. */
export const createSteps = (path: string, abort: AbortSignal): PublicSteps => {
  const frames = signal<readonly Frame[]>([]);
  let isAsking = false;
  return {
    frames,
    see: (scene) => {
      const clocks = scene.seats.map(({ bankMs }) => bankMs);
      frames.value = addGlimpse(frames.peek(), { ...scene, clocks });
    },
    catchUp: async (step) => {
      // One request at a time is enough: the loop sees what was missed meanwhile.
      if (isAsking) return;
      isAsking = true;
      try {
        for (;;) {
          const from = firstMissing(frames.peek(), step());
          if (from === undefined || abort.aborted) return;
          const fetched = await fetchJson<Steps>(`${path}/steps?from=${from}`, abort);
          if ('problem' in fetched) return;
          frames.value = mergeSteps(frames.peek(), fetched.value.items);
          if (fetched.value.next === undefined) return;
        }
      } finally {
        isAsking = false;
      }
    },
  };
};
