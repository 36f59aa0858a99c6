import type { Benchmark } from './figure.ts';
import { createRefuse, readOptions, runBenchmarks } from './program.ts';
import { measureAccuracy } from './ratings-accuracy.ts';
import { measureGaming } from './ratings-gaming.ts';
import { measureSpeed } from './ratings-speed.ts';

const benchmarks: readonly Benchmark[] = [
  { name: 'accuracy', about: 'against references and simulated truths', run: measureAccuracy },
  { name: 'speed', about: 'from results to tables', run: measureSpeed },
  { name: 'gaming', about: 'what an attack gains and what each defence leaves of it', run: measureGaming },
];

const usage = `npm run bench:ratings -- [--only NAME]… [--json FILE] [--quick]
Measures and prints; targets are marked, and missing one is no failure.
${benchmarks.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`;

await runBenchmarks(benchmarks, readOptions(usage, {}), createRefuse(usage));
