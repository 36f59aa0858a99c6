import { schema, t, type SchemaType } from '@colyseus/schema';
import type { Json } from '../../games/game.ts';
import type { Board } from './hall-exchange.ts';
import { viewTextsOf } from './view-texts.ts';

const BoardState = schema(
  {
    game: t.string().default(''),
    status: t.string().default('waiting'),
    step: t.number().default(0),
    view: t.string().default('null'),
    brief: t.string().default(''),
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
/** A brief is sent to each visitor once; this is what all of them together may take. */
const briefsUnitsMax = 256 * 1024;

const otherBriefsUnits = (hall: HallState, match: string): number => {
  let units = 0;
  for (const [id, { brief }] of hall.boards) if (id !== match) units += brief.length;
  return units;
};

/** Writes one match into the hall. */
export const showBoard = (hall: HallState, now: Board): void => {
  const board = hall.boards.get(now.match) ?? new BoardState();
  const { view, brief } = viewTextsOf(now.view as Json);
  const isShown =
    view.length <= viewUnitsMax &&
    (brief === '' || otherBriefsUnits(hall, now.match) + brief.length <= briefsUnitsMax);
  board.game = now.game;
  board.status = now.status;
  board.step = now.step;
  board.view = isShown ? view : 'null';
  board.brief = isShown ? brief : '';
  board.news = now.news;
  for (const [at, seat] of now.seats.entries()) board.seats[at] = seat.name;
  if (!hall.boards.has(now.match)) hall.boards.set(now.match, board);
};
