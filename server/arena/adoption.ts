import type { AnyGame } from '../../games/game.ts';
import type { Header } from '../../replays/format.ts';
import { parseLine } from '../../replays/line.ts';
import type { Unfinished } from '../../replays/store.ts';
import { resumeMatch, type Match } from '../match/match.ts';
import { resumeStart } from '../match/resume.ts';
import type { ArenaDeps } from './arena.ts';
import type { Roster } from './roster.ts';
import { setUpHere } from './set-up.ts';
import { isThreadError } from './setup-error.ts';
import { endUnadoptable } from './unadoptable.ts';

/** The game of a header, where this build has that very version. */
export const gameOfHeader = (
  { gameOf }: Pick<ArenaDeps, 'gameOf'>,
  { game: { id, version } }: Header,
): AnyGame | undefined => {
  const game = gameOf(id);
  return game?.version === version ? game : undefined;
};

/** Rebuilds an unfinished match, or ends it where this build cannot play it on. Answers whether it goes on. */
export const adopt = async (deps: ArenaDeps, roster: Roster, unfinished: Unfinished): Promise<boolean> => {
  const { match: id, lines, secrets } = unfinished;
  const first = parseLine(lines[0]!);
  if ('why' in first || first.line.type !== 'header') {
    deps.report(id, 'not adopted: its header cannot be read', first);
    return false;
  }
  const header = first.line;
  const game = gameOfHeader(deps, header);
  const owner = deps.cluster?.memberId();
  let match: Match;
  try {
    if (game === undefined)
      throw new Error(`this build does not have ${header.game.id}@${header.game.version}`);
    const found = (deps.setUp ?? setUpHere)(game, header.config, secrets.seed);
    const setup = found instanceof Promise ? ((await found) as unknown) : found;
    // Somebody else may own it by now.
    if (deps.cluster?.memberId() !== owner) return false;
    match = resumeMatch(deps, resumeStart(unfinished, { header, game, setup }));
  } catch (error) {
    deps.report(id, 'not adopted', error);
    // It is not the log that failed: the next process may play it on.
    if (isThreadError(error)) return false;
    await endUnadoptable(deps, unfinished, header, game);
    return false;
  }
  roster.enter(match, secrets);
  return true;
};
