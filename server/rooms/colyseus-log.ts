import type { Logger } from '@colyseus/core/Logger';
import type { Log } from '../log/log.ts';
import { createRateLimit } from '../gateway/rate-limit.ts';

/** Clients decide how often Colyseus complains: one line in this time tells of all. */
const lineEveryMs = 10_000;
const textUnitsMax = 160;

/** The first line of what was said, printable: the rest is a stack, or what a client sent. */
const headOf = (said: unknown): string =>
  String(said)
    .split('\n', 1)[0]!
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, textUnitsMax);

/**
 * What Colyseus says, which prints a stack for every frame that it cannot read: one coded line in ten seconds, with
 * the number of those left out before it. `nowMs` is any monotonic clock.
 */
export const createColyseusLog = (
  log: Pick<Log, 'warn'>,
  nowMs: () => number = () => performance.now(),
): Logger => {
  const admit = createRateLimit(1, lineEveryMs, nowMs);
  let unsaid = 0;
  const tell = (...said: unknown[]): void => {
    if (admit() !== 'admitted') return void (unsaid += 1);
    log.warn(
      { code: 'room-frame', said: headOf(said[0]), unsaid },
      'a room could not use what a client sent',
    );
    unsaid = 0;
  };
  const ignore = (): void => {};
  return { debug: ignore, trace: ignore, info: tell, warn: tell, error: tell };
};
