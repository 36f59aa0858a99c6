import { signal, type ReadonlySignal } from '@preact/signals';
import type { Viewer } from '../../../games/game.ts';
import type { Verdict } from '../../../replays/verdict.ts';
import type { PlayedFrame } from '../match/frame.ts';
import type { ReplayReply, ReplayRequest } from './messages.ts';
import type { Story } from './read-replay.ts';

/** A released match as the page itself plays it; each part is there as soon as the worker has it. */
export interface Replay {
  readonly story: ReadonlySignal<Story | undefined>;
  readonly frames: ReadonlySignal<ReadonlyMap<Viewer, readonly PlayedFrame[]>>;
  readonly verdict: ReadonlySignal<Verdict | undefined>;
  /** Why the page could not play the match. */
  readonly failure: ReadonlySignal<string | undefined>;
  /** Plays the match through these eyes, once. */
  lookAs(viewer: Viewer): void;
  close(): void;
}

/** Hands a log to a worker that plays and checks it. `keys` are those that the arena signs with. */
export const openReplay = (game: string, log: string, keys: readonly string[]): Replay => {
  const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' });
  const story = signal<Story>();
  const frames = signal<ReadonlyMap<Viewer, readonly PlayedFrame[]>>(new Map());
  const verdict = signal<Verdict>();
  const failure = signal<string>();
  const asked = new Set<Viewer>(['public']);
  const ask = (request: ReplayRequest): void => worker.postMessage(request);
  worker.addEventListener('message', ({ data }: MessageEvent<ReplayReply>) => {
    switch (data.kind) {
      case 'story':
        story.value = data.story;
        return;
      case 'frames':
        frames.value = new Map(frames.value).set(data.viewer, data.frames);
        return;
      case 'verdict':
        verdict.value = data.verdict;
        return;
      case 'failed':
        failure.value = data.message;
    }
  });
  worker.addEventListener('error', () => {
    failure.value = 'The replay could not be started in this browser.';
  });
  ask({ kind: 'open', game, log, keys });
  return {
    story,
    frames,
    verdict,
    failure,
    lookAs: (viewer) => {
      if (asked.has(viewer)) return;
      asked.add(viewer);
      ask({ kind: 'frames', viewer });
    },
    close: () => worker.terminate(),
  };
};
