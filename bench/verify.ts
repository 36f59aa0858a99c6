import { sha256Hex } from '../games/sha256.ts';
import { gameById } from '../games/registry.ts';
import type { Json } from '../games/game.ts';
import { recordRandomMatch } from '../replays/samples/random-play.ts';
import { createSigningKey, createSyncSigner } from '../replays/stores/signing-key.ts';
import { verifyLog } from '../replays/verify.ts';
import { gameOf } from './bench-arena.ts';
import type { Benchmark, Figure } from './figure.ts';

interface Subject {
  readonly game: string;
  readonly matches: number;
  readonly stepsPerSecondMin: number;
}

const subjects: readonly Subject[] = [
  { game: 'tic-tac-toe', matches: 1_200, stepsPerSecondMin: 20_000 },
  { game: 'chess', matches: 12, stepsPerSecondMin: 1_500 },
];

/** Whole logs of random play, signed. */
const recordLogs = ({ game: id, matches }: Subject): (readonly string[])[] => {
  const game = gameOf(id);
  const key = createSigningKey();
  return Array.from({ length: matches }, (_, at) => {
    const seed = sha256Hex(`${id} ${at}`).slice(0, 32);
    const config = game.defaults as Json;
    const { publicKey } = key;
    const plan = {
      game,
      config,
      match: `bench-${at}`,
      seed,
      key: { publicKey, sign: createSyncSigner(key) },
    };
    return recordRandomMatch(plan).lines;
  });
};

/** Parses each line and hashes it, which no reader of a chain can leave out. */
const readChain = (logs: readonly (readonly string[])[]): number => {
  let steps = 0;
  for (const lines of logs)
    for (const line of lines) {
      const { type } = JSON.parse(line) as { type: string };
      if (sha256Hex(line).length > 0 && type === 'step') steps += 1;
    }
  return steps;
};

const verifyAll = async (logs: readonly (readonly string[])[]): Promise<number> => {
  let steps = 0;
  for (const lines of logs) {
    const verdict = await verifyLog(lines, { gameOf: gameById, trustedKeys: [] });
    if (verdict.status !== 'valid') throw new Error(`a log of this run is ${verdict.status}`);
    steps += verdict.steps;
  }
  return steps;
};

/** Steps a second over all logs, after a first pass that warms up. */
const rateOf = async (
  logs: readonly (readonly string[])[],
  read: (logs: readonly (readonly string[])[]) => number | Promise<number>,
): Promise<number> => {
  await read(logs);
  const start = performance.now();
  const steps = await read(logs);
  return (steps * 1000) / (performance.now() - start);
};

/** How fast a log is verified, in one thread. */
export const verify: Benchmark = {
  name: 'verify',
  about: 'steps a second that a log is verified at',
  run: async ({ quick, progress }) => {
    const figures: Figure[] = [];
    for (const subject of subjects) {
      progress(subject.game);
      const logs = recordLogs({ ...subject, matches: quick ? subject.matches / 4 : subject.matches });
      figures.push({
        name: `${subject.game}: verify`,
        value: await rateOf(logs, verifyAll),
        unit: 'steps/s',
        baseline: { name: 'parse and hash alone', value: await rateOf(logs, readChain) },
        target: { of: 'value', is: 'at least', bound: subject.stepsPerSecondMin },
      });
    }
    return figures;
  },
};
