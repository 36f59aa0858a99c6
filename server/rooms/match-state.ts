import { schema, t, type SchemaType } from '@colyseus/schema';
import type { Json } from '../../games/game.ts';
import type { PublicState } from '../match/match.ts';
import type { PublicSeat } from '../match/scene.ts';
import { viewTextsOf } from './view-texts.ts';

/** A seat as spectators see it. */
const SeatState = schema(
  {
    name: t.string().default(''),
    role: t.string().default(''),
    connected: t.boolean().default(false),
    acting: t.boolean().default(false),
    bankMs: t.number().default(0),
    refusals: t.number().default(0),
  },
  'SeatState',
);

/**
 * The public state of a match of any game. `view`, `brief` and `result` are JSON; `brief` is the constant part of the view,
 * empty where it has none, and `result` is empty while the match runs.
 */
export const MatchState = schema(
  {
    match: t.string().default(''),
    game: t.string().default(''),
    status: t.string().default('waiting'),
    step: t.number().default(0),
    view: t.string().default('null'),
    brief: t.string().default(''),
    text: t.string().default(''),
    news: t.string().default(''),
    seats: t.array(SeatState),
    delayMs: t.number().default(0),
    result: t.string().default(''),
  },
  'MatchState',
);
export type MatchState = SchemaType<typeof MatchState>;

const showSeat = (shown: SchemaType<typeof SeatState>, seat: PublicSeat): void => {
  shown.name = seat.name;
  shown.role = seat.role;
  shown.connected = seat.connected;
  shown.acting = seat.acting;
  shown.bankMs = seat.bankMs;
  shown.refusals = seat.refusals;
};

/** Writes what spectators may know into the synchronised state; what is equal costs no patch. */
export const showPublicState = (state: MatchState, now: PublicState): void => {
  state.match = now.match;
  state.game = now.game;
  state.status = now.status;
  state.step = now.step;
  const { view, brief } = viewTextsOf(now.view as Json);
  state.view = view;
  state.brief = brief;
  state.text = now.text;
  state.news = now.news;
  state.delayMs = now.delayMs;
  state.result = now.result === null ? '' : JSON.stringify(now.result);
  for (const [at, seat] of now.seats.entries()) {
    if (state.seats.length === at) state.seats.push(new SeatState());
    showSeat(state.seats[at]!, seat);
  }
};
