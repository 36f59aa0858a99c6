import type { Request, RequestHandler } from 'express';
import { refuse } from '../errors.ts';
import { visitorOf } from '../socket-quota.ts';
import { answering, type Answer } from './answer.ts';
import { createHalfTime } from './half-time.ts';
import { createTurnstile, type TurnstileLimits } from './turnstile.ts';

/** A whole log may have megabytes: so many are sent at once, and so many wait. Each counts until its reader has it. */
export const replayLimits: TurnstileLimits = {
  places: 16,
  placesOfOne: 4,
  waitingMax: 256,
  waitingOfOne: 64,
};

/** A reader that takes nothing for so long is cut off. */
const stalledMs = 30_000;

/** Nobody is there to read it. */
const unread: Answer = { body: undefined };

type Prepare = (request: Request) => Promise<Answer>;

/** Sends whole logs so that those who play do not notice: few at once, and made ready in no more than half of the time. */
export const createReplayDesk = (limits: TurnstileLimits): ((prepare: Prepare) => RequestHandler) => {
  const turnstile = createTurnstile(limits);
  const halfTime = createHalfTime();
  return (prepare) =>
    answering(async (request, response) => {
      const leave = await turnstile.enter(visitorOf(request.ip ?? ''));
      if (leave === undefined) return refuse('too-many-replays');
      response.once('close', leave);
      if (response.closed) leave();
      response.setTimeout(stalledMs, () => response.destroy());
      // A whole queue may have hung up; those who are still there must not wait for its logs to be made.
      return halfTime(async () => (response.closed ? unread : prepare(request)));
    });
};
