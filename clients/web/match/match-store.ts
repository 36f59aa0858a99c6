import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Viewer } from '../../../games/game.ts';
import { readScene, type MatchRoomState, type Scene } from '../live/scene.ts';
import { watchRoom, type Link } from '../live/watch-room.ts';
import type { Replay } from '../replay/replay.ts';
import { createDetails, type Details } from './details.ts';
import type { Frame } from './frame.ts';
import { openReleasedLog } from './released-log.ts';
import { createSteps } from './steps.ts';

/** One match as the page knows it, live or over. */
export interface MatchStore {
  readonly details: Details['value'];
  readonly problem: Details['problem'];
  /** What the room shows; undefined where none is followed. */
  readonly scene: ReadonlySignal<Scene | undefined>;
  readonly link: ReadonlySignal<Link | undefined>;
  readonly replay: ReadonlySignal<Replay | undefined>;
  /** The steps through the chosen eyes. */
  readonly frames: ReadonlySignal<readonly Frame[]>;
  readonly viewer: ReadonlySignal<Viewer>;
  readonly setViewer: (viewer: Viewer) => void;
  readonly close: () => void;
}

/** Steps that only the room told of are asked for in full this often at most. */
const fillMs = 1_500;
const theEnd = (): number => Number.MAX_SAFE_INTEGER;

const throughEyes = (
  replay: Replay | undefined,
  viewer: Viewer,
  told: readonly Frame[],
): readonly Frame[] => {
  const played = replay?.frames.value.get(viewer);
  // A log that does not verify may break off early; the arena's own telling is shown then.
  if (played === undefined || played.length < told.length) return told;
  return played.map((frame, n) => ({ ...frame, clocks: told[n]?.clocks ?? [] }));
};

/** What follows a match while it runs: its room, and from the arena what the room does not tell. */
const createLive = (match: string, path: string, abort: AbortSignal, onOver: () => void) => {
  const scene = signal<Scene>();
  const link = signal<Link>();
  const steps = createSteps(path, abort);
  let leave = (): void => {};
  let fill: ReturnType<typeof setTimeout> | undefined;
  const catchUp = (): void => {
    fill = undefined;
    steps.catchUp(() => scene.peek()?.step ?? 0).catch(() => {});
  };
  const stop = (): void => {
    leave();
    clearTimeout(fill);
    link.value = undefined;
  };
  const end = (): void => {
    stop();
    onOver();
  };
  const onState = (state: MatchRoomState): void => {
    const seen = readScene(state);
    scene.value = seen;
    steps.see(seen);
    if (steps.frames.peek().length <= seen.step) catchUp();
    fill ??= setTimeout(catchUp, fillMs);
    if (seen.status === 'over') end();
  };
  const follow = (): void => {
    const onLink = (now: Link): void => {
      link.value = now;
    };
    leave = watchRoom<MatchRoomState>(match, { onState, onLink, onGone: end });
  };
  return { scene, link, steps, follow, stop };
};

/** Follows a match: its steps so far, the room while it runs, its log once it is released. */
export const createMatchStore = (match: string): MatchStore => {
  const path = `/api/matches/${encodeURIComponent(match)}`;
  const closing = new AbortController();
  const details = createDetails(path, closing.signal);
  const live = createLive(match, path, closing.signal, () => run(onOver));
  const replay = signal<Replay>();
  const viewer = signal<Viewer>('public');
  const frames = computed(() => throughEyes(replay.value, viewer.value, live.steps.frames.value));

  const onOver = async (): Promise<void> => {
    await live.steps.catchUp(theEnd);
    const released = await details.awaitRelease();
    if (released !== undefined) replay.value = await openReleasedLog(path, released, closing.signal);
  };
  const follow = async (): Promise<void> => {
    const read = await details.read();
    if (read === undefined) return;
    if (read.status === 'over') return onOver();
    await live.steps.catchUp(theEnd);
    if (!closing.signal.aborted) live.follow();
  };
  /** What was called off rejects, and needs no answer. */
  const run = (work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      if (!closing.signal.aborted) throw error;
    });
  };
  const stopLooking = effect(() => {
    const seats = details.value.value?.seats.length;
    if (seats !== undefined && Number(viewer.value) >= seats) viewer.value = 'public';
    else replay.value?.lookAs(viewer.value);
  });
  run(follow);
  return {
    details: details.value,
    problem: details.problem,
    scene: live.scene,
    link: live.link,
    replay,
    frames,
    viewer,
    setViewer: (to) => {
      viewer.value = to;
    },
    close: () => {
      closing.abort();
      live.stop();
      stopLooking();
      replay.peek()?.close();
    },
  };
};
