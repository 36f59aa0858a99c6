import { craftingRivals, craftingWorld } from '../../../games/crafting-world/game.ts';
import { consultOracle } from '../../../games/crafting-world/oracle.ts';
import type { RivalsState } from '../../../games/crafting-world/rivals-game.ts';
import { ruleSets } from '../../../games/crafting-world/rule-sets.ts';
import type { State } from '../../../games/crafting-world/solo-game.ts';
import type { AnyGame, Json, Seat, Viewer } from '../../../games/game.ts';
import { chess } from '../../../games/chess/game.ts';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';
import { positionalPuzzles } from '../../../games/positional-puzzles/game.ts';
import { positionalGames } from '../../../games/positional/game.ts';
import { rockPaperScissors } from '../../../games/rock-paper-scissors/game.ts';
import { labelledRng, stepRng } from '../../../games/rng.ts';

/** A picture of the gallery: two views of a real match, one step apart. */
export interface Position {
  readonly title: string;
  readonly game: string;
  readonly view: Json;
  readonly previous: Json | undefined;
}

const seed = '5eed0000000000000000000000000001';

/** What to play: texts for the one who acts, or as many random steps. */
type Script = readonly string[] | number;

const movesOf = (game: AnyGame, state: Json, script: Script, n: number): Map<Seat, Json> => {
  const rng = labelledRng(seed, 'gallery', n);
  const moves = new Map<Seat, Json>();
  for (const seat of game.actors(state)) {
    if (typeof script === 'number') moves.set(seat, rng.pick(game.legalActions(state, seat) as Json[]));
    else {
      const parsed = game.parseAction(script[n]!, game.view(state, seat));
      if ('problem' in parsed) throw new Error(`${script[n]}: ${parsed.message}`);
      moves.set(seat, parsed.action as Json);
    }
  }
  return moves;
};

/** Plays a script, to its end or the match's, and shows the last step to a viewer. */
const played = (
  title: string,
  game: AnyGame,
  config: object,
  script: Script,
  viewer: Viewer = 'public',
): Position => {
  let state = game.setup({ ...game.defaults, ...config }, stepRng(seed, 0)) as Json;
  let before: Json | undefined;
  const count = typeof script === 'number' ? script : script.length;
  for (let n = 0; n < count && game.actors(state).length > 0; n++) {
    before = state;
    state = game.step(state, movesOf(game, state, script, n), stepRng(seed, n + 1)) as Json;
  }
  return {
    title,
    game: game.id,
    view: game.view(state, viewer) as Json,
    previous: before === undefined ? undefined : (game.view(before, viewer) as Json),
  };
};

const [threes, double, cubes, squares] = positionalGames as [AnyGame, AnyGame, AnyGame, AnyGame];

/** Morphy against two amateurs, Paris 1858. */
const opera =
  'e4 e5 Nf3 d6 d4 Bg4 dxe5 Bxf3 Qxf3 dxe5 Bc4 Nf6 Qb3 Qe7 Nc3 c6 Bg5 b5 Nxb5 cxb5 Bxb5+ Nbd7 O-O-O Rd8 Rxd7 Rxd7 Rd1 Qe6 Bxd7+ Nxd7 Qb8+ Nxb8 Rd8#'.split(
    ' ',
  );

/** What the oracle would do in a hero's place, and no more of it than one answer may hold. */
const oraclePlan = (
  { challenge, land, ...state }: State | RivalsState,
  seat: Seat,
  actionsMax: number,
): Json => {
  const { hero, tally } = 'run' in state ? state.run : state.runs[seat]!;
  const rules = 'run' in state ? ruleSets[state.config.rules] : ruleSets.rivals;
  const { goal } = challenge.task;
  const verdict = consultOracle({ world: challenge.world, rules, situation: { hero, land }, tally, goal });
  if (verdict.kind !== 'plan') return { actions: [{ do: 'rest' }] };
  return { actions: verdict.actions.slice(0, actionsMax) };
};

/** Plays turns of the crafting world by the oracle. */
const crafted = (
  title: string,
  game: AnyGame,
  config: object,
  turns: number,
  actionsMax: number,
): Position => {
  let state = game.setup({ ...game.defaults, ...config }, stepRng(seed, 0)) as State | RivalsState;
  let before: unknown;
  for (let n = 0; n < turns && game.actors(state).length > 0; n++) {
    const moves = new Map(
      game.actors(state).map((seat) => [seat, oraclePlan(state, seat, actionsMax - seat)]),
    );
    before = state;
    state = game.step(state, moves, stepRng(seed, n + 1)) as State | RivalsState;
  }
  return {
    title,
    game: game.id,
    view: game.view(state, 'public') as Json,
    previous: before === undefined ? undefined : (game.view(before, 'public') as Json),
  };
};

/** One picture or more of every game. */
export const positions = (): readonly Position[] => [
  played('Chess, the start', chess, {}, []),
  played('Chess, in check', chess, {}, opera.slice(0, 21)),
  played('Chess, mate', chess, {}, opera),
  played('Tic-tac-toe, in play', threes, {}, ['E', 'A', 'C']),
  played('Tic-tac-toe, won', threes, {}, ['E', 'A', 'C', 'B', 'G']),
  played('Tic-tac-toe, re-skinned', threes, { skin: 'ab' }, 9),
  played('Double tic-tac-toe', double, {}, ['F', 'A', 'C', 'B', 'I']),
  played('Cubes, in play', cubes, {}, ['B', 'A', 'C', 'K', 'G']),
  played('Cubes, won', cubes, {}, ['B', 'A', 'C', 'K', 'G', 'D', 'F']),
  played('Cubes, re-skinned', cubes, { skin: '12' }, 12),
  played('Squares', squares, {}, ['M', 'A', 'H', 'G', 'L', 'Y', 'N', 'E', 'R']),
  played('Squares, won', squares, {}, 25),
  played('Squares, re-skinned', squares, { skin: '7' }, 20),
  played('Puzzles, at work', positionalPuzzles, {}, 14),
  played('Puzzles, judged', positionalPuzzles, { feedback: 'right-or-wrong' }, 140),
  played('Puzzles, done', positionalPuzzles, {}, 412),
  played('Kuhn poker, the public', kuhnPoker, {}, 20),
  played('Kuhn poker, a bet', kuhnPoker, {}, ['check', 'bet'], 1),
  played('Kuhn poker, a showdown', kuhnPoker, {}, ['check', 'bet', 'call']),
  played('Kuhn poker, done', kuhnPoker, {}, 90, 'referee'),
  played('Rock-paper-scissors, the start', rockPaperScissors, {}, 0),
  played('Rock-paper-scissors', rockPaperScissors, {}, 7),
  played('Rock-paper-scissors, long', rockPaperScissors, { rounds: 100 }, 60),
  crafted('Crafting world, the start', craftingWorld, {}, 0, 0),
  crafted('Crafting world, at work', craftingWorld, { mode: 'step', level: 3, goal: 'craft' }, 2, 14),
  crafted('Crafting world, done', craftingWorld, { level: 2, goal: 'defeat' }, 1, 2000),
  crafted('Crafting world, large', craftingWorld, { mode: 'step', level: 9 }, 4, 12),
  crafted('Rivals', craftingRivals, { level: 2 }, 3, 12),
];
