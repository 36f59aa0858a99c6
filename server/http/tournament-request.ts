import type { AnyGame } from '../../games/game.ts';
import type { Principal } from '../accounts/accounts.ts';
import type { PlannedSeat } from '../arena/plan.ts';
import { isRefusal, refuse, type Refusal } from '../errors.ts';
import type { DoorLimits } from '../gateway/door-limits.ts';
import { matchesMax } from '../tournaments/batch.ts';
import { type CheckedFile, checkTournamentFile } from '../tournaments/file.ts';
import type { TournamentTable } from '../tournaments/tournament-table.ts';
import { planSeat, type SeatingDesk } from './seat-word.ts';

/** Everything of a new tournament but its id and seed. */
export type TournamentRequest = Omit<Parameters<TournamentTable['create']>[0], 'id' | 'root'> & {
  /** The seed that was asked for. */
  readonly seed: string | undefined;
};

const faultsToldMax = 8;

const bad = (faults: readonly string[]): Refusal =>
  refuse('bad-tournament', faults.slice(0, faultsToldMax).join(' ; '));

/** The seat of a player who can play every game. */
const enter = async (
  { games }: CheckedFile,
  word: string,
  desk: SeatingDesk,
): Promise<PlannedSeat | Refusal> => {
  if (!/^(agent|bot|entry):/.test(word))
    return refuse(
      'address-not-allowed',
      `${JSON.stringify(word)}: a player of a tournament is "agent:ID", "bot:NAME" or "entry:NAME".`,
    );
  let seat: PlannedSeat | Refusal | undefined;
  for (const { game } of games) {
    seat = await planSeat(desk, word, game.id);
    if (isRefusal(seat)) return seat;
  }
  return seat!;
};

const enterAll = async (
  file: CheckedFile,
  desk: SeatingDesk,
): Promise<{ readonly names: readonly string[]; readonly seats: readonly PlannedSeat[] } | Refusal> => {
  const names: string[] = [];
  const seats: PlannedSeat[] = [];
  for (const [at, { name, player }] of file.players.entries()) {
    const seat = await enter(file, player, desk);
    if (isRefusal(seat)) return { ...seat, message: `players.${at}: ${seat.message}` };
    const label = name ?? seat.entry.name;
    if (names.includes(label))
      return bad([`players.${at}: ${label} is there twice; give each a name of its own.`]);
    names.push(label);
    seats.push(seat);
  }
  return { names, seats };
};

/** What a server plays at most: an owner's tournament must end, and leave room for others. */
const sizeFault = (file: CheckedFile, names: readonly string[], limits: DoorLimits): string | undefined => {
  if (file.concurrency > limits.tournamentConcurrencyMax)
    return `concurrency: at most ${limits.tournamentConcurrencyMax} here.`;
  return matchesMax({ file, names, root: '' }) > limits.tournamentMatchesMax
    ? `schedule: at most ${limits.tournamentMatchesMax} matches here; give a budget of games.`
    : undefined;
};

/** A requested tournament, every part checked. Only the admin arranges rated play: whoever chooses his opponents could choose them to his favour. */
export const planTournament = async (
  body: unknown,
  games: readonly AnyGame[],
  desk: SeatingDesk,
  limits: DoorLimits,
  principal: Principal,
): Promise<TournamentRequest | Refusal> => {
  const checked = checkTournamentFile(body, games);
  if ('faults' in checked) return bad(checked.faults.map(({ message }) => message));
  const { file } = checked;
  const entered = await enterAll(file, desk);
  if (isRefusal(entered)) return entered;
  const fault = sizeFault(file, entered.names, limits);
  if (fault !== undefined) return bad([fault]);
  return {
    name: file.name,
    creator: principal.id,
    file: JSON.stringify(body),
    games: file.games.map(({ game }) => game.id),
    ...entered,
    rated: principal.kind === 'admin' && file.seed === undefined,
    seed: file.seed,
  };
};
