import { parseArgs } from 'node:util';
import { door } from './door.ts';
import { exhibition } from './exhibition.ts';
import type { Benchmark } from './figure.ts';
import { inProcess } from './in-process.ts';
import { memory } from './memory.ts';
import { formatMachine, runOne, writeReports, type Report } from './report.ts';
import { store } from './store.ts';
import { verify } from './verify.ts';

const benchmarks: readonly Benchmark[] = [inProcess, door, memory, verify, exhibition, store];

const usage = `npm run bench -- [--only NAME]… [--json FILE] [--quick]
Measures and prints; targets are marked, and missing one is no failure.
${benchmarks.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { only, json, quick } = values;
  const unknown = only?.find((name) => benchmarks.every((benchmark) => benchmark.name !== name));
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? usage : `There is no benchmark ${unknown}.\n${usage}`);
    process.exitCode = unknown === undefined ? 0 : 2;
    return;
  }
  console.log(formatMachine(quick));
  const reports: Report[] = [];
  for (const benchmark of benchmarks)
    if (only === undefined || only.includes(benchmark.name)) reports.push(await runOne(benchmark, quick));
  if (json !== undefined) writeReports(json, reports, quick);
};

await main();
