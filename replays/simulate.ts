import type { AnyGame, Json } from '../games/game.ts';
import { checkEnd, endWarnings } from './ending.ts';
import type { Header } from './format.ts';
import { createPlay, playedIn } from './play.ts';
import type { LogReading, PlacedEnd } from './reading.ts';
import { createReplay, type Replay } from './replay.ts';
import { finding, type Finding, type Problem } from './verdict.ts';

/** A step as the referee sees it: everything, hidden cards too. */
export interface ExplainedStep {
  /** 0 is the setup. */
  readonly n: number;
  /** The line of the log, from 1. */
  readonly line: number;
  readonly actions: Readonly<Record<string, Json>>;
  readonly text: string;
  /** What happened, in one line; empty for the setup. */
  readonly news: string;
}

/** What simulation came to: the fingerprint of the play, or the first line that the rules contradict. */
export type Simulated =
  | { readonly play: string; readonly warnings: readonly string[] }
  | { readonly problem: Problem };

const isFinding = (value: object): value is Finding => 'why' in value && 'code' in value;

/** Runs a part of the rules on what a log holds; rules that throw there make a finding, not a crash. */
const guarded = <T>(part: () => T): T | Finding => {
  try {
    return part();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return finding('rules-threw', `The rules failed on this line: ${message}`);
  }
};

type Explain = (replay: Replay, line: number, actions: ExplainedStep['actions']) => Finding | undefined;

const createExplain = (game: AnyGame, onStep: (step: ExplainedStep) => void): Explain => {
  let before: unknown;
  return (replay, line, actions) => {
    const told = guarded(() => {
      const view: unknown = game.view(replay.state(), 'referee');
      const news = before === undefined ? '' : game.news(before, view);
      before = view;
      return { n: replay.steps(), line, actions, text: game.describe(view), news };
    });
    if (isFinding(told)) return told;
    onStep(told);
    return undefined;
  };
};

const silent: Explain = () => undefined;

/** Plays a log again from its seed and compares all that it says with the rules. */
export const simulate = (
  game: AnyGame,
  header: Header,
  reading: LogReading,
  end: PlacedEnd,
  onStep?: (step: ExplainedStep) => void,
): Simulated => {
  const explain = onStep === undefined ? silent : createExplain(game, onStep);
  const at = (line: number, found: Finding): Simulated => ({ problem: { line, ...found } });
  const replay = guarded(() => createReplay(game, header, end.record.seed));
  if (isFinding(replay)) return at(1, replay);
  const unfit = explain(replay, 1, {});
  if (unfit !== undefined) return at(1, unfit);
  const play = createPlay();
  for (const { line, record } of reading.records) {
    const found = guarded(() => replay.take(record));
    if (found !== undefined) return at(line, found);
    if (record.type !== 'step') continue;
    play.step(playedIn(record), record.state);
    const unexplained = explain(replay, line, record.actions);
    if (unexplained !== undefined) return at(line, unexplained);
  }
  const played = { game, replay, seats: header.seats };
  const found = guarded(() => checkEnd(played, end.record));
  if (found !== undefined) return at(end.line, found);
  return { play: play.hash(), warnings: endWarnings(played, end.record) };
};
