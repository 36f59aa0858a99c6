import type { Benchmark } from './figure.ts';
import { idle } from './load-idle.ts';
import { live } from './load-live.ts';
import { soak } from './load-soak.ts';
import { sweep } from './load-sweep.ts';
import { createRefuse, readOptions, runBenchmarks } from './program.ts';

const usage = `npm run bench:load -- [--only live|idle|sweep]… [--matches N] [--seconds N] [--quick] [--json FILE] [--svg FILE]
npm run bench:load -- --soak HOURS [--matches N]
Load on a server in a process of its own, against a bare \`ws\` echo. Targets are marked; missing one is no failure.
  live     2,000 matches at a move a second each, for 10 minutes (--matches, --seconds)
  idle     5,000 matches that do not move, with 10,000 sockets
  sweep    the cost of a match at 125 to 2,000 of them, 40 s each; --svg draws it
  --quick  live with 200 matches for 30 s, idle with 500, sweep to 250 for 10 s each
  --soak   150 live matches (--matches), a line of JSON a minute`;

const plans = {
  full: {
    live: { matches: 2_000, seconds: 600 },
    idle: { matches: 5_000, seconds: 60 },
    sweep: { counts: [125, 250, 500, 1_000, 2_000], seconds: 40 },
  },
  quick: {
    live: { matches: 200, seconds: 30 },
    idle: { matches: 500, seconds: 10 },
    sweep: { counts: [62, 125, 250], seconds: 10 },
  },
} as const;
const soakMatches = 150;

const options = readOptions(usage, {
  matches: { type: 'string' },
  seconds: { type: 'string' },
  soak: { type: 'string' },
  svg: { type: 'string', default: 'bench/results/load-sweep.svg' },
});
const refuse = createRefuse(usage);

const parsePositive = (text: string, name: string): number => {
  const value = Number(text);
  return value > 0 ? value : refuse(`--${name} takes a positive number.`);
};

const benchmarksOf = ({ quick, matches, seconds, svg }: typeof options): Benchmark[] => {
  const plan = plans[quick ? 'quick' : 'full'];
  return [
    live({
      matches: matches === undefined ? plan.live.matches : parsePositive(matches, 'matches'),
      seconds: seconds === undefined ? plan.live.seconds : parsePositive(seconds, 'seconds'),
    }),
    idle(plan.idle),
    sweep({ ...plan.sweep, svg }),
  ];
};

await (options.soak === undefined
  ? runBenchmarks(benchmarksOf(options), options, refuse)
  : soak({
      hours: parsePositive(options.soak, 'soak'),
      matches: options.matches === undefined ? soakMatches : parsePositive(options.matches, 'matches'),
    }));
