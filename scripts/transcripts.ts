import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stateHash } from '../games/canonical.ts';
import type { AnyGame, Json, Seat, Viewer } from '../games/game.ts';
import { games } from '../games/registry.ts';
import { labelledRng, stepRng } from '../games/rng.ts';
import { shortConfigs } from './short-configs.ts';

const root = new URL('../', import.meta.url);
const seed = 'a601a601a601a601a601a601a601a601';

/** Games that share another one's folder, where each has a file of its own. */
const sharedFolders: readonly (readonly [prefix: string, folder: string])[] = [
  ['crafting-', 'crafting-world'],
];

/** Where the transcript of a game is kept. */
const pathOf = (game: AnyGame): string => {
  if (existsSync(new URL(`games/${game.id}/`, root))) return `games/${game.id}/transcript.txt`;
  const shared = sharedFolders.find(([prefix]) => game.id.startsWith(prefix));
  return `games/${shared?.[1] ?? 'positional'}/transcript-${game.id}.txt`;
};

const indented = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd());

const headingOf = (game: AnyGame, config: Json): string[] => [
  `# ${game.title} (${game.id}, version ${game.version})`,
  `config: ${JSON.stringify(config)}`,
  `seed: ${seed}`,
  `roles: ${game
    .roles(config)
    .map((role) => `${role.name} (${role.kind})`)
    .join(', ')}`,
  'rules:',
  ...indented(game.rules(config)),
];

/** What each viewer is told of a state; a seat that reads the same words as the public has them left out. */
const viewsOf = (game: AnyGame, config: Json, state: Json): string[] => {
  const publicText = game.describe(game.view(state, 'public'));
  return ['public', ...game.roles(config).keys()].flatMap((viewer) => {
    const view: Json = game.view(state, viewer as Viewer);
    const text = game.describe(view);
    const heading = `${viewer === 'public' ? 'public' : `seat ${viewer}`}, view ${stateHash(view).slice(0, 16)}:`;
    return viewer !== 'public' && text === publicText
      ? [`${heading} as public`]
      : [heading, ...indented(text)];
  });
};

const actionsOf = (game: AnyGame, state: Json, choose: (legal: readonly Json[]) => Json) => {
  const moves = new Map<Seat, Json>();
  const lines: string[] = [];
  for (const seat of game.actors(state)) {
    const view = game.view(state, seat);
    const legal: readonly Json[] = game.legalActions(state, seat);
    const action = choose(legal);
    moves.set(seat, action);
    lines.push(`legal for seat ${seat}: ${legal.map((one) => game.formatAction(one, view)).join(' ')}`);
    lines.push(`action of seat ${seat}: ${game.formatAction(action, view)}`);
  }
  return { moves, lines };
};

/** One match of seeded random moves as text: all that anybody is told at each step, and the state hashes. */
export const transcriptOf = (game: AnyGame): string => {
  const config = game.schemas.config.parse(shortConfigs[game.id] ?? game.defaults) as Json;
  const choices = labelledRng(seed, 'transcript');
  const lines = headingOf(game, config);
  let state: Json = game.setup(config, stepRng(seed, 0));
  for (let step = 0; ; step++) {
    lines.push('', `## step ${step}, state ${stateHash(state)}`, ...viewsOf(game, config, state));
    if (game.actors(state).length === 0) break;
    const { moves, lines: played } = actionsOf(game, state, (legal) => choices.pick(legal));
    const next: Json = game.step(state, moves, stepRng(seed, step + 1));
    lines.push(...played, `news: ${game.news(game.view(state, 'public'), game.view(next, 'public'))}`);
    state = next;
  }
  return [...lines, '', `outcome: ${JSON.stringify(game.outcome(state))}`, ''].join('\n');
};

/** The transcript that is kept of a game, or undefined when there is none. */
export const keptTranscriptOf = (game: AnyGame): string | undefined => {
  const file = new URL(pathOf(game), root);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

const main = (isWriting: boolean): void => {
  for (const game of games) {
    const transcript = transcriptOf(game);
    if (transcript === keptTranscriptOf(game)) continue;
    if (isWriting) writeFileSync(new URL(pathOf(game), root), transcript);
    else process.exitCode = 1;
    console.log(
      `${pathOf(game)} ${isWriting ? 'written' : 'differs: run with --write and review the change'}`,
    );
  }
};

if (import.meta.main) main(process.argv.includes('--write'));
