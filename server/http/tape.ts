import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnyGame, Seat, Viewer } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import type { By, End, Header, Refusal, RefusalClass, Step } from '../../replays/format.ts';
import { bankAfter } from '../match/seat-clock.ts';
import type { PublicStep } from '../protocol/routes.ts';

/** How a log is shown: through whose eyes, and whether what is told only after release may be told. */
export interface TapeView {
  readonly viewer: Viewer;
  readonly isReleased: boolean;
}

/** A match as its steps, played again from its log as far as it was read. */
export interface Tape {
  readonly items: readonly PublicStep[];
  /** Takes the lines of the log, of which it has seen a beginning already. */
  extend(lines: readonly string[]): Promise<void>;
}

/** Steps played in one go before other work gets its turn. */
const stepsAtOnce = 64;

/** The class of a refused attempt is public; what the attempt said is told after the release, with the log. */
const showBy = (
  by: By,
  refused: readonly RefusalClass[],
  { isReleased }: TapeView,
): PublicStep['by'][string] => ({
  ms: by.ms,
  attempts: by.attempts,
  ...(refused.length > 0 && { refused: [...refused] }),
  ...(isReleased && by.source !== undefined && { source: by.source }),
  ...(isReleased && by.model !== undefined && { model: by.model }),
  ...(isReleased && by.usage !== undefined && { usage: by.usage }),
});

/** What a tape is played from; `setup` is the state at step 0. */
export interface TapeSource {
  readonly game: AnyGame;
  readonly header: Header;
  readonly seed: string;
  readonly setup: unknown;
}

/** A tape at the match's setup. */
export const createTape = ({ game, header, seed, setup }: TapeSource, show: TapeView): Tape => {
  const items: PublicStep[] = [];
  let state = setup;
  let view: unknown = game.view(state, show.viewer);
  let banks: readonly number[] = header.seats.map(() => header.clock.bankMs);
  /** What was refused since the last step. */
  let refusals: readonly Refusal[] = [];
  let linesSeen = 0;
  let work = Promise.resolve();

  const push = (n: number, news: string, by: PublicStep['by']): void => {
    const text = game.describe(view);
    items.push({ n, view: view as PublicStep['view'], text, news, by, clocks: [...banks] });
  };
  const play = ({ n, actions, by }: Step): void => {
    const seats = Object.entries(actions).map(([seat, action]): [Seat, unknown] => [
      Number(seat),
      game.schemas.action.parse(action),
    ]);
    const before = view;
    state = game.step(state, new Map(seats), stepRng(seed, n));
    view = game.view(state, show.viewer);
    banks = banks.map((bank, seat) =>
      by[seat] === undefined ? bank : bankAfter(header.clock, bank, by[seat].ms),
    );
    const shown = Object.entries(by).map(([seat, one]) => {
      const refused = refusals.filter((refusal) => String(refusal.seat) === seat);
      return [
        seat,
        showBy(
          one,
          refused.map((refusal) => refusal.class),
          show,
        ),
      ] as const;
    });
    refusals = [];
    push(n, game.news(before, view), Object.fromEntries(shown));
  };
  const take = async (lines: readonly string[]): Promise<void> => {
    while (linesSeen < lines.length) {
      const line = JSON.parse(lines[linesSeen]!) as { readonly type: string };
      linesSeen += 1;
      if (line.type === 'step') play(line as Step);
      if (line.type === 'refusal') refusals = [...refusals, line as Refusal];
      if (linesSeen % stepsAtOnce === 0) await nextTurn();
    }
  };
  push(0, '', {});
  return {
    items,
    // One after the other: two readers of one tape must not play the same line twice.
    extend: (lines) => {
      work = work.then(() => take(lines));
      return work;
    },
  };
};

/** The `end` record of a log; undefined while the match runs. */
export const endOf = (lines: readonly string[]): End | undefined => {
  const last = JSON.parse(lines.at(-1)!) as { readonly type: string };
  return last.type === 'end' ? (last as End) : undefined;
};
