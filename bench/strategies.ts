import { parseArgs } from 'node:util';
import { createInlineHost } from '../clients/agents/hosting/inline-host.ts';
import { createLlmKind } from '../clients/agents/llm/llm-kind.ts';
import { createMemorySheets } from '../clients/agents/memory/sheet-store.ts';
import { createLocalModel } from '../clients/agents/stand-in/local-model.ts';
import { createValueModel } from '../clients/agents/stand-in/value-model.ts';
import { bootstrapMean } from '../clients/cli/benchmark-interval.ts';
import { createLocalArena, type LocalArena } from '../clients/cli/local-arena.ts';
import { mirroredSet } from '../server/tournaments/mirror.ts';
import { type Column, formatTable } from '../clients/cli/table.ts';
import type { AnyGame } from '../games/game.ts';
import { wilsonInterval } from '../games/positional-puzzles/wilson.ts';
import { gameById } from '../games/registry.ts';
import { createMemoryStore } from '../replays/stores/memory.ts';
import { createSigningKey } from '../replays/stores/signing-key.ts';
import { presetClocks } from '../server/match/clock-presets.ts';

const usage = `npm run bench:strategies -- [--pairs N] [--endings N] [--quality Q,Q] [--seed HEX] [--json]
Plays each strategy against \`direct\` in mirrored pairs, both with the same stand-in for a language model: a value
function, exact on the boards and an evaluation at chess, spoiled by 1 - Q. No language model is asked.
  --pairs    pairs on each board (60)       --endings  pairs of chess endings (12)      --quality  (0.5,0.7,0.9)`;

const strategies = ['vote?samples=5', 'best-of?samples=4', 'minimax', 'mcts?iterations=24'];

/** A subject: a game, and the starts that its pairs take turns with. */
interface Subject {
  readonly title: string;
  readonly game: AnyGame;
  readonly configs: readonly unknown[];
  readonly isEnding: boolean;
}

/** Won, drawn and lost endings for White; a pair plays each from both sides. Sixty plies decide. */
const endings = [
  '4k3/8/8/8/8/8/8/R3K3 w - - 0 1',
  '8/8/8/4k3/8/3QK3/8/8 w - - 0 1',
  '8/5k2/pp6/8/8/8/PPP2K2/8 w - - 0 1',
  '8/8/1r3k2/8/8/5K2/1P6/1R6 w - - 0 1',
].map((fen) => ({ fen, stepsMax: 60 }));

const board = (id: string): Subject => ({ title: id, game: gameById(id)!, configs: [{}], isEnding: false });

const subjects: readonly Subject[] = [
  board('tic-tac-toe'),
  board('square-tic-tac-toe'),
  { title: 'chess endings', game: gameById('chess')!, configs: endings, isEnding: true },
];

const addressOf = (strategy: string): string => {
  const [name, options] = strategy.split('?');
  return `llm:custom/stand-in?base-url=http%3A%2F%2F127.0.0.1%3A1%2Fv1${options === undefined ? '' : `&${options}`}&strategy=${name}&structured=on`;
};

const entrant = (strategy: string) => ({
  address: addressOf(strategy),
  entry: {
    agent: `stand-in ${strategy}`,
    name: strategy.split('?')[0]!,
    owner: 'bench',
    kind: 'model' as const,
  },
});

/** The mean score of the strategy over the two games of a pair, from 0 to 1. */
const playPair = async (
  arena: LocalArena,
  { game, configs }: Subject,
  strategy: string,
  { root, set }: { readonly root: string; readonly set: number },
): Promise<number> => {
  const { seed, config } = mirroredSet(game, configs[set % configs.length], { root, set });
  let points = 0;
  for (const own of [0, 1]) {
    const seats = own === 0 ? [entrant(strategy), entrant('direct')] : [entrant('direct'), entrant(strategy)];
    const { outcome, termination } = await arena.play({
      game,
      config,
      seats,
      clock: presetClocks.llm,
      attempts: { max: 3, then: 'forfeit' },
      legalTold: true,
      rated: false,
      release: 'end',
      seed,
    });
    if (outcome === null) throw new Error(`a game ended as ${termination}`);
    points += outcome.scores[own] ?? 0;
  }
  return points / 2;
};

interface Row {
  readonly subject: string;
  readonly quality: number;
  readonly strategy: string;
  readonly pairs: number;
  /** The strategy's mean score against `direct`, a half being no margin, with its 95 % interval. */
  readonly score: { readonly mean: number; readonly interval: readonly [low: number, high: number] };
}

/** Where every pair came to the same, nothing is as wide as the interval of as many wins and losses (Wilson 1927). */
const estimate = (scores: readonly number[]): Row['score'] => {
  const { mean, interval } = bootstrapMean(scores)!;
  return { mean, interval: interval ?? wilsonInterval(mean, scores.length) };
};

const measure = async (
  subject: Subject,
  quality: number,
  strategy: string,
  { pairs, root }: { readonly pairs: number; readonly root: string },
): Promise<Row> => {
  const model = createLocalModel(createValueModel(quality));
  const kind = createLlmKind({ openModel: () => model, sheets: createMemorySheets(), environment: {} });
  const host = createInlineHost({ kinds: { llm: kind } });
  const arena = createLocalArena({
    store: createMemoryStore(),
    key: createSigningKey(),
    host,
    warn: (line) => console.error(line),
  });
  const scores: number[] = [];
  for (let set = 0; set < pairs; set++) scores.push(await playPair(arena, subject, strategy, { root, set }));
  arena.close();
  await host.close();
  return { subject: subject.title, quality, strategy, pairs, score: estimate(scores) };
};

const columns: readonly Column[] = [
  { title: 'Game', align: 'left' },
  { title: 'Quality', align: 'right' },
  { title: 'Strategy', align: 'left' },
  { title: 'Pairs', align: 'right' },
  { title: 'Score against direct', align: 'right' },
  { title: '95 %', align: 'right' },
];

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const cellsOf = ({ subject, quality, strategy, pairs, score }: Row): readonly string[] => [
  subject,
  String(quality),
  strategy,
  String(pairs),
  percent(score.mean),
  score.interval.map(percent).join(' to '),
];

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '60' },
    endings: { type: 'string', default: '12' },
    quality: { type: 'string', default: '0.5,0.7,0.9' },
    seed: { type: 'string', default: 'c0ffee' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const run = async (): Promise<void> => {
  const rows: Row[] = [];
  for (const subject of subjects)
    for (const quality of values.quality.split(',').map(Number))
      for (const strategy of strategies) {
        const pairs = Number(subject.isEnding ? values.endings : values.pairs);
        const row = await measure(subject, quality, strategy, { pairs, root: values.seed });
        rows.push(row);
        // Rows take a while; whoever waits sees each as it is done.
        console[values.json ? 'log' : 'error'](values.json ? JSON.stringify(row) : cellsOf(row).join('  '));
      }
  if (values.json) return;
  console.log(
    'Both sides ask the same stand-in: a value function spoiled by 1 - quality. No language model plays.\n',
  );
  console.log(formatTable(columns, rows.map(cellsOf)));
};

if (values.help) console.log(usage);
else await run();
