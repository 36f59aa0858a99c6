import { door } from './door.ts';
import { exhibition } from './exhibition.ts';
import type { Benchmark } from './figure.ts';
import { inProcess } from './in-process.ts';
import { memory } from './memory.ts';
import { createRefuse, readOptions, runBenchmarks } from './program.ts';
import { store } from './store.ts';
import { verify } from './verify.ts';

const benchmarks: readonly Benchmark[] = [inProcess, door, memory, verify, exhibition, store];

const usage = `npm run bench -- [--only NAME]… [--json FILE] [--quick]
Measures and prints; targets are marked, and missing one is no failure.
${benchmarks.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`;

await runBenchmarks(benchmarks, readOptions(usage, {}), createRefuse(usage));
