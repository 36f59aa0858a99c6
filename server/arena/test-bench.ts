import type { AnyGame, Seat } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import type { Line } from '../../replays/format.ts';
import type { Sign } from '../../replays/record.ts';
import type { AppendDone, Store } from '../../replays/store.ts';
import { createMemoryStore } from '../../replays/stores/memory.ts';
import { createSigningKey, createSyncSigner } from '../../replays/stores/signing-key.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { PlayerHost } from '../hosting/port.ts';
import { createArenaClock } from '../match/arena-clock.ts';
import type { Match } from '../match/match.ts';
import type { Wire } from '../match/ports.ts';
import { createTestTime, type TestTime } from '../match/test-time.ts';
import type { Act, ServerMessage } from '../protocol/messages.ts';
import { createArena, type Arena } from './arena.ts';
import type { MatchPlan } from './plan.ts';
import type { SetUp } from './set-up.ts';
import { createTickets } from './tickets.ts';

const key = createSigningKey();

/** Signs at once with the key of every bench. */
export const testSign: Sign = createSyncSigner(key);

/** A store whose commits are answered at once, or one by one by hand. */
interface HeldStore extends Store {
  /** From now on commits wait for `release` or `fail`. */
  hold(): void;
  /** Writes and answers what waits, and holds no more. */
  flow(): void;
  /** Writes the first commit that waits and answers it. */
  release(): void;
  /** Answers the first commit that waits: it failed, and nothing was written. */
  fail(): void;
  /** Commits that wait. */
  held(): number;
}

/** `disk` behind a hand that decides when a commit happens. */
const createHeldStore = (disk: Store): HeldStore => {
  const waiting: { readonly write: (done: AppendDone) => void; readonly done: AppendDone }[] = [];
  let isHolding = false;
  const commit = (write: (done: AppendDone) => void, done: AppendDone): void => {
    if (isHolding) waiting.push({ write, done });
    else write(done);
  };
  const release = (): void => {
    const { write, done } = waiting.shift()!;
    write(done);
  };
  return {
    ...disk,
    create: (creation, done) => commit((answer) => disk.create(creation, answer), done),
    append: (append, done) => commit((answer) => disk.append(append, answer), done),
    hold: () => {
      isHolding = true;
    },
    flow: () => {
      isHolding = false;
      while (waiting.length > 0) release();
    },
    release,
    fail: () => waiting.shift()!.done({ kind: 'failed', message: 'the disk is full' }),
    held: () => waiting.length,
  };
};

/** A seat's end of a wire: what it was told, as a socket would have carried it. */
export interface TestWire extends Wire {
  readonly told: ServerMessage[];
  readonly closes: number[];
  /** What was told since the last look, in short. */
  news(): string[];
}

const inShort = (message: ServerMessage): string => {
  switch (message.type) {
    case 'turn':
    case 'update':
      return `${message.type} ${message.turn}`;
    case 'ack':
      return `ack ${message.turn} ${message.id}`;
    case 'refused':
      return `refused ${message.turn} ${message.id} ${message.code} ${message.attemptsLeft}`;
    case 'end':
      return `end ${message.termination}`;
    case 'welcome':
    case 'error':
    case 'moved':
    case 'pong':
      return message.type;
  }
};

export const createTestWire = (): TestWire => {
  const told: ServerMessage[] = [];
  const closes: number[] = [];
  let seen = 0;
  return {
    told,
    closes,
    send: (message) => void told.push(JSON.parse(JSON.stringify(message)) as ServerMessage),
    close: (code) => void closes.push(code),
    news: () => {
      const fresh = told.slice(seen).map(inShort);
      seen = told.length;
      return fresh;
    },
  };
};

/** What differs from a bench of plain parts. */
export interface BenchOptions {
  readonly gameOf?: (id: string) => AnyGame | undefined;
  readonly host?: PlayerHost;
  readonly sign?: Sign;
  readonly disk?: Store;
  readonly setUp?: SetUp;
}

