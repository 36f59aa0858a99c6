import type { AnyGame } from '../games/game.ts';
import type { CreatedMatch } from '../server/arena/arena.ts';
import { parseConfig } from '../server/config/config.ts';
import { openArena, type OpenArena } from '../server/open-arena.ts';
import { planOf } from './bench-arena.ts';

/** A real server on a free port, with its data in `directory`. */
export const openWebArena = async (directory: string): Promise<OpenArena> => {
  const read = parseConfig({ AGON_SERVER_PORT: '0', AGON_SERVER_DATA: directory });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return openArena({ config: read.config, version: 'bench' });
};

/** A match in whose seats this process sits. */
export interface Played extends Pick<CreatedMatch, 'match'> {
  /** Plays this action for a seat; resolves when it is acknowledged, which is when it is durable. */
  readonly play: (seat: number, action: unknown) => Promise<void>;
}

/** Creates a match and sits down in all its seats. */
export const createPlayed = async (
  { arena }: OpenArena,
  game: AnyGame,
  config: unknown = game.defaults,
): Promise<Played> => {
  const { match } = await arena.create({ ...planOf(game), config });
  let turn = 1;
  const acknowledged = new Map<string, () => void>();
  for (const seat of match.header.seats.keys())
    match.connect(seat, {
      send: (message) => {
        if (message.type === 'turn') turn = message.turn;
        if (message.type === 'ack') acknowledged.get(message.id)?.();
      },
      close: () => {},
    });
  return {
    match,
    play: (seat, action) =>
      new Promise((resolve) => {
        const id = `t${turn}-${seat}`;
        acknowledged.set(id, resolve);
        match.act(seat, { type: 'act', turn, id, action: action as never });
      }),
  };
};
