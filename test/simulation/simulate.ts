import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runClusterHistory } from './cluster-history.ts';
import { runHistory } from './history.ts';
import { violationsOf } from './invariants.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run simulate -- [--seconds N] [--seed SEED]
Plays random histories of matches under faults and checks the invariants: every other one on several processes that
share a store. Without --seed it goes on for N seconds (30) and prints the seed of the first history that breaks one;
with --seed it plays that history again.`;

/** Seeds of histories of several processes begin with this. */
const clusterPrefix = 'cluster-';

const check = async (seed: string): Promise<boolean> => {
  const history = await (seed.startsWith(clusterPrefix) ? runClusterHistory(seed) : runHistory(seed));
  const violations = await violationsOf(history);
  if (violations.length === 0) return true;
  // Reports are many: what broke comes last, where whoever sees only the end of an output finds it.
  console.error(`reports\n  ${history.reports.join('\n  ')}\nfaults ${JSON.stringify(history.faults)}`);
  console.error(`seed ${seed} breaks:\n  ${violations.join('\n  ')}`);
  return false;
};

const simulateFor = async (seconds: number): Promise<boolean> => {
  const start = performance.now();
  const run = randomBytes(6).toString('hex');
  let histories = 0;
  while (performance.now() - start < seconds * 1000) {
    const prefix = histories % 2 === 0 ? '' : clusterPrefix;
    if (!(await check(`${prefix}${run}-${histories}`))) return false;
    histories += 1;
  }
  const minutes = (performance.now() - start) / 60_000;
  console.log(`${histories} histories hold, ${Math.round(histories / minutes)} a minute`);
  return true;
};

if (values.help) console.log(usage);
else {
  const holds =
    values.seed === undefined ? await simulateFor(Number(values.seconds)) : await check(values.seed);
  if (holds && values.seed !== undefined) console.log(`seed ${values.seed} holds`);
  process.exitCode = holds ? 0 : 1;
}
