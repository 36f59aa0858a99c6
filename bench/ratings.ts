import { parseArgs } from 'node:util';
import { formatFigures, type BenchmarkOptions, type Figure } from './figure.ts';
import { measureAccuracy } from './ratings-accuracy.ts';
import { measureGaming } from './ratings-gaming.ts';
import { measureSpeed } from './ratings-speed.ts';

type Measure = (options: BenchmarkOptions) => readonly Figure[] | Promise<readonly Figure[]>;

const parts: readonly (readonly [name: string, about: string, measure: Measure])[] = [
  ['accuracy', 'against references and simulated truths', measureAccuracy],
  ['speed', 'from results to tables', measureSpeed],
  ['gaming', 'what an attack gains and what each defence leaves of it', measureGaming],
];

const usage = `npm run bench:ratings -- [--only NAME]… [--quick]
Measures and prints; targets are marked, and missing one is no failure.
${parts.map(([name, about]) => `  ${name.padEnd(12)}${about}`).join('\n')}`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { only, quick } = values;
  const unknown = only?.find((name) => parts.every(([known]) => known !== name));
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? usage : `There is no part ${unknown}.\n${usage}`);
    process.exitCode = unknown === undefined ? 0 : 2;
    return;
  }
  const progress = (line: string): void => void process.stderr.write(`  measuring ${line}\n`);
  for (const [name, about, measure] of parts) {
    if (only !== undefined && !only.includes(name)) continue;
    console.log(`\nratings, ${name}: ${about}`);
    console.log(formatFigures(await measure({ quick, progress })));
  }
};

await main();
