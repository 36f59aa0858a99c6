import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chooseEntrant } from '../clients/cli/entrant.ts';
import { createLocalArena } from '../clients/cli/local-arena.ts';
import { planGame, type PlayRun } from '../clients/cli/play-plan.ts';
import { createInlineHost } from '../clients/agents/hosting/inline-host.ts';
import type { AnyGame } from '../games/game.ts';
import { games } from '../games/registry.ts';
import { sha256Hex } from '../games/sha256.ts';
import type { HouseAnchors } from '../replays/ratings/anchor.ts';
import { ratingTable } from '../replays/ratings/table.ts';
import { createMemoryStore } from '../replays/stores/memory.ts';
import { createSigningKey } from '../replays/stores/signing-key.ts';
import { houseOwner } from '../server/accounts/accounts.ts';
import { presetClocks } from '../server/match/clock-presets.ts';
import { inParallel } from '../server/tournaments/in-parallel.ts';

const file = new URL('../replays/ratings/house-anchors.ts', import.meta.url);
const host = createInlineHost();
/** Anybody gets the same table: seeds follow from this, and house bots from their seeds. */
const root = sha256Hex('agon anchors').slice(0, 32);
const atOnce = 8;

/** One match of planners takes minutes: this game goes without anchors. */
const unanchored: readonly string[] = ['crafting-rivals'];

/** A game in which a bot thinks for a good part of a second is played less often. */
const pairsOf = (game: AnyGame, pairs: number): number =>
  game.id === 'chess' ? Math.ceil(pairs / 10) : pairs;

const entrantsOf = (game: AnyGame) =>
  host.bots(game.id).flatMap((name) => {
    const address = `bot:${name}`;
    return host.problem(address, game.id) === undefined
      ? [chooseEntrant(host, address, game.id, { owner: houseOwner })]
      : [];
  });

/** Every two bots of a game play mirrored pairs; answers their ratings among themselves. */
const calibrate = async (game: AnyGame, pairs: number): Promise<HouseAnchors | undefined> => {
  const entrants = entrantsOf(game);
  if (unanchored.includes(game.id) || entrants.length < 2 || game.roles(game.defaults).length !== 2)
    return undefined;
  const store = createMemoryStore();
  const warn = (line: string): void => void process.stderr.write(`${line}\n`);
  const arena = createLocalArena({ store, key: createSigningKey(), host, warn });
  const runs = entrants.flatMap((one, at) =>
    entrants.slice(at + 1).map((other): PlayRun => {
      const labels = [root, game.id, one.entry.agent, other.entry.agent];
      const seed = sha256Hex(labels.join('|')).slice(0, 32);
      return { game, config: {}, entrants: [one, other], clock: presetClocks.bot, root: seed };
    }),
  );
  const plans = runs.flatMap((run) =>
    Array.from({ length: 2 * pairsOf(game, pairs) }, (_, at) => planGame(run, at + 1).plan),
  );
  await inParallel(plans.values(), atOnce, new AbortController().signal, async (plan) => {
    await arena.play(plan);
  });
  arena.close();
  const [table] = ratingTable(await store.ledger(0, Infinity));
  return {
    game: game.id,
    version: game.version,
    anchors: table!.players.map(({ name, rating, se }) => ({
      agent: name,
      rating: Number(rating.toFixed(1)),
      se: Number(se.toFixed(1)),
    })),
  };
};

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '100' }, write: { type: 'boolean', default: false } },
});
const tables: HouseAnchors[] = [];
for (const game of games) {
  const table = await calibrate(game, Number(values.pairs));
  if (table === undefined) continue;
  tables.push(table);
  for (const { agent, rating, se } of table.anchors)
    process.stdout.write(`${game.id}  ${agent}  ${rating} ± ${se}\n`);
}
await host.close();
if (values.write)
  await writeFile(
    file,
    `import type { HouseAnchors } from './anchor.ts';

/** House bots rated among themselves on the default configuration. Written by \`node scripts/anchors.ts --write\`. */
export const houseAnchors: readonly HouseAnchors[] = ${JSON.stringify(tables, null, 2)};
`,
  );
