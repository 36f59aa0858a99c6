import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { requestBytes, requests } from './http-door.ts';
import { textFrames, wireBytes } from './json-door.ts';
import { logs } from './log-reader.ts';
import { openPrey, type Prey } from './prey.ts';
import { roomFrames } from './rooms-door.ts';

const targets = { textFrames, wireBytes, requests, requestBytes, roomFrames, logs };
export type Target = keyof typeof targets;
export const targetNames = Object.keys(targets) as Target[];

/** Cases between two looks at the arena's health. */
const casesAtOnce = 100;

/** What went wrong under a target within some time; undefined if nothing did. Tells how many cases that were. */
export const fuzz = async (
  target: Target,
  ms: number,
  seed: number,
): Promise<{ readonly cases: number; readonly problem: string | undefined }> => {
  const prey = await openPrey();
  try {
    return await hunt(prey, target, ms, seed);
  } finally {
    await prey.close();
  }
};

const hunt = async (prey: Prey, target: Target, ms: number, seed: number) => {
  const until = performance.now() + ms;
  let cases = 0;
  for (let round = 0; performance.now() < until; round++) {
    const details = await fc.check(targets[target](prey), { seed: seed + round, numRuns: casesAtOnce });
    cases += details.numRuns;
    const failed = details.failed ? fc.defaultReportMessage(details) : prey.faults[0];
    if (failed !== undefined) return { cases, problem: `${target}, seed ${seed + round}: ${failed}` };
    await prey.playOn();
  }
  return { cases, problem: undefined };
};

const usage = `npm run fuzz -- [--seconds N] [--target NAME] [--seed N]
Sends changed frames, requests and logs to a real arena for N seconds (60), and checks that it answers for itself and that
a match of others goes on. Targets: ${targetNames.join(', ')}.`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      target: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const chosen = targetNames.filter((name) => values.target === undefined || name === values.target);
  const ms = (Number(values.seconds) * 1000) / chosen.length;
  if (values.help || chosen.length === 0 || !(ms > 0)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  for (const target of chosen) {
    const { cases, problem } = await fuzz(target, ms, seed);
    console.log(problem ?? `${target}: ${cases} cases hold`);
    if (problem !== undefined) process.exitCode = 1;
  }
};

if (import.meta.main) await main();
