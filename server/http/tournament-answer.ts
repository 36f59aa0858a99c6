import type { Arena } from '../arena/arena.ts';
import type { Pairing, TournamentDetails } from '../protocol/tournament-routes.ts';
import { matchesMax } from '../tournaments/batch.ts';
import { pairResult, pairStateIn } from '../tournaments/pair-result.ts';
import type { ScheduledPair } from '../tournaments/pair.ts';
import type { Course } from '../tournaments/run.ts';
import type { ServedTournament } from '../tournaments/tournaments.ts';

const pairingOf = (
  { tournament }: ServedTournament,
  arena: Pick<Arena, 'live'>,
  { rows }: Course,
  pair: ScheduledPair,
): Pairing => {
  const { identity } = tournament;
  const { game, players } = pair;
  const { matches } = pairStateIn(identity, pair, rows);
  return {
    game,
    players: [...players],
    points: pairResult(identity, pair, rows)?.points ?? null,
    matches: matches.map(({ id, players: seats }) => {
      const row = rows.get(id);
      const status = row === undefined ? (arena.live(id) === undefined ? 'planned' : 'running') : 'over';
      return {
        match: id,
        seats: [...seats],
        status,
        scores: row === undefined ? null : row.seats.map(({ score }) => score),
      };
    }),
  };
};

/** Pairs from a place in the schedule on, those of the batch that is under way being the last. */
export const pairingsOf = (
  served: ServedTournament,
  arena: Pick<Arena, 'live'>,
  from: number,
  limit: number,
): { readonly items: readonly Pairing[]; readonly next?: number } => {
  const course = served.run.course();
  const pairs = [...course.history.flat(), ...course.current];
  const items = pairs.slice(from, from + limit).map((pair) => pairingOf(served, arena, course, pair));
  const next = from + items.length;
  return { items, ...(next < pairs.length && { next }) };
};

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** A tournament as `GET /api/tournaments/{id}` tells of it. */
export const detailsOf = (
  served: ServedTournament,
  arena: Pick<Arena, 'live'>,
  pairingsMax: number,
): TournamentDetails => {
  const { record, tournament, run } = served;
  const course = run.course();
  const report = served.report();
  const isOver = record.status === 'over' || record.status === 'cancelled';
  const { id, name, status, rated, createdAt, endedAt } = record;
  return {
    ...{ id, name, status, rated, createdAt, endedAt },
    file: JSON.parse(record.file) as TournamentDetails['file'],
    seed: isOver ? record.root : null,
    progress: {
      matches: report.matches,
      matchesMax: finiteOrNull(matchesMax(tournament)),
      batches: report.batches,
      batchPairs: course.current.length,
      batchPairsOver: course.partial.length,
      voidPairs: report.voidPairs,
    },
    ending: report.ending,
    stop: report.stop as TournamentDetails['stop'],
    spent: report.spent,
    players: report.players as TournamentDetails['players'],
    games: report.games as unknown as TournamentDetails['games'],
    pairings: course.current.slice(0, pairingsMax).map((pair) => pairingOf(served, arena, course, pair)),
  };
};
