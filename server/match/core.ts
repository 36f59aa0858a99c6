import type { AnyGame, Role, Seat } from '../../games/game.ts';
import type { Group, Header, RefusalClass, SeatEntry } from '../../replays/format.ts';
import type { PlayedAction } from '../../replays/play.ts';
import type { LogStore, Note } from '../../replays/store.ts';
import { createRecorder, type Record as LogRecord, type Recorder, type Sign } from '../../replays/record.ts';
import type { Tally } from '../../replays/tally.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import { createAlarm, type Alarm } from './alarm.ts';
import { noBriefTold, type BriefTold } from './brief.ts';
import { createDelayLine, type DelayLine } from './delay-line.ts';
import type { MatchResult } from './result.ts';
import type { PlayObserver } from './observer.ts';
import type { Clock, Wire } from './ports.ts';
import { openingScene, sceneOf, type Scene } from './scene.ts';
import { createSeatClock, type SeatClock } from './seat-clock.ts';
import { createWriter, type Entry, type Writer } from './writer.ts';

/** What every match of a process shares. */
export interface MatchPorts {
  readonly clock: Clock;
  readonly store: LogStore;
  readonly sign: Sign;
  /** 32 hexadecimal digits, unpredictable: the salt of a note. */
  readonly salt: () => string;
  /** Where what cannot be told to a seat goes: store failures, fencing, errors in rules. */
  readonly report: (match: string, what: string, cause?: unknown) => void;
  readonly observer?: PlayObserver;
}

/** What the server answered to an action id; `pending` until the log holds it. */
export type Answer = 'pending' | ServerMessage;

/** A state as somebody saw it. */
export interface Viewed {
  readonly state: unknown;
  readonly view: unknown;
}

/** One seat's part of a match. */
export interface SeatState {
  readonly seat: Seat;
  readonly role: Role;
  readonly entry: SeatEntry;
  readonly clock: SeatClock;
  readonly answers: Map<string, Answer>;
  wire: Wire | undefined;
  /** What that wire was told of a view's constant part. */
  briefTold: BriefTold;
  /** What it was last shown, from which the next news go on. */
  viewed: Viewed | undefined;
  joined: boolean;
  /** Whether the open turn waits for this seat. */
  acting: boolean;
  /** Refused attempts on the open turn. */
  attempts: number;
  /** Those of them that are durable, which is all that the seat may know of, and the last of them. */
  attemptsTold: number;
  lastRefusal: { readonly class: RefusalClass; readonly code: string; readonly message: string } | undefined;
  /** The last durable action that had an id. */
  last: { readonly turn: number; readonly id: string } | null;
  refusals: number;
  connectionEvents: number;
  /** When its last act came, by the observer's clock. */
  actedMs: number;
}

/** `ending`: the outcome is known and its line is being signed and stored. `fenced`: another process has the match. */
export type Phase = 'waiting' | 'running' | 'ending' | 'over' | 'fenced';

/** Where a match stands: the steps played, the state after them, and the state before the last one, for news. */
export interface Position {
  readonly n: number;
  readonly state: unknown;
  readonly before: unknown;
}

/** The state of one match, changed by the functions of this folder only. */
export interface Core {
  readonly ports: MatchPorts;
  readonly header: Header;
  readonly game: AnyGame;
  readonly seed: string;
  readonly group: Group | null;
  readonly seats: readonly SeatState[];
  readonly recorder: Recorder;
  readonly writer: Writer;
  readonly tally: Tally;
  readonly alarm: Alarm;
  readonly watchers: Set<() => void>;
  /** What spectators are shown, where that is delayed; undefined where they see the match as it stands. */
  readonly scenes: DelayLine<Scene> | undefined;
  readonly endListeners: Set<(result: MatchResult) => void>;
  /** Called when another process turns out to have the match. */
  readonly moveListeners: Set<() => void>;
  /** Ends the match because a part of it threw: its rules, a wire, or its own code. */
  readonly fail: (cause: unknown) => void;
  thrown: unknown;
  phase: Phase;
  /** As the log has it, with what is still being stored. */
  position: Position;
  /** The hash of the position's state, as the log has it. */
  hash: string;
  /** The last position that is durable: the only one that seats and spectators are shown. */
  shown: Position;
  /** Final actions of a simultaneous turn that is not complete. */
  held: Map<Seat, PlayedAction>;
  result: MatchResult | null;
  /** Ends the subscription to the clock's pauses. */
  stopPauses: () => void;
}

/** Where a match starts from: its header alone, or what its log says after a restart. */
export interface Start {
  readonly header: Header;
  readonly game: AnyGame;
  readonly seed: string;
  readonly group: Group | null;
  readonly epoch: number;
  readonly head: string;
  /** The state at step 0. */
  readonly setup: unknown;
  readonly position: Position;
  readonly hash: string;
  readonly held: Map<Seat, PlayedAction>;
  readonly tally: Tally;
  readonly seats: readonly SeatStart[];
}

export interface SeatStart {
  readonly bankMs: number;
  readonly answers: Map<string, Answer>;
  readonly last: { readonly turn: number; readonly id: string } | null;
  readonly attempts: number;
  readonly lastRefusal: SeatState['lastRefusal'];
  readonly refusals: number;
}

