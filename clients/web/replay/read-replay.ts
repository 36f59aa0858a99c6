import type { AnyGame, Seat, Viewer } from '../../../games/game.ts';
import type { By, Event, Header, NoteLine, Refusal, Step } from '../../../replays/format.ts';
import { readLog, type LogReading } from '../../../replays/reading.ts';
import { createReplay } from '../../../replays/replay.ts';
import type { FrameBy, PlayedFrame } from '../match/frame.ts';

/** An attempt that was refused, with its text. */
export interface RefusedAttempt {
  /** The turn that it was made in: the step that the next accepted action is part of. */
  readonly turn: number;
  readonly seat: Seat;
  readonly class: string;
  readonly code: string;
  readonly text: string | undefined;
}

/** What a log tells besides its steps. */
export interface Story {
  readonly seed: string | undefined;
  readonly refusals: readonly RefusedAttempt[];
  readonly events: readonly Event[];
}

/** A match played again from its log: its story, and its steps through anybody's eyes. */
export interface ReplayReading {
  readonly story: Story;
  readonly frames: (viewer: Viewer) => readonly PlayedFrame[];
}

interface Played {
  readonly state: unknown;
  readonly step: Step | undefined;
}

const isNote = (line: string): boolean => line.startsWith('{"type":"note"');

const readNotes = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.filter(isNote).map((line) => {
      const { sha256, text } = JSON.parse(line) as NoteLine;
      return [sha256, text];
    }),
  );

const textOf = (notes: ReadonlyMap<string, string>, note: By['note']): string | undefined =>
  note === undefined ? undefined : notes.get(note.sha256);

const readBy = (by: By, refused: readonly string[], notes: ReadonlyMap<string, string>): FrameBy => ({
  ms: by.ms,
  attempts: by.attempts,
  refused,
  source: by.source,
  model: by.model,
  usage: by.usage,
  reasoning: textOf(notes, by.note),
  isReasoningCut: by.note?.cut,
});

const playAgain = (
  game: AnyGame,
  header: Header,
  seed: string,
  { records }: LogReading,
): readonly Played[] => {
  const replay = createReplay(game, header, seed);
  if ('why' in replay) return [];
  const played: Played[] = [{ state: replay.state(), step: undefined }];
  for (const { record } of records) {
    // What the rules contradict is the verdict's to tell; the board shows what was before.
    if (replay.take(record) !== undefined) break;
    if (record.type === 'step') played.push({ state: replay.state(), step: record });
  }
  return played;
};

/** Reads a released log and plays it by the game's own rules. */
export const readReplay = (game: AnyGame, lines: readonly string[]): ReplayReading => {
  const reading = readLog(lines);
  const notes = readNotes(lines);
  const refusalLines = reading.records.flatMap(({ record }) => (record.type === 'refusal' ? [record] : []));
  const refusedBefore = (turn: number, seat: string): readonly string[] =>
    (refusalsOf.get(turn) ?? []).filter((one) => String(one.seat) === seat).map((one) => one.class);
  const refusalsOf = Map.groupBy(refusalLines, (one: Refusal) => one.turn);
  const { header, end } = reading;
  const played =
    header === undefined || end === undefined ? [] : playAgain(game, header, end.record.seed, reading);

  const framesOf = (viewer: Viewer): PlayedFrame[] => {
    let before: unknown;
    return played.map(({ state, step }, n) => {
      const view: unknown = game.view(state, viewer);
      const news = n === 0 ? '' : game.news(before, view);
      before = view;
      const by = step?.by ?? {};
      const advantage = game.advantage?.(view);
      return {
        n,
        view,
        text: game.describe(view),
        news,
        by: Object.fromEntries(
          Object.entries(by).map(([seat, one]) => [seat, readBy(one, refusedBefore(n, seat), notes)]),
        ),
        ...(advantage !== undefined && { advantage }),
      };
    });
  };
  return {
    story: {
      seed: end?.record.seed,
      refusals: refusalLines.map((one) => ({
        turn: one.turn,
        seat: one.seat,
        class: one.class,
        code: one.code,
        text: textOf(notes, one.note),
      })),
      events: reading.records.flatMap(({ record }) => (record.type === 'event' ? [record] : [])),
    },
    frames: framesOf,
  };
};
