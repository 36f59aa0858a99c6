import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { formatFigures, isMet, ratioOf, type Benchmark, type Figure } from './figure.ts';

/** What one benchmark measured. */
export interface Report {
  readonly benchmark: string;
  readonly figures: readonly Figure[];
  /** What was measured over time, for a benchmark that does so. */
  readonly series: readonly unknown[];
}

/** Runs a benchmark and prints its figures. */
export const runOne = async (benchmark: Benchmark, quick: boolean): Promise<Report> => {
  const start = performance.now();
  console.log(`\n${benchmark.name}: ${benchmark.about}`);
  const series: unknown[] = [];
  const figures = await benchmark.run({
    quick,
    progress: (line) => void process.stderr.write(`  measuring ${line}\n`),
    keep: (sample) => void series.push(sample),
  });
  console.log(`${formatFigures(figures)}\n(${Math.round((performance.now() - start) / 1000)} s)`);
  return { benchmark: benchmark.name, figures, series };
};

const machine = () => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  at: new Date().toISOString(),
});

/** The machine and the kind of run in a line. */
export const formatMachine = (quick: boolean): string => {
  const { node, cpu, cores } = machine();
  return `Node ${node}, ${cores} cores, ${cpu}${quick ? '; quick: rough figures' : ''}`;
};

/** Writes reports as JSON, with the verdict on each target. */
export const writeReports = (file: string, reports: readonly Report[], quick: boolean): void => {
  const withVerdicts = reports.map(({ benchmark, figures, series }) => ({
    benchmark,
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isMet: isMet(figure) })),
    ...(series.length > 0 && { series }),
  }));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...machine(), quick, reports: withVerdicts }, undefined, 2)}\n`);
};