const createSeat = (start: Start, seat: Seat, role: Role): SeatState => {
  const from = start.seats[seat]!;
  return {
    seat,
    role,
    entry: start.header.seats[seat]!,
    clock: createSeatClock(start.header.clock, from.bankMs),
    answers: from.answers,
    wire: undefined,
    briefTold: noBriefTold,
    viewed: undefined,
    joined: false,
    acting: false,
    attempts: from.attempts,
    attemptsTold: from.attempts,
    lastRefusal: from.lastRefusal,
    last: from.last,
    refusals: from.refusals,
    connectionEvents: 0,
    actedMs: 0,
  };
};

/** After a restart spectators are shown the setup again until the delay has passed: nobody knows what they had seen. */
const createScenes = (
  { clock }: MatchPorts,
  { header, setup }: Start,
  seats: readonly SeatState[],
  onShown: () => void,
): Core['scenes'] => {
  const { spectatorDelayMs } = header;
  if (spectatorDelayMs === undefined) return undefined;
  return createDelayLine(clock, spectatorDelayMs, openingScene(seats, header.clock.bankMs, setup), onShown);
};

/** What the parts of this folder do when time or the store calls; they cannot import each other in a circle. */
export interface Reactions {
  readonly onAlarm: (core: Core) => void;
  readonly onPause: (core: Core, ms: number) => void;
  readonly onRecovered: (core: Core) => void;
  readonly onFenced: (core: Core) => void;
  readonly onThrow: (core: Core, cause: unknown) => void;
}

/** A match at rest: nothing is sent and no time runs until seats connect. */
export const createCore = (ports: MatchPorts, start: Start, reactions: Reactions): Core => {
  const recorder = createRecorder(start.head);
  const seats = start.game.roles(start.header.config).map((role, seat) => createSeat(start, seat, role));
  const core: Core = {
    ports,
    header: start.header,
    game: start.game,
    seed: start.seed,
    group: start.group,
    seats,
    recorder,
    writer: createWriter(
      {
        match: start.header.match,
        epoch: start.epoch,
        store: ports.store,
        clock: ports.clock,
        run: (part) => guarded(core, part),
        onFenced: () => reactions.onFenced(core),
        onStuck: (message) => {
          ports.report(start.header.match, `store: ${message}`);
          core.alarm.set(undefined);
        },
        onRecovered: () => reactions.onRecovered(core),
      },
      start.head,
    ),
    tally: start.tally,
    alarm: createAlarm(
      { now: () => timeOf(core), after: (ms, callback) => ports.clock.after(ms, callback) },
      () => guarded(core, () => reactions.onAlarm(core)),
    ),
    watchers: new Set(),
    scenes: createScenes(ports, start, seats, () => tellAll(core)),
    endListeners: new Set(),
    moveListeners: new Set(),
    fail: (cause) => {
      // A message that could not be read is told by itself and again by its reader.
      if (cause !== core.thrown) contain(core, () => reactions.onThrow(core, cause));
      core.thrown = cause;
    },
    thrown: undefined,
    phase: 'waiting',
    position: start.position,
    hash: start.hash,
    shown: start.position,
    held: start.held,
    result: null,
    stopPauses: () => {},
  };
  core.stopPauses = ports.clock.onPause((ms) => guarded(core, () => reactions.onPause(core, ms)));
  return core;
};

/** Runs a part of a match. What throws there ends this match, and neither the process nor another match. */
export const guarded = (core: Core, part: () => void): void => {
  try {
    part();
  } catch (error) {
    core.fail(error);
  }
};

/** The match's own time: arena time without that in which its store had not answered, which costs no seat anything. */
export const timeOf = (core: Core): number => core.ports.clock.now() - core.writer.waitedMs();

/** The turn that is open: the number of the step that is being decided. */
export const openTurnOf = (core: Core): number => core.position.n + 1;

/** Stores lines of the log. What throws in `onStored` must not keep the writer from its next lines. */
export const store = (core: Core, { lines, notes, finish, onStored }: Omit<Entry, 'next'>): void =>
  core.writer.write({ lines, next: core.recorder.head(), notes, finish, onStored });

/** The line of one record, chained and counted; the caller stores it. */
export const writeRecord = (core: Core, line: LogRecord): string => {
  core.tally.write(line);
  return core.recorder.write(line);
};

/** Stores one record; `onStored` runs when it is durable. */
export const record = (
  core: Core,
  line: LogRecord,
  notes: readonly Note[] | undefined,
  onStored: () => void,
): void => store(core, { lines: [writeRecord(core, line)], notes, onStored });

/** Runs what does not belong to the play. What throws there is told and changes nothing. */
export const contain = ({ ports, header }: Pick<Core, 'ports' | 'header'>, part: () => void): void => {
  try {
    part();
  } catch (error) {
    ports.report(header.match, 'contained', error);
  }
};

const tellAll = (core: Core): void => {
  for (const watcher of core.watchers) contain(core, watcher);
};

/** Something changed that spectators may see: now, or when the match's delay has passed. */
export const tellWatchers = (core: Core): void => {
  const { scenes, header, result } = core;
  if (scenes === undefined) return tellAll(core);
  scenes.push(sceneOf(core));
  // With the release anybody may read the whole log.
  if (result !== null && header.release === 'end') scenes.release();
};
