import { Client, type Room } from '@colyseus/sdk';
import type { Load } from './load.ts';

/** People who watch matches over rooms. */
export interface Spectators {
  /** How long each was without its match when its room was lost, in milliseconds. */
  readonly gapsMs: readonly number[];
  /** How often a match was seen at an earlier step than before: never, if what is shown is durable. */
  readonly backwards: () => number;
  readonly statesSeen: () => number;
  stop(): Promise<void>;
}

interface Shown {
  readonly step: number;
  readonly status: string;
}

const pauseMs = 250;
const closedInOrder: readonly number[] = [1000, 4000];
/** The arena's words that there is nothing to follow any more. */
const finalStatuses: readonly unknown[] = [403, 404, 409, 410];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts some, each of whom follows a match to its end, comes back when the room is lost, and goes on to another. */
export const startSpectators = (url: string, count: number, load: Load): Spectators => {
  const gapsMs: number[] = [];
  let backwards = 0;
  let statesSeen = 0;
  let isStopped = false;

  const follow = (room: Room<unknown, Shown>, see: (shown: Shown) => void): Promise<number> =>
    new Promise((resolve) => {
      room.reconnection.enabled = false;
      room.onStateChange(see);
      room.onLeave((code) => resolve(code));
      room.onError(() => {});
      room.onMessage('*', () => {});
    });
  const watchOne = async (id: string): Promise<void> => {
    let step = 0;
    let lostAtMs: number | undefined;
    let isOver = false;
    const see = (room: Room<unknown, Shown>) => (shown: Shown) => {
      statesSeen += 1;
      if (lostAtMs !== undefined) gapsMs.push(performance.now() - lostAtMs);
      lostAtMs = undefined;
      if (shown.step < step) backwards += 1;
      step = shown.step;
      if (shown.status !== 'over' && !isStopped) return;
      isOver = true;
      void room.leave().catch(() => {});
    };
    while (!isOver && !isStopped) {
      try {
        const room = (await new Client(url).joinById(id)) as Room<unknown, Shown>;
        const code = await follow(room, see(room));
        if (closedInOrder.includes(code)) return;
        lostAtMs ??= performance.now();
      } catch (error) {
        if (finalStatuses.includes((error as { readonly code?: unknown }).code)) return;
      }
      await pause(pauseMs);
    }
  };
  const watchOn = async (at: number): Promise<void> => {
    while (!isStopped) {
      const running = [...load.matches.values()].filter(({ ends }) => ends === undefined);
      const match = running[at % Math.max(1, running.length)];
      await (match === undefined ? pause(pauseMs) : watchOne(match.id));
    }
  };
  const lanes = Array.from({ length: count }, (_, at) => watchOn(at));
  return {
    gapsMs,
    backwards: () => backwards,
    statesSeen: () => statesSeen,
    stop: async () => {
      isStopped = true;
      // One whose match ended while its room was lost is told so; one that hangs in a join is not waited for.
      await Promise.race([Promise.all(lanes), pause(5_000)]);
    },
  };
};
