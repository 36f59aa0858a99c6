import { collectDefaultMetrics, Counter, Gauge, Registry, type CounterConfiguration } from 'prom-client';
import type { Arena } from '../arena/arena.ts';
import type { Faults } from '../faults.ts';
import type { LoopWatch } from '../loop-watch.ts';
import type { Meter } from './meter.ts';

/** What the figures are read from. */
export interface RegistryDeps {
  readonly arena: Pick<Arena, 'matches' | 'onEnded'>;
  readonly faults: Pick<Faults, 'count'>;
  readonly meter: Meter;
  readonly loop: Pick<LoopWatch, 'lagMs'>;
  readonly version: string;
  /** Sockets of the JSON door. */
  readonly sockets: () => number;
}

/** Values of one figure, by its label; read when somebody asks for the figures, so that play pays nothing for them. */
type Read = () => Iterable<readonly [label: string, value: number]>;

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: Read;
}

const addGauge = (registers: Registry[], { name, help, label, read }: Figure): void => {
  const gauge = new Gauge({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      for (const [value, count] of read()) gauge.set({ [label]: value }, count);
    },
  });
};

/** A counter of what is counted elsewhere. */
const addCounter = (registers: Registry[], { name, help, label, read }: Figure): void => {
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      counter.reset();
      for (const [value, count] of read()) counter.inc({ [label]: value }, count);
    },
  } satisfies CounterConfiguration<string>);
};

const addNumber = (registers: Registry[], name: string, help: string, read: () => number): void => {
  const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
};

/** How many matches are in each state now, and which of their seats have a connection. */
const addMatches = (registers: Registry[], { arena }: RegistryDeps): void => {
  addGauge(registers, {
    name: 'agon_matches',
    help: 'Matches that are not over, by status.',
    label: 'status',
    read: () => {
      const counts = { waiting: 0, running: 0, over: 0 };
      for (const match of arena.matches()) counts[match.status()] += 1;
      return [
        ['waiting', counts.waiting],
        ['running', counts.running],
      ];
    },
  });
  addGauge(registers, {
    name: 'agon_seats',
    help: 'Seats of matches that are not over, by whether they have a connection.',
    label: 'connection',
    read: () => {
      let open = 0;
      let all = 0;
      for (const match of arena.matches()) {
        open += match.connectedCount();
        all += match.header.seats.length;
      }
      return [
        ['open', open],
        ['none', all - open],
      ];
    },
  });
};

/** What was counted as it happened. */
const addPlay = (register: Registry, { meter }: RegistryDeps): void => {
  const registers = [register];
  register.registerMetric(meter.ack.metric);
  register.registerMetric(meter.commit.metric);
  const moves: Counter = new Counter({
    name: 'agon_moves_total',
    help: 'Actions that were acknowledged.',
    registers,
    collect() {
      moves.reset();
      moves.inc(meter.ack.count());
    },
  });
  addCounter(registers, {
    name: 'agon_refusals_total',
    help: 'Refused attempts, by class.',
    label: 'class',
    read: () => Object.entries(meter.refusals),
  });
  addCounter(registers, {
    name: 'agon_errors_total',
    help: 'Refusals of the doors, by code.',
    label: 'code',
    read: () => meter.errors,
  });
};

/** What is played to its end, counted as matches end. */
const addEnds = (registers: Registry[], { arena }: RegistryDeps): void => {
  const ended = new Counter({
    name: 'agon_matches_ended_total',
    help: 'Matches that ended, by game and how.',
    labelNames: ['game', 'termination'],
    registers,
  });
  const steps = new Counter({
    name: 'agon_steps_total',
    help: 'Steps of matches that ended, by game.',
    labelNames: ['game'],
    registers,
  });
  arena.onEnded((match, { termination }) => {
    const game = match.game.id;
    ended.inc({ game, termination });
    steps.inc({ game }, match.progress().steps);
  });
};

const addDoors = (registers: Registry[], { meter: { roomClients }, sockets }: RegistryDeps): void => {
  addGauge(registers, {
    name: 'agon_sockets',
    help: 'Open sockets, by door.',
    label: 'door',
    read: () => [
      ['json', sockets()],
      ['rooms', roomClients.seat + roomClients.spectator + roomClients.hall],
    ],
  });
  addGauge(registers, {
    name: 'agon_spectators',
    help: 'Sockets of those who watch, by what.',
    label: 'room',
    read: () => [
      ['match', roomClients.spectator],
      ['hall', roomClients.hall],
    ],
  });
};

const addProcess = (register: Registry, { faults, loop, version }: RegistryDeps): void => {
  const registers = [register];
  collectDefaultMetrics({ register });
  addNumber(
    registers,
    'agon_faults_contained',
    'Errors that were contained and reported since the start.',
    () => faults.count(),
  );
  addNumber(
    registers,
    'agon_loop_lag_seconds',
    'How late the event loop is, over the last second or so; readiness goes by it.',
    () => loop.lagMs() / 1000,
  );
  new Gauge({
    name: 'agon_build_info',
    help: 'Always 1; the labels name the build.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1);
};

/** All figures of a server, for Prometheus. */
export const createRegistry = (deps: RegistryDeps): Registry => {
  const register = new Registry();
  addProcess(register, deps);
  addMatches([register], deps);
  addPlay(register, deps);
  addEnds([register], deps);
  addDoors([register], deps);
  return register;
};
