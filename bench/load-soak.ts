import { moveMs, stretchesOf } from './load-live.ts';
import { withCrowd } from './load-crowd.ts';

export interface SoakPlan {
  readonly hours: number;
  readonly matches: number;
}

const minuteSeconds = 60;

/** Plays for hours and prints a line of JSON each minute: what grows without limit shows there. */
export const soak = ({ hours, matches }: SoakPlan): Promise<void> =>
  withCrowd({ server: 'arena', places: matches, moveMs }, async (crowd) => {
    for await (const { atSeconds, cpuPercent, crowd: seen, server } of stretchesOf(
      crowd,
      hours * 60 * minuteSeconds,
      minuteSeconds,
    ))
      console.log(
        JSON.stringify({
          minute: Math.round(atSeconds / minuteSeconds),
          at: new Date().toISOString(),
          handles: server.handles,
          sockets: server.sockets,
          heap: server.heap,
          rss: server.rss,
          logBytes: server.logBytes,
          cpuPercent: Number(cpuPercent.toFixed(1)),
          playing: seen.playing,
          moves: seen.moves,
          ended: seen.ended,
          ack: seen.ack,
          due: seen.due,
          drops: seen.drops,
          forfeits: seen.forfeits,
          errors: seen.errors,
        }),
      );
  });
