import type { AnyGame } from '../../games/game.ts';
import type { AttemptsPolicy, ClockSettings } from '../../replays/format.ts';
import type { MatchPlan, PlannedSeat } from '../arena/plan.ts';
import { formatIssues, isRefusal, refuse, type Refusal } from '../errors.ts';
import { presetClocks } from '../match/clock-presets.ts';
import type { CreateMatch } from '../protocol/routes.ts';
import { planSeat, type SeatingDesk } from './seat-word.ts';

const defaultAttempts: AttemptsPolicy = { max: 3, then: 'forfeit' };

const planClock = (clock: CreateMatch['clock'] = 'llm'): ClockSettings | Refusal => {
  if (typeof clock === 'string') return presetClocks[clock];
  if (clock.bankMs === 0 && (clock.moveMs ?? 0) === 0)
    return refuse('bad-body', 'body: clock: a turn needs time: set moveMs or bankMs.');
  return { preset: 'custom', ...clock };
};

const planSeats = async (
  desk: SeatingDesk,
  words: readonly string[],
  game: string,
): Promise<readonly PlannedSeat[] | Refusal> => {
  const seats: PlannedSeat[] = [];
  for (const word of words) {
    const seat = await planSeat(desk, word, game);
    if (isRefusal(seat)) return seat;
    seats.push(seat);
  }
  return seats;
};

const isAction = (game: AnyGame, attempts: AttemptsPolicy): boolean =>
  attempts.then === 'forfeit' || game.schemas.action.safeParse(attempts.then.default).success;

/** A requested match as a plan, every part checked. It is casual: rated play is arranged by the server alone. */
export const planMatch = async (
  body: CreateMatch,
  game: AnyGame,
  desk: SeatingDesk,
  creator: string,
): Promise<MatchPlan | Refusal> => {
  const config = game.schemas.config.safeParse(body.config ?? game.defaults);
  if (!config.success) return refuse('bad-config', `config: ${formatIssues(config.error.issues)}`);
  const roles = game.roles(config.data).map(({ name }) => name);
  if (roles.length !== body.seats.length)
    return refuse('bad-seats', `${game.id} has ${roles.length} seats: ${roles.join(', ')}.`);
  const clock = planClock(body.clock);
  if ('code' in clock) return clock;
  const attempts = body.attempts ?? defaultAttempts;
  if (!isAction(game, attempts))
    return refuse('bad-body', `body: attempts.then.default: it is no action of ${game.id}.`);
  const seats = await planSeats(desk, body.seats, game.id);
  if ('code' in seats) return seats;
  return {
    game,
    config: config.data,
    seats,
    clock,
    attempts,
    legalTold: body.legalTold ?? true,
    rated: false,
    release: 'end',
    ...(body.spectatorDelayMs !== undefined && { spectatorDelayMs: body.spectatorDelayMs }),
    ...(body.seed !== undefined && { seed: body.seed }),
    creator,
  };
};
