import { schema, t, type SchemaType } from '@colyseus/schema';
import type { PublicState } from '../match/match.ts';

const BoardState = schema(
  {
    game: t.string().default(''),
    status: t.string().default('waiting'),
    step: t.number().default(0),
    view: t.string().default('null'),
    news: t.string().default(''),
    seats: t.array('string'),
  },
  'BoardState',
);

/** A wall of small boards, by match. */
export const HallState = schema({ boards: t.map(BoardState) }, 'HallState');
export type HallState = SchemaType<typeof HallState>;

/** A view larger than this is left out: whoever wants it opens the match. */
const viewUnitsMax = 4096;

/** Writes one match into the hall. */
export const showBoard = (hall: HallState, now: PublicState): void => {
  const board = hall.boards.get(now.match) ?? new BoardState();
  const view = JSON.stringify(now.view);
  board.game = now.game;
  board.status = now.status;
  board.step = now.step;
  board.view = view.length > viewUnitsMax ? 'null' : view;
  board.news = now.news;
  for (const [at, seat] of now.seats.entries()) board.seats[at] = seat.name;
  if (!hall.boards.has(now.match)) hall.boards.set(now.match, board);
};
