import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Benchmark, Figure } from './figure.ts';
import { cpuPerMove, measureLive, type Stretch } from './load-live.ts';
import type { CrowdServer } from './load-crowd.ts';
import { formatPlot } from './plot.ts';
import { trendOf, type Point } from './trend.ts';

export interface SweepPlan {
  readonly counts: readonly number[];
  /** Of each count. */
  readonly seconds: number;
  /** Where the plot goes. */
  readonly svg: string;
}

interface Cost {
  readonly matches: number;
  readonly cpuPercent: number;
  readonly cpuMicrosPerMove: number;
  readonly rssMib: number;
}

const mib = 2 ** 20;
/** The straight line explains this much of the cost: it is linear in the matches. */
const r2Min = 0.98;
const servers: readonly CrowdServer[] = ['arena', 'echo'];

const costOf = (matches: number, run: readonly Stretch[]): Cost => ({
  matches,
  cpuPercent: run.reduce((sum, { cpuPercent }) => sum + cpuPercent, 0) / run.length,
  cpuMicrosPerMove: cpuPerMove(run),
  rssMib: Math.max(...run.map(({ server }) => server.rss)) / mib,
});

type Costs = { readonly [Server in CrowdServer]: readonly Cost[] };

const plotOf = (costs: Costs): string => {
  const panel = (title: string, unit: string, pick: (cost: Cost) => number) => ({
    title,
    unit,
    lines: servers.map((server) => ({
      name: server,
      points: costs[server].map((cost): Point => ({ x: cost.matches, y: pick(cost) })),
    })),
  });
  return formatPlot('live matches, a move a second each', [
    panel('CPU of the server', '% of a core', ({ cpuPercent }) => cpuPercent),
    panel('memory of the server', 'MiB RSS', ({ rssMib }) => rssMib),
  ]);
};

const figuresOf = ({ arena, echo }: Costs): Figure[] => {
  const rows = arena.flatMap((cost, at): Figure[] => [
    {
      name: `${cost.matches} live: CPU`,
      value: cost.cpuMicrosPerMove,
      unit: 'us/move',
      baseline: { name: 'echo', value: echo[at]!.cpuMicrosPerMove },
    },
    {
      name: `${cost.matches} live: RSS`,
      value: cost.rssMib,
      unit: 'MiB',
      baseline: { name: 'echo', value: echo[at]!.rssMib },
    },
  ]);
  const trend = (pick: (cost: Cost) => number) =>
    trendOf(arena.map((cost) => ({ x: cost.matches, y: pick(cost) })));
  const cpu = trend(({ cpuPercent }) => cpuPercent);
  const rss = trend(({ rssMib }) => rssMib);
  const isStraight = { of: 'value', is: 'at least', bound: r2Min } as const;
  return [
    ...rows,
    { name: 'one more match: CPU', value: cpu.slope * 10, unit: 'ms/s' },
    { name: 'a straight line explains of the CPU', value: cpu.r2, unit: '', target: isStraight },
    { name: 'one more match: RSS', value: rss.slope * 1024, unit: 'KiB' },
    { name: 'a straight line explains of the RSS', value: rss.r2, unit: '' },
  ];
};

/** What a match costs, by how many there are: a server of its own for each count. */
export const sweep = ({ counts, seconds, svg }: SweepPlan): Benchmark => ({
  name: 'sweep',
  about: `the cost of a live match at ${counts.join(', ')} of them`,
  run: async (options) => {
    const costs: { [Server in CrowdServer]: Cost[] } = { arena: [], echo: [] };
    for (const matches of counts)
      for (const server of servers)
        costs[server].push(costOf(matches, await measureLive(server, { matches, seconds }, options)));
    mkdirSync(dirname(svg), { recursive: true });
    writeFileSync(svg, plotOf(costs));
    options.progress(`done: the plot is ${svg}`);
    return figuresOf(costs);
  },
});