/** One life of an arena's process, with everything that it touches in the test's hands. */
export interface Bench {
  readonly time: TestTime;
  readonly store: HeldStore;
  readonly arena: Arena;
  readonly reports: string[];
  create(plan?: Partial<MatchPlan>): Promise<{ match: Match; tickets: readonly (string | null)[] }>;
  /** Kills the process; answers its successor over what is on the disk, which has adopted it. */
  restart(options?: BenchOptions): Promise<Bench>;
  /** The lines of a log, parsed. */
  log(match: string): Promise<readonly Line[]>;
  verify(match: string, gameOf?: (id: string) => AnyGame | undefined): Promise<Verdict>;
}

const seatsOf = (game: AnyGame, config: unknown): MatchPlan['seats'] =>
  game.roles(config).map((_, seat) => ({
    entry: { agent: `agent-${seat}`, name: `name-${seat}`, owner: `owner-${seat}`, kind: 'script' as const },
  }));

/** Rock-paper-scissors over two rounds, unless the test says otherwise; in whole seconds, to be read easily. */
const planOf = (given: Partial<MatchPlan>): MatchPlan => {
  const game = given.game ?? gameById('rock-paper-scissors')!;
  const config = given.config ?? (given.game === undefined ? { rounds: 2 } : game.defaults);
  return {
    game,
    config,
    seats: seatsOf(game, config),
    clock: {
      preset: 'custom',
      moveMs: 10_000,
      bankMs: 0,
      incrementMs: 0,
      disconnectMs: 20_000,
      joinMs: 30_000,
    },
    attempts: { max: 3, then: 'forfeit' },
    legalTold: true,
    rated: false,
    release: 'end',
    ...given,
  };
};

/** A bench over an empty disk, or over what an earlier one left. */
export const createBench = (options: BenchOptions = {}): Bench => {
  const disk = options.disk ?? createMemoryStore();
  const gameOf = options.gameOf ?? gameById;
  const time = createTestTime();
  const store = createHeldStore(disk);
  const reports: string[] = [];
  let drawn = 0;
  const hex = (digits: number): string => (drawn += 1).toString(16).padStart(digits, '0');
  const arena = createArena({
    clock: createArenaClock(time),
    store,
    sign: options.sign ?? testSign,
    salt: () => hex(32),
    report: (_, what, cause) =>
      void reports.push(cause instanceof Error ? `${what}: ${cause.message}` : what),
    gameOf,
    tickets: createTickets('test'),
    key: key.publicKey,
    version: 'test',
    finishedKeptMax: 10,
    randomHex: hex,
    ...(options.host !== undefined && { host: options.host }),
    ...(options.setUp !== undefined && { setUp: options.setUp }),
  });
  return {
    time,
    store,
    arena,
    reports,
    create: (plan = {}) => arena.create(planOf(plan)),
    restart: async (next = {}) => {
      arena.close();
      const bench = createBench({ ...options, ...next, disk });
      await bench.arena.adopt();
      return bench;
    },
    log: async (match) => (await disk.read(match))!.map((line) => JSON.parse(line) as Line),
    verify: async (match, verifyGameOf = gameOf) =>
      verifyLog((await disk.read(match))!, { gameOf: verifyGameOf, trustedKeys: [key.publicKey] }),
  };
};

/** A seat's hello on a new wire. */
export const join = (match: Match, seat: Seat): TestWire => {
  const wire = createTestWire();
  match.connect(seat, wire);
  return wire;
};

/** Both seats' hellos. */
export const joinBoth = (match: Match): readonly [TestWire, TestWire] => [join(match, 0), join(match, 1)];

/** An act in short: `play(match, seat, turn, id, action)`, or with other members in place of the action. */
export const play = (
  match: Match,
  seat: Seat,
  turn: number,
  id: string,
  answer: string | Partial<Act>,
): void =>
  match.act(seat, {
    type: 'act',
    turn,
    id,
    ...(typeof answer === 'string' ? { action: answer } : answer),
  });
