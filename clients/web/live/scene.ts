import type { MatchDetails } from '../api/answers.ts';
import { readView } from './read-view.ts';

/** How a match ended. */
export type Result = NonNullable<MatchDetails['result']>;

/** A seat of a match that runs. */
export interface SceneSeat {
  readonly name: string;
  readonly role: string;
  readonly connected: boolean;
  readonly acting: boolean;
  readonly bankMs: number;
  readonly refusals: number;
}

/** What the room of a match shows, read out of the SDK's state. */
export interface Scene {
  readonly game: string;
  readonly status: 'waiting' | 'running' | 'over';
  readonly step: number;
  readonly view: unknown;
  readonly text: string;
  readonly news: string;
  readonly seats: readonly SceneSeat[];
  readonly result: Result | null;
}

/** One board of the hall. */
export interface HallBoard {
  readonly match: string;
  readonly game: string;
  readonly step: number;
  /** Null where the view is too large for the hall. */
  readonly view: unknown;
  readonly news: string;
  readonly seats: readonly string[];
}

/** The SDK's state of a room `match`. */
export interface MatchRoomState extends Omit<Scene, 'view' | 'result'> {
  readonly view: string;
  readonly brief: string;
  readonly result: string;
}

/** The SDK's state of the room `hall`. */
export interface HallRoomState {
  readonly boards: ReadonlyMap<
    string,
    Omit<HallBoard, 'match' | 'view'> & { readonly view: string; readonly brief: string }
  >;
}

const readSeat = ({ name, role, connected, acting, bankMs, refusals }: SceneSeat): SceneSeat => ({
  name,
  role,
  connected,
  acting,
  bankMs,
  refusals,
});

/** A copy of what the room shows now. */
export const readScene = (state: MatchRoomState): Scene => ({
  game: state.game,
  status: state.status,
  step: state.step,
  view: readView(state),
  text: state.text,
  news: state.news,
  seats: [...state.seats].map(readSeat),
  result: state.result === '' ? null : (JSON.parse(state.result) as Result),
});

/** A copy of what the hall shows now. */
export const readHall = ({ boards }: HallRoomState): readonly HallBoard[] =>
  [...boards].map(([match, { game, step, view, brief, news, seats }]) => ({
    match,
    game,
    step,
    view: readView({ view, brief }),
    news,
    seats: [...seats],
  }));
