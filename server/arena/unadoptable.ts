import { gameStateHash } from '../../games/canonical.ts';
import type { AnyGame, Json } from '../../games/game.ts';
import { stepRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import { chainStart, type Header, type Step } from '../../replays/format.ts';
import { parseLine } from '../../replays/line.ts';
import { poolByHeader, poolOf } from '../../replays/pool.ts';
import type { MiddleRecord } from '../../replays/reading.ts';
import { createRecorder } from '../../replays/record.ts';
import type { Unfinished } from '../../replays/store.ts';
import { addRecord, createTally, noGameCode } from '../../replays/tally.ts';
import type { MatchPorts } from '../match/core.ts';
import { createWriter } from '../match/writer.ts';

/** What of a log can be read; a line that cannot counts for nothing, and `verify` will name it. */
const recordsOf = (lines: readonly string[]): readonly MiddleRecord[] =>
  lines.slice(1).flatMap((text) => {
    const parsed = parseLine(text);
    if ('why' in parsed) return [];
    const { line } = parsed;
    return line.type === 'header' || line.type === 'end' || line.type === 'note' ? [] : [line];
  });

/** Runs a part of rules that may be the reason why the match cannot be played on. */
const attempt = <T>(part: () => T): T | undefined => {
  try {
    return part();
  } catch {
    return undefined;
  }
};

/** The last state that the log recorded, else that of the setup; zeros where only another build could tell it. */
const lastHash = (header: Header, last: Step | undefined, game: AnyGame | undefined, seed: string): string =>
  last?.state ??
  attempt(() => game && gameStateHash(game.setup(header.config, stepRng(seed, 0)) as Json)) ??
  chainStart;

const tallyOf = (header: Header, records: readonly MiddleRecord[], game: AnyGame | undefined) => {
  const tally = createTally(header, attempt(() => game && poolOf(header, game)) ?? poolByHeader(header));
  for (const record of records) addRecord(tally, record);
  return tally;
};

/**
 * Ends a log that this build cannot play on, because its game is gone or replays otherwise: void, by the arena's
 * own failure, so that nobody waits for it for ever. `game` is the header's, where this build has that version.
 * Resolves when the end is durable, or when another process writes the log.
 */
export const endUnadoptable = (
  ports: MatchPorts,
  { match, lines, secrets, epoch }: Unfinished,
  header: Header,
  game: AnyGame | undefined,
): Promise<void> => {
  const records = recordsOf(lines);
  const last = records.findLast((record) => record.type === 'step');
  const recorder = createRecorder(sha256Hex(lines.at(-1)!));
  const at = ports.clock.instant();
  const end = {
    outcome: null,
    termination: 'void-infra' as const,
    fault: null,
    seed: secrets.seed,
    state: lastHash(header, last, game, secrets.seed),
    ...(secrets.group !== null && { group: secrets.group }),
    at,
  };
  return new Promise((resolve) => {
    const onStuck = (message: string): void => ports.report(match, `store: ${message}`);
    const { store, clock } = ports;
    const writer = createWriter(
      {
        match,
        epoch,
        store,
        clock,
        run: (part) => part(),
        onStuck,
        onRecovered: () => {},
        onFenced: resolve,
      },
      recorder.head(),
    );
    const turn = (last?.n ?? 0) + 1;
    const code = game === undefined ? noGameCode : 'not-adopted';
    const failure = recorder.write({ type: 'event', kind: 'failure', turn, code, at });
    recorder.end(end, ports.sign, (line) => {
      const next = recorder.head();
      const finish = tallyOf(header, records, game).finish(end, next);
      writer.write({ lines: [failure, line], next, finish, onStored: resolve });
    });
  });
};
