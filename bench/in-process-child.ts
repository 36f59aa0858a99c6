import type { Append, Store } from '../replays/store.ts';
import { createBenchArena, gameOf, planOf } from './bench-arena.ts';
import { answerParent } from './child.ts';
import { cpuUsed } from './cpu.ts';
import { openLog, type LogKind } from './logs.ts';
import { createRandomHost } from './random-host.ts';
import { playRules, type Played } from './rules-loop.ts';

/** One measurement of matches that are played in this process. */
export interface InProcessPlan {
  readonly game: string;
  readonly log: LogKind;
  readonly isSigned: boolean;
  readonly inFlight: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** An empty directory for the log. */
  readonly directory: string;
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

/** Keeps `inFlight` matches going for as long as this process lives; the players sit in it. */
const keepPlaying = ({ game: id, inFlight, isSigned }: InProcessPlan, store: Store): void => {
  const arena = createBenchArena({ store, isSigned, host: createRandomHost() });
  const plan = planOf(gameOf(id), 'bot:random');
  const begin = (): void => void arena.create(plan);
  arena.onEnded(begin);
  for (let at = 0; at < inFlight; at++) begin();
};

const play = async (plan: InProcessPlan): Promise<Played> => {
  const { count, store } = counted(await openLog(plan.log, plan.directory));
  keepPlaying(plan, store);
  await delay(plan.warmUpSeconds);
  const before = { ...count, at: performance.now(), cpu: cpuUsed() };
  await delay(plan.seconds);
  return {
    games: count.games - before.games,
    steps: count.steps - before.steps,
    seconds: (performance.now() - before.at) / 1000,
    cpuSeconds: (cpuUsed() - before.cpu) / 1e6,
  };
};

answerParent({
  play,
  rules: ({ game, warmUpSeconds, seconds }: InProcessPlan) => {
    playRules(gameOf(game), warmUpSeconds);
    return playRules(gameOf(game), seconds);
  },
});
