import type { Phase } from '../protocol/tournament-file.ts';
import { activeMeetings } from './active.ts';
import { pairsLeft, spentOn } from './budget.ts';
import type { CheckedFile } from './file.ts';
import type { ScheduledPair } from './pair.ts';
import type { PairResult } from './pair-result.ts';
import { allMeetings, gauntletMeetings, type Meeting } from './round-robin.ts';
import { isStopped, stopState, type StopState } from './stop-rule.ts';
import { createGameTally, type Strengths } from './strengths.ts';
import { swissMeetings } from './swiss.ts';

/** Why a tournament is over. */
export type Ending = 'schedule' | 'stop-rule' | 'budget';

/** The pairs to play next, or why there are none. */
export type Batch = { readonly pairs: readonly ScheduledPair[] } | { readonly ending: Ending };

/** All that a schedule depends on beside results. */
export interface Plan {
  readonly file: CheckedFile;
  /** What tables call the players. */
  readonly names: readonly string[];
  /** The seed of all matches. */
  readonly root: string;
}

/** A meeting in one game. */
interface GameMeeting {
  readonly players: Meeting;
  readonly game: number;
}

const inEachGame = (meetings: readonly Meeting[], { file }: Plan): readonly GameMeeting[] =>
  meetings.flatMap((players) => file.games.map((_, game) => ({ players, game })));

const repeated = <T>(items: readonly T[], times: number): readonly T[] =>
  Array.from({ length: times }, () => items).flat();

const meetingsOf = (phase: Phase & { readonly kind: 'round-robin' | 'gauntlet' }, plan: Plan) => {
  const players = plan.names.length;
  const meetings =
    phase.kind === 'gauntlet' ? gauntletMeetings(players, phase.challengers) : allMeetings(players);
  return inEachGame(meetings, plan);
};

/** A batch of a round robin holds whole cycles, and enough of them to keep all places busy. */
const cyclesABatch = (meetings: readonly GameMeeting[], { file }: Plan): number =>
  Math.ceil(file.concurrency / meetings.length);

/** The number of batches of a phase. */
const batchesOf = (phase: Phase, plan: Plan): number => {
  switch (phase.kind) {
    case 'round-robin':
    case 'gauntlet':
      return Math.ceil(phase.pairs / cyclesABatch(meetingsOf(phase, plan), plan));
    case 'swiss':
      return phase.rounds;
    case 'active':
      return phase.rounds ?? Infinity;
  }
};

/** The phase that the batch after so many others belongs to, and its number within it. */
const phaseAt = (
  plan: Plan,
  batches: number,
): { readonly phase: Phase; readonly round: number } | undefined => {
  let round = batches;
  for (const phase of plan.file.schedule) {
    const own = batchesOf(phase, plan);
    if (round < own) return { phase, round };
    round -= own;
  }
  return undefined;
};

const activeRound = (
  phase: Phase & { readonly kind: 'active' },
  round: number,
  plan: Plan,
  strengths: (game: number) => Strengths,
  isSettled: (game: number) => boolean,
): readonly GameMeeting[] => {
  const { file, names } = plan;
  const confidence = file.stop.kind === 'neighbours' ? file.stop.confidence : 1;
  const costs = file.players.map(({ cost }) => cost);
  const meetings = file.games.flatMap((_, game) =>
    isSettled(game)
      ? []
      : activeMeetings({ players: names.length, round, strengths: strengths(game), costs, confidence }).map(
          (players) => ({ players, game }),
        ),
  );
  return repeated(meetings, phase.pairs);
};

const pairsOf = (phase: Phase, plan: Plan): number => {
  const players = plan.names.length;
  const games = plan.file.games.length;
  const tables = Math.floor(players / 2);
  switch (phase.kind) {
    case 'round-robin':
    case 'gauntlet':
      return meetingsOf(phase, plan).length * phase.pairs;
    case 'swiss':
      return tables * games * phase.rounds * phase.pairs;
    case 'active':
      return tables * games * (phase.rounds ?? Infinity) * phase.pairs;
  }
};

/** So many matches at most count in the end; infinite where only a stop rule or a budget of another kind ends it. */
export const matchesMax = (plan: Plan): number => {
  const scheduled = 2 * plan.file.schedule.reduce((sum, phase) => sum + pairsOf(phase, plan), 0);
  return Math.min(scheduled, plan.file.budget?.games ?? Infinity);
};

/** Says what is played next, as results come in. */
export interface Scheduler {
  /** Takes the results of the batch that was to be played. */
  readonly add: (results: readonly PairResult[]) => void;
  /** What is to be played now. */
  readonly batch: () => Batch;
  /** Where the stop rule stands. */
  readonly stop: () => StopState;
}

/**
 * A schedule: a function of file, seed, declared costs and the results of whole batches alone, so that a run that was
 * interrupted and one that was not come to the same matches.
 */
export const createScheduler = (plan: Plan): Scheduler => {
  const { file, names, root } = plan;
  const results: PairResult[] = [];
  const tallies = file.games.map(() => createGameTally(names));
  const pairs = file.games.map(() => 0);
  let batches = 0;
  const strengths = (game: number): Strengths => tallies[game]!.strengths();
  const stop = (): StopState =>
    stopState(file.stop, results, { players: names.length, games: file.games.length }, strengths);

  const meetingsAt = (phase: Phase, round: number): readonly GameMeeting[] => {
    switch (phase.kind) {
      case 'round-robin':
      case 'gauntlet': {
        const cycle = meetingsOf(phase, plan);
        const cycles = cyclesABatch(cycle, plan);
        return repeated(cycle, Math.min(cycles, phase.pairs - round * cycles));
      }
      case 'swiss':
        return repeated(inEachGame(swissMeetings(names.length, results, root), plan), phase.pairs);
      case 'active': {
        const state = stop();
        const isSettled = (game: number): boolean =>
          state.kind === 'neighbours' && state.games[game]!.isSeparated;
        return activeRound(phase, round, plan, strengths, isSettled);
      }
    }
  };
  return {
    stop,
    add: (played) => {
      for (const result of played) {
        results.push(result);
        tallies[result.game]!.add(result);
        pairs[result.game]! += 1;
      }
      batches += 1;
    },
    batch: () => {
      if (isStopped(stop())) return { ending: 'stop-rule' };
      const left = file.budget === undefined ? Infinity : pairsLeft(file.budget, spentOn(results));
      if (left < 1) return { ending: 'budget' };
      const at = phaseAt(plan, batches);
      if (at === undefined) return { ending: 'schedule' };
      // Each pair has a number within its game.
      const counts = [...pairs];
      const numbered = meetingsAt(at.phase, at.round).map(({ players, game }) => {
        const pair = counts[game]!;
        counts[game] = pair + 1;
        return { players, game, pair };
      });
      return { pairs: numbered.slice(0, left) };
    },
  };
};
