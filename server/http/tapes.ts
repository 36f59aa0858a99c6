import type { AnyGame } from '../../games/game.ts';
import type { End, Header, Step } from '../../replays/format.ts';
import type { Store } from '../../replays/store.ts';
import type { Shown } from '../match/match.ts';
import type { SetUp } from '../arena/set-up.ts';
import { createTape, endOf, type Tape, type TapeView } from './tape.ts';

/** Tapes that stay in memory; the one that was not asked for the longest goes first. */
const tapesMax = 64;

/** The beginning of a log that is at least `delayMs` old; its header always. */
const olderThan = (lines: readonly string[], delayMs: number, nowMs: number): readonly string[] => {
  let count = lines.length;
  while (count > 1) {
    const { at } = JSON.parse(lines[count - 1]!) as { readonly at: string };
    if (Date.parse(at) <= nowMs - delayMs) break;
    count -= 1;
  }
  return lines.slice(0, count);
};

/** The beginning of a log that those who watch its match have seen: up to a step, or all of it. */
const upTo = (lines: readonly string[], { step, isOver }: Shown): readonly string[] => {
  if (isOver) return lines;
  const isThere = (line: string): boolean => line.startsWith('{"type":"step"');
  const at = lines.findLastIndex((line) => isThere(line) && (JSON.parse(line) as Step).n <= step);
  return lines.slice(0, Math.max(1, at + 1));
};

/**
 * The beginning of a log that may be shown. Until the release a match that is watched with a delay is shown as far as
 * `shown` says, since the wall clock may be set; only one that is in no memory any more by the times in its log.
 */
export const shownLines = (
  lines: readonly string[],
  isReleased: boolean,
  shown: Shown | undefined,
  wallMs: number,
): readonly string[] => {
  const { spectatorDelayMs = 0 } = JSON.parse(lines[0]!) as Header;
  if (isReleased || spectatorDelayMs === 0) return lines;
  return shown === undefined ? olderThan(lines, spectatorDelayMs, wallMs) : upTo(lines, shown);
};

/** A log as far as it may be shown, with its steps as one viewer may see them. */
export interface Played {
  readonly header: Header;
  readonly items: Tape['items'];
  readonly end: End | undefined;
}

export interface Tapes {
  /** As far as it may be shown. Undefined where there is no such match, or this build does not have its game. */
  read(match: string, show: TapeView, shown?: Shown): Promise<Played | undefined>;
}

/** What tapes are made from. */
export interface TapesDeps {
  readonly store: Pick<Store, 'read' | 'secrets'>;
  readonly setUp: SetUp;
  readonly gameOf: (id: string) => AnyGame | undefined;
  readonly wallMs?: () => number;
}

/** Reads logs as steps and remembers those that were asked for last. */
export const createTapes = ({ store, setUp, gameOf, wallMs = Date.now }: TapesDeps): Tapes => {
  const kept = new Map<string, Tape>();
  const keep = (key: string, tape: Tape): void => {
    kept.delete(key);
    kept.set(key, tape);
    for (const oldest of kept.keys()) {
      if (kept.size <= tapesMax) break;
      kept.delete(oldest);
    }
  };
  /** The secrets go with the end, which then holds the seed itself. */
  const readSeeded = async (
    match: string,
  ): Promise<{ lines: readonly string[]; seed: string } | undefined> => {
    const secrets = await store.secrets(match);
    const lines = await store.read(match);
    if (lines === undefined) return undefined;
    const seed = endOf(lines)?.seed ?? secrets?.seed;
    return seed === undefined ? undefined : { lines, seed };
  };
  return {
    read: async (match, show, shown) => {
      const log = await readSeeded(match);
      if (log === undefined) return undefined;
      const header = JSON.parse(log.lines[0]!) as Header;
      const game = gameOf(header.game.id);
      if (game === undefined || game.version !== header.game.version) return undefined;
      const key = `${match}|${show.viewer}|${show.isReleased}`;
      if (!kept.has(key)) {
        const { seed } = log;
        const config = game.schemas.config.parse(header.config) as Header['config'];
        const setup: unknown = await setUp(game, config, seed);
        // Another reader may have made it meanwhile.
        if (!kept.has(key)) keep(key, createTape({ game, header, seed, setup }, show));
      }
      const tape = kept.get(key)!;
      keep(key, tape);
      const lines = shownLines(log.lines, show.isReleased, shown, wallMs());
      await tape.extend(lines);
      return { header, items: tape.items, end: endOf(lines) };
    },
  };
};
