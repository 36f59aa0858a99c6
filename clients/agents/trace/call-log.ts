import type { TurnObserver } from '../llm/turn-observer.ts';

/** Writes a line of JSON for every call: what it was for, what it cost and how it ended, and no text of either side. */
export const createCallLog = (
  write: (line: string) => void,
  redact: (text: string) => string,
): TurnObserver => ({
  turn: ({ match, seat, game }, turn, agent) => ({
    call: (call) => write(redact(JSON.stringify({ match, game, seat, turn, agent, ...call }))),
    end: () => {},
  }),
});

/** Tells several observers of everything. */
export const observeAll = (observers: readonly TurnObserver[]): TurnObserver => ({
  turn: (seat, turn, agent) => {
    const watches = observers.map((observer) => observer.turn(seat, turn, agent));
    return {
      call: (call, request, reply) => watches.forEach((watch) => watch.call(call, request, reply)),
      end: (decision) => watches.forEach((watch) => watch.end(decision)),
    };
  },
});
