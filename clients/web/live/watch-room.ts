import type { Room } from '@colyseus/sdk';

/** Whether what is shown follows the arena now. */
export type Link = 'joining' | 'live' | 'lost';

/** Who follows a room. */
export interface RoomWatcher<State> {
  /** Called with each state, once a frame at most. The state is the SDK's own and changes in place: read, don't keep. */
  readonly onState: (state: State) => void;
  readonly onLink: (link: Link) => void;
  /** There is nothing to follow (any more): the arena refused, or closed the room in good order. */
  readonly onGone: () => void;
}

const firstPauseMs = 500;
const pauseMsMax = 8_000;
/** The arena's words that it will not be different later. */
const finalStatuses: readonly unknown[] = [403, 404, 410];
const closedInOrder = 1000;
const consented = 4000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `work` at the next frame, however often it is asked to before. */
const oncePerFrame = (work: () => void): (() => void) => {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      work();
    });
  };
};

/** Resolves with the code of the close when the room is left or lost. */
const follow = <State>(room: Room<unknown, State>, watcher: RoomWatcher<State>): Promise<number> =>
  new Promise((resolve) => {
    const show = oncePerFrame(() => watcher.onState(room.state));
    // A spectator has no seat to keep, so joining anew is all the reconnection there is.
    room.reconnection.enabled = false;
    room.onStateChange(show);
    room.onLeave((code) => resolve(code));
    room.onError(() => {});
    room.onMessage('*', () => {});
  });

/** Follows a room as a spectator and joins it again whenever it is lost, until the answered function is called. */
export const watchRoom = <State>(id: string, watcher: RoomWatcher<State>): (() => void) => {
  let room: Room<unknown, State> | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    void room?.leave().catch(() => {});
  };
  const gone = (): void => {
    if (!isOver) watcher.onGone();
    isOver = true;
  };
  const join = async (): Promise<void> => {
    const { Client } = await import('@colyseus/sdk');
    room = (await new Client(location.origin).joinById(id)) as Room<unknown, State>;
    if (isOver) return void room.leave().catch(() => {});
    watcher.onLink('live');
    const code = await follow(room, watcher);
    if (code === closedInOrder || code === consented) gone();
  };
  const run = async (): Promise<void> => {
    let failures = 0;
    watcher.onLink('joining');
    while (!isOver) {
      try {
        await join();
        failures = 0;
      } catch (error) {
        if (finalStatuses.includes((error as { readonly code?: unknown }).code)) return gone();
        failures += 1;
      }
      if (isOver) return;
      watcher.onLink('lost');
      await pause(Math.min(firstPauseMs * 2 ** failures, pauseMsMax));
    }
  };
  void run();
  return end;
};
