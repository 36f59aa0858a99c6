import type { AnyGame } from '../../games/game.ts';
import { gameById, games } from '../../games/registry.ts';
import { formatIssues } from '../../server/errors.ts';
import { usageError } from './cli-error.ts';
import { suggestWord } from '../../server/suggestion.ts';

/** The game with this id; otherwise an error that names the nearest one. */
export const chooseGame = (id: string): AnyGame => {
  const game = gameById(id);
  if (game !== undefined) return game;
  const hint = suggestWord(
    id,
    games.map((known) => known.id),
  );
  throw usageError('unknown-game', `There is no game ${id}.`, hint);
};

/** A game's configuration, members that are left out filled in; otherwise an error that names each wrong member. */
export const chooseConfig = (game: AnyGame, given: unknown): unknown => {
  const parsed = game.schemas.config.safeParse(given);
  if (parsed.success) return parsed.data;
  throw usageError(
    'bad-config',
    `The configuration does not fit ${game.id}: ${formatIssues(parsed.error.issues)}`,
    `Its defaults are ${JSON.stringify(game.defaults)}; members that are left out take theirs.`,
  );
};

/** JSON from the command line. */
export const parseConfigText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const hint = `Write it in quotes for the shell, such as --config '{"hands": 50}'.`;
    throw usageError('bad-config', `--config is not JSON: ${text}`, hint, cause);
  }
};
