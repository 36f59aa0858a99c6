import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { levelMax } from '../games/crafting-world/config.ts';
import { formatTable } from '../clients/cli/table.ts';
import { type LevelSummary, levelColumns, levelRow, measureLevel } from './crafting-levels.ts';
import { type RivalsRow, measureRivals, rivalsColumns, rivalsCells } from './crafting-rivals.ts';
import { craftingFigures } from './crafting-speed.ts';
import { type Figure, formatFigures, isMet, ratioOf } from './figure.ts';

const usage = `npm run bench:crafting -- [--per-level N] [--levels A-B] [--games N] [--only levels|speed|rivals]... [--json FILE]
Levels: tasks of every level, each checked: the oracle's plan is executed to success, at no less than the proven bound; noise can
never be had; an impossible task is proven so. Who reaches the goal of how many, with 95 % Wilson intervals.
Speed: the kernel, a long plan with its log, a task of level 9, puzzles; against a baseline of the same run.
Rivals: mirrored pairs, on levels 1 and 3.
  --per-level  tasks a level (200)      --games  games of each pair of rivals (400)
Ends with 1 when a check fails.`;

const parts = ['levels', 'speed', 'rivals'] as const;
type Part = (typeof parts)[number];

const countOf = (text: string, name: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw new RangeError(`--${name} ${text}: a whole number from 1 is expected\n${usage}`);
  return count;
};

const levelsOf = (text: string): readonly number[] => {
  const [first = 1, last = first] = text.split('-').map((part) => countOf(part, 'levels'));
  if (first > last || last > levelMax) throw new RangeError(`--levels ${text}: 1 to ${levelMax} are there`);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
};

const isPart = (text: string): text is Part => (parts as readonly string[]).includes(text);

const main = (): void => {
  const { values } = parseArgs({
    options: {
      'per-level': { type: 'string', default: '200' },
      games: { type: 'string', default: '400' },
      help: { type: 'boolean', default: false },
      json: { type: 'string' },
      levels: { type: 'string', default: `1-${levelMax}` },
      only: { type: 'string', multiple: true, default: [...parts] },
    },
  });
  if (values.help) return console.log(usage);
  if (!values.only.every(isPart)) throw new RangeError(`--only ${values.only.join(' ')}\n${usage}`);
  const progress = (line: string): void => void process.stderr.write(`  ${line}\n`);
  const levels: LevelSummary[] = [];
  let figures: readonly Figure[] = [];
  let rivals: readonly RivalsRow[] = [];
  if (values.only.includes('speed')) {
    figures = craftingFigures(progress);
    console.log(`${formatFigures(figures)}\n`);
  }
  if (values.only.includes('levels')) {
    for (const level of levelsOf(values.levels))
      levels.push(measureLevel(level, countOf(values['per-level'], 'per-level'), progress));
    console.log(`${formatTable(levelColumns, levels.map(levelRow))}\n`);
  }
  if (values.only.includes('rivals')) {
    rivals = measureRivals(countOf(values.games, 'games'), progress);
    console.log(formatTable(rivalsColumns, rivals.map(rivalsCells)));
  }
  const faults = levels.flatMap((summary) => summary.faults);
  for (const fault of faults) console.log(`FAULT ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  if (values.json === undefined) return;
  mkdirSync(dirname(values.json), { recursive: true });
  const measured = figures.map((figure) => ({ ...figure, isMet: isMet(figure), ratio: ratioOf(figure) }));
  writeFileSync(values.json, `${JSON.stringify({ figures: measured, levels, rivals }, undefined, 2)}\n`);
};

main();
