import type { Arena } from '../arena/arena.ts';
import type { Log } from './log.ts';

/** Tells the log of every match that begins or ends. */
export const narrate = (arena: Pick<Arena, 'onCreated' | 'onEnded'>, log: Pick<Log, 'info'>): void => {
  arena.onCreated(({ id: match, game, header }) =>
    log.info(
      { match, game: game.id, rated: header.rated, agents: header.seats.map(({ agent }) => agent) },
      'match begins',
    ),
  );
  arena.onEnded((match, { termination, outcome, fault }) =>
    log.info(
      {
        match: match.id,
        game: match.game.id,
        code: termination,
        reason: outcome?.reason,
        ...(fault !== null && {
          seat: fault.seat,
          agent: match.header.seats[fault.seat]?.agent,
          fault: fault.class,
        }),
        ...match.progress(),
      },
      'match ends',
    ),
  );
};
