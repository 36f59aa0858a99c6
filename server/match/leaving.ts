import { closeCodes } from '../protocol/constants.ts';
import { contain, type Core } from './core.ts';

/** Goes quiet for good: nothing is written, decided or shown any more. The log stays as it is, for whoever adopts it. */
export const fence = (core: Core): void => {
  core.phase = 'fenced';
  core.writer.stop();
  core.alarm.set(undefined);
  core.stopPauses();
  core.scenes?.stop();
};

/** Sends the seats of a fenced match away: to `url`, where the match is now, or wherever they find it. */
export const dismiss = (core: Core, url: string | undefined): void => {
  for (const seat of core.seats) {
    const { wire } = seat;
    seat.wire = undefined;
    if (wire === undefined) continue;
    contain(core, () => {
      if (url === undefined) return wire.close(closeCodes.goingAway, 'the match has moved');
      wire.send({ type: 'moved', url });
      wire.close(closeCodes.moved, 'moved');
    });
  }
};

/** Another process writes this log. */
export const yieldToOther = (core: Core): void => {
  core.ports.report(core.header.match, 'fenced: another process writes this log');
  fence(core);
  dismiss(core, undefined);
  for (const listener of core.moveListeners) contain(core, listener);
};
