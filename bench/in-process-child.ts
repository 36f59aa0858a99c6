import type { Append, Store } from '../replays/store.ts';
import type { Arena } from '../server/arena/arena.ts';
import { createBenchArena, gameOf, planOf } from './bench-arena.ts';
import { answerParent } from './child.ts';
import { cpuUsed } from './cpu.ts';
import { openLog, type LogKind } from './logs.ts';
import { createRandomHost } from './random-host.ts';
import { playRules, type Played } from './rules-loop.ts';
import { withScratch } from './scratch.ts';

/** One measurement of matches that are played in this process. */
export interface InProcessPlan {
  readonly game: string;
  readonly log: LogKind;
  readonly isSigned: boolean;
  readonly inFlight: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

const stepStart = '{"type":"step"';

/** The store, and what went into it so far. */
const counted = (store: Store) => {
  const count = { games: 0, steps: 0 };
  const append = (lines: Append, done: Parameters<Store['append']>[1]): void => {
    for (const line of lines.lines) if (line.startsWith(stepStart)) count.steps += 1;
    if (lines.finish !== undefined) count.games += 1;
    store.append(lines, done);
  };
  return { count, store: { ...store, append } };
};

const delay = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });

/** Keeps `inFlight` matches going until `stop`; the players sit in this process. */
const keepPlaying = (arena: Arena, { game: id, inFlight }: InProcessPlan) => {
  const game = gameOf(id);
  let isStopped = false;
  const begin = (): void => {
    arena.create(planOf(game, 'bot:random')).catch((error: unknown) => {
      throw error;
    });
  };
  arena.onEnded(() => isStopped || begin());
  for (let at = 0; at < inFlight; at++) begin();
  return {
    stop: () => {
      isStopped = true;
      arena.close();
    },
  };
};

const play = (plan: InProcessPlan): Promise<Played> =>
  withScratch(async (directory) => {
    const { count, store } = counted(await openLog(plan.log, directory));
    const arena = createBenchArena({ store, isSigned: plan.isSigned, host: createRandomHost() });
    const playing = keepPlaying(arena, plan);
    await delay(plan.warmUpSeconds);
    const before = { ...count, at: performance.now(), cpu: cpuUsed() };
    await delay(plan.seconds);
    const played = {
      games: count.games - before.games,
      steps: count.steps - before.steps,
      seconds: (performance.now() - before.at) / 1000,
      cpuSeconds: (cpuUsed() - before.cpu) / 1e6,
    };
    playing.stop();
    await store.close();
    return played;
  });

answerParent({
  play,
  rules: ({ game, warmUpSeconds, seconds }: InProcessPlan) => {
    playRules(gameOf(game), warmUpSeconds);
    return playRules(gameOf(game), seconds);
  },
});
