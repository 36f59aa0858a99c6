import type { AnyGame, Json, Seat } from '../../../games/game.ts';
import { games } from '../../../games/registry.ts';
import { stepRng } from '../../../games/rng.ts';
import { positionalBoards } from '../../../games/positional/boards.ts';

/** A position as the words of a question give it, for the two families of games that the stand-in can judge. */
export interface AskedPosition {
  readonly game: AnyGame;
  readonly state: unknown;
  /** The seat that is asked. */
  readonly seat: Seat;
}

const noSeed = '0'.repeat(32);

const askedGame = (system: string): AnyGame | undefined => {
  const title = /The game: (.+?)\. You are /u.exec(system)?.[1];
  return games.find((game) => game.title === title);
};

const askedRole = (prompt: string): string | undefined => /^You are (\S+)\.$/mu.exec(prompt)?.[1];

const chessState = (game: AnyGame, prompt: string): unknown => {
  const fen = /^FEN: (.+)$/mu.exec(prompt)?.[1];
  const config = fen === undefined ? undefined : game.schemas.config.safeParse({ fen });
  return config?.success === true ? (game.setup(config.data, stepRng(noSeed, 0)) as unknown) : undefined;
};

const positionalIds = new Set(positionalBoards.map(({ id }) => id));

/** The view of a board from the words for who owns what; boards under made-up names are not understood. */
const positionalState = (game: AnyGame, prompt: string): unknown => {
  const cells = positionalBoards.find(({ id }) => id === game.id)!.cells;
  const owned = (who: string): readonly string[] | undefined =>
    new RegExp(`^${who} \\(\\d\\) owns (.+)\\.$`, 'mu').exec(prompt)?.[1]?.split(', ');
  const [first, second] = [owned('First'), owned('Second')];
  if (first === undefined || second === undefined || !/^Free: /mu.test(prompt)) return undefined;
  const last = /The last move took (\S+)\./u.exec(prompt)?.[1] ?? null;
  const mark = (cell: string): string => (first.includes(cell) ? '1' : second.includes(cell) ? '2' : '.');
  const view = { cells: cells.map(mark).join(''), last } as unknown as Json;
  return game.determinise!(view, stepRng(noSeed, 0)) as unknown;
};

/** The position that a question is about; undefined where the stand-in cannot tell. */
export const readPosition = (system: string, prompt: string): AskedPosition | undefined => {
  const game = askedGame(system);
  const role = askedRole(prompt);
  if (game === undefined || role === undefined) return undefined;
  const seat = game.roles(game.defaults).findIndex(({ name }) => name === role);
  const state =
    game.id === 'chess'
      ? chessState(game, prompt)
      : positionalIds.has(game.id)
        ? positionalState(game, prompt)
        : undefined;
  return seat < 0 || state === undefined ? undefined : { game, state, seat };
};
