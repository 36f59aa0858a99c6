import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Benchmark } from './figure.ts';
import { formatMachine, runOne, writeReports, type Report } from './report.ts';

/** Options that every program of benchmarks has. */
const common = {
  only: { type: 'string', multiple: true },
  json: { type: 'string' },
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
type Values<Options extends OptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>['values'];
type CommonValues = Values<typeof common>;

/** Tells what is wrong and how the program is used, and ends it with 2. */
export type Refuse = (why: string) => never;

export const createRefuse =
  (usage: string): Refuse =>
  (why) => {
    console.error(`${why}\n${usage}`);
    process.exit(2);
  };

/** Reads the command line: the common options and those of the program. Answers `--help` and what is no option by itself. */
export const readOptions = <Own extends OptionsConfig>(
  usage: string,
  own: Own,
): CommonValues & Values<Own> => {
  const read = (): CommonValues & Values<Own> => {
    try {
      return parseArgs({ options: { ...common, ...own } }).values as CommonValues & Values<Own>;
    } catch (error) {
      return createRefuse(usage)(error instanceof Error ? error.message : String(error));
    }
  };
  const values = read();
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  return values;
};

/** Runs the benchmarks that were asked for, prints what they measured, and writes it where `--json` says. */
export const runBenchmarks = async (
  benchmarks: readonly Benchmark[],
  { only, json, quick }: CommonValues,
  refuse: Refuse,
): Promise<void> => {
  const unknown = only?.find((name) => benchmarks.every((benchmark) => benchmark.name !== name));
  if (unknown !== undefined) refuse(`There is no benchmark ${unknown}.`);
  console.log(formatMachine(quick));
  const reports: Report[] = [];
  for (const benchmark of benchmarks)
    if (only === undefined || only.includes(benchmark.name)) reports.push(await runOne(benchmark, quick));
  if (json !== undefined) writeReports(json, reports, quick);
};
