import { Router } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { HttpDeps } from './http-deps.ts';

type MetricsDeps = Pick<HttpDeps, 'arena' | 'faults'>;

/** How many matches are in each state now, and how many of their seats have a connection. */
const addGauges = ({ arena, faults }: MetricsDeps, registers: Registry[]): void => {
  const matches = new Gauge({
    name: 'agon_matches',
    help: 'Matches that are not over, by status.',
    labelNames: ['status'],
    registers,
    collect() {
      const counts = { waiting: 0, running: 0, over: 0 };
      for (const match of arena.matches()) counts[match.status()] += 1;
      matches.set({ status: 'waiting' }, counts.waiting);
      matches.set({ status: 'running' }, counts.running);
    },
  });
  const seats = new Gauge({
    name: 'agon_seats_connected',
    help: 'Seats of live matches that have a connection.',
    registers,
    collect() {
      let connected = 0;
      for (const match of arena.matches()) connected += match.connectedCount();
      seats.set(connected);
    },
  });
  const contained = new Gauge({
    name: 'agon_faults_contained',
    help: 'Errors that were contained and reported since the start.',
    registers,
    collect() {
      contained.set(faults.count());
    },
  });
};

/** What has been played since the start, counted as matches end. */
const addCounters = ({ arena }: MetricsDeps, registers: Registry[]): void => {
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
  const refusals = new Counter({
    name: 'agon_refusals_total',
    help: 'Refused attempts in matches that ended, by game.',
    labelNames: ['game'],
    registers,
  });
  arena.onEnded((match, { termination }) => {
    const game = match.game.id;
    const progress = match.progress();
    ended.inc({ game, termination });
    steps.inc({ game }, progress.steps);
    refusals.inc({ game }, progress.refusals);
  });
};

/** Figures for Prometheus: matches, steps, refusals, and the process itself. */
export const metricsRoutes = (deps: MetricsDeps): Router => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  addGauges(deps, [register]);
  addCounters(deps, [register]);
  const router = Router();
  router.get('/metrics', (_request, response, next) => {
    register.metrics().then(
      (text) => void response.type(register.contentType).send(text),
      (error: unknown) => next(error),
    );
  });
  return router;
};
