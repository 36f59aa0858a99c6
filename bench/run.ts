import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { door } from './door.ts';
import { exhibition } from './exhibition.ts';
import { formatFigures, isMet, ratioOf, type Benchmark, type Figure } from './figure.ts';
import { inProcess } from './in-process.ts';
import { memory } from './memory.ts';
import { store } from './store.ts';
import { verify } from './verify.ts';

const benchmarks: readonly Benchmark[] = [inProcess, door, memory, verify, exhibition, store];

const usage = `npm run bench -- [--only NAME]… [--json FILE] [--quick]
Measures and prints; targets are marked, and missing one is no failure.
${benchmarks.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`;

interface Report {
  readonly benchmark: string;
  readonly figures: readonly Figure[];
}

const runOne = async (benchmark: Benchmark, quick: boolean): Promise<Report> => {
  const start = performance.now();
  console.log(`\n${benchmark.name}: ${benchmark.about}`);
  const progress = (line: string): void => void process.stderr.write(`  measuring ${line}\n`);
  const figures = await benchmark.run({ quick, progress });
  console.log(`${formatFigures(figures)}\n(${Math.round((performance.now() - start) / 1000)} s)`);
  return { benchmark: benchmark.name, figures };
};

const machine = () => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  at: new Date().toISOString(),
});

const writeReports = (file: string, reports: readonly Report[], quick: boolean): void => {
  const withVerdicts = reports.map(({ benchmark, figures }) => ({
    benchmark,
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) })),
  }));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...machine(), quick, reports: withVerdicts }, undefined, 2)}\n`);
};

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
  const { node, cpu, cores } = machine();
  console.log(`Node ${node}, ${cores} cores, ${cpu}${quick ? '; quick: rough figures' : ''}`);
  const reports: Report[] = [];
  for (const benchmark of benchmarks)
    if (only === undefined || only.includes(benchmark.name)) reports.push(await runOne(benchmark, quick));
  if (json !== undefined) writeReports(json, reports, quick);
};

await main();
