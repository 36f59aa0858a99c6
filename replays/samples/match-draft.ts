import { stateHash } from '../../games/canonical.ts';
import type { AnyGame, Json, Outcome, Seat } from '../../games/game.ts';
import { forfeitOutcome } from '../../games/outcome.ts';
import { stepRng } from '../../games/rng.ts';
import { sha256Hex } from '../../games/sha256.ts';
import {
  chainStart,
  commitmentText,
  formatVersion,
  type AttemptsPolicy,
  type By,
  type Event,
  type Fault,
  type Group,
  type Header,
  type RefusalClass,
  type Refusal,
  type SeatEntry,
  type Termination,
} from '../format.ts';
import type { UnnumberedLedgerRow } from '../ledger.ts';
import type { PlayedAction } from '../play.ts';
import { poolOf } from '../pool.ts';
import { createRecorder, type Record as LogRecord, type Sign } from '../record.ts';
import { createTally } from '../tally.ts';

/** What a drafted match is made from. Equal plans and equal calls give equal bytes. */
export interface DraftPlan {
  readonly game: AnyGame;
  readonly config: Json;
  readonly match: string;
  readonly seed: string;
  /** The key must sign at once. */
  readonly key: { readonly publicKey: string; readonly sign: Sign };
  readonly attempts?: AttemptsPolicy;
  readonly seats?: readonly SeatEntry[];
  readonly group?: Group;
}

export interface FinishedLog {
  readonly lines: readonly string[];
  readonly row: UnnumberedLedgerRow;
}

/** A match that is recorded by direct calls, without a server: for samples and tests. */
export interface MatchDraft {
  readonly state: () => unknown;
  /** Who must act and has not been held. */
  readonly actors: () => readonly Seat[];
  readonly turn: () => number;
  readonly refuse: (seat: Seat, kind: RefusalClass, more?: Partial<Refusal>) => void;
  readonly event: (event: Omit<Event, 'type' | 'prev' | 'at'>) => void;
  readonly hold: (seat: Seat, action: unknown, by?: Partial<By>) => void;
  /** Plays these actions, together with what is held. */
  readonly step: (actions: ReadonlyMap<Seat, unknown>, by?: Partial<By>) => void;
  /** Ends by the rules; by a forfeit of a seat; or, with neither, without an outcome. */
  readonly end: (
    termination: Termination,
    fault?: Fault | null,
    forfeiter?: Seat,
  ) => FinishedLog;
}

const firstInstant = Date.UTC(2026, 0, 1);
const clock = { preset: 'llm', moveMs: 600_000, bankMs: 0, incrementMs: 0, disconnectMs: 120_000, joinMs: 600_000 } as const;

const houseSeat = (seat: Seat): SeatEntry => ({
  agent: `bot:random-${seat}@1`,
  name: 'random',
  owner: 'house',
  kind: 'bot',
});

const headerOf = (plan: DraftPlan, at: string): Header => {
  const { game, config, match, seed, key } = plan;
  const roles = game.roles(game.schemas.config.parse(config)).map(({ name }) => name);
  return {
    type: 'header',
    v: formatVersion,
    prev: chainStart,
    match,
    game: { id: game.id, version: game.version },
    config,
    roles,
    seats: [...(plan.seats ?? roles.map((_, seat) => houseSeat(seat)))],
    clock,
    attempts: plan.attempts ?? { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: true,
    release: 'end',
    seedCommitment: sha256Hex(commitmentText(match, seed)),
    server: { version: '0.1.0', key: key.publicKey },
    at,
  };
};

/** How a drafted match ends: by the rules, by a forfeit, or without an outcome. */
const outcomeOf = (
  { game, config }: DraftPlan,
  state: unknown,
  termination: Termination,
  forfeiter: Seat | undefined,
): Outcome | null => {
  if (forfeiter !== undefined)
    return forfeitOutcome(game, game.roles(game.schemas.config.parse(config)), state, forfeiter);
  return termination === 'normal' || termination === 'step-limit' ? (game.outcome(state) ?? null) : null;
};

/** A draft at its setup. */
export const createMatchDraft = (plan: DraftPlan): MatchDraft => {
  const { game, seed, key } = plan;
  let instant = firstInstant;
  const at = (): string => new Date((instant += 1000)).toISOString();
  const header = headerOf(plan, at());
  const tally = createTally(header, poolOf(header, game));
  const recorder = createRecorder();
  const lines = [recorder.header(header)];
  const held = new Map<Seat, PlayedAction>();
  const refused = new Map<Seat, number>();
  let state: unknown = game.setup(game.schemas.config.parse(plan.config), stepRng(seed, 0));
  let steps = 0;
  const write = (record: LogRecord): void => {
    tally.write(record);
    lines.push(recorder.write(record));
  };
  const keep = (seat: Seat, action: unknown, by: Partial<By>): By => {
    const attempts = 1 + (refused.get(seat) ?? 0);
    const source = header.seats[seat]!.kind;
    const how: By = { id: `a${steps + 1}`, ms: 10 + steps, attempts, source, ...by };
    held.set(seat, { seat, action: action as Json, by: how });
    return how;
  };
  return {
    state: () => state,
    actors: () => game.actors(state).filter((seat) => !held.has(seat)),
    turn: () => steps + 1,
    refuse: (seat, kind, more) => {
      refused.set(seat, (refused.get(seat) ?? 0) + 1);
      write({ type: 'refusal', turn: steps + 1, seat, class: kind, code: kind, ...more, at: at() });
    },
    event: (event) => write({ type: 'event', ...event, at: at() }),
    hold: (seat, action, more = {}) => {
      const by = keep(seat, action, more);
      write({ type: 'held', turn: steps + 1, seat, action: action as Json, by, at: at() });
    },
    step: (given, more = {}) => {
      for (const [seat, action] of given) keep(seat, action, more);
      const played = [...held.values()].sort((a, b) => a.seat - b.seat);
      const actions = new Map(played.map(({ seat, action }) => [seat, action]));
      steps += 1;
      state = game.step(state, actions, stepRng(seed, steps));
      const hash = stateHash(state as Json);
      tally.step(played, hash);
      lines.push(recorder.step(steps, played, hash, at()));
      held.clear();
      refused.clear();
    },
    end: (termination, fault = null, forfeiter) => {
      const outcome = outcomeOf(plan, state, termination, forfeiter);
      const group = plan.group === undefined ? {} : { group: plan.group };
      const end = { outcome, termination, fault, seed, state: stateHash(state as Json), ...group, at: at() };
      recorder.end(end, key.sign, (line) => lines.push(line));
      return { lines, row: tally.finish(end, recorder.head()) };
    },
  };
};
