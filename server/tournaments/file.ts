import type { AnyGame } from '../../games/game.ts';
import { attemptsSchema } from '../../replays/format.ts';
import {
  tournamentFileSchema,
  tournamentPlayerSchema,
  type Phase,
  type TournamentFile,
} from '../protocol/tournament-file.ts';
import { toldIssues, type Issue } from '../issues.ts';
import { nearestWord, suggestWord } from '../suggestion.ts';

/** Something wrong at a place in a tournament file. */
export interface FileFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A game of a tournament with its configuration as it was asked for. */
export interface ChosenGame {
  readonly game: AnyGame;
  readonly config: unknown;
}

/** A tournament file whose games exist and whose parts fit each other. */
export interface CheckedFile extends Omit<TournamentFile, 'games' | 'schedule'> {
  readonly games: readonly ChosenGame[];
  readonly schedule: readonly Phase[];
}

const phaseKeys = ['kind', 'pairs', 'rounds', 'challengers'];
const stopKeys = ['elo0', 'elo1', 'alpha', 'beta', 'model', 'confidence'];
const budgetKeys = ['games', 'tokens', 'usd', 'minutes'];

const knownKeys = [
  ...new Set([
    ...Object.keys(tournamentFileSchema.shape),
    ...Object.keys(tournamentPlayerSchema.shape),
    'id',
    'config',
    ...Object.keys(attemptsSchema.shape),
    ...phaseKeys,
    ...stopKeys,
    ...budgetKeys,
  ]),
];

const unknownKey = (path: readonly PropertyKey[], key: string): string => {
  if (path.length === 0 && key === 'pairs')
    return 'There is no key pairs here. Put it into the schedule: {kind: round-robin, pairs: 10}.';
  const nearest = nearestWord(key, knownKeys);
  return `There is no key ${key} here.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`;
};

const faultsOf = (issue: Issue): readonly FileFault[] =>
  toldIssues(issue).flatMap(({ path, message, keys }) =>
    keys === undefined
      ? [{ path, message: `${path.join('.') || 'the file'}: ${message}` }]
      : keys.map((key) => ({ path: [...path, key], message: unknownKey(path, key) })),
  );

const gameFaults = (
  { id, config }: TournamentFile['games'][number],
  at: number,
  games: readonly AnyGame[],
): ChosenGame | readonly FileFault[] => {
  const path = ['games', at];
  const game = games.find((known) => known.id === id);
  if (game === undefined) {
    const known = games.map((one) => one.id);
    const message = `games.${at}.id: There is no game ${id}. ${suggestWord(id, known)}`;
    return [{ path: [...path, 'id'], message }];
  }
  const parsed = game.schemas.config.safeParse(config ?? {});
  if (!parsed.success)
    return parsed.error.issues.flatMap((issue) =>
      faultsOf({ ...issue, path: [...path, 'config', ...issue.path] }),
    );
  if (game.roles(parsed.data).length !== 2)
    return [{ path: [...path, 'id'], message: `games.${at}.id: A tournament plays games of two seats.` }];
  return { game, config: config ?? {} };
};

const isEndless = (phase: Phase): boolean => phase.kind === 'active' && phase.rounds === undefined;

/** What does not go together, though each part is well formed. */
const partFaults = (file: TournamentFile, schedule: readonly Phase[]): readonly FileFault[] => {
  const faults: FileFault[] = [];
  const hasBudget = Object.keys(file.budget ?? {}).length > 0;
  for (const [at, phase] of schedule.entries()) {
    const path = Array.isArray(file.schedule) ? ['schedule', at] : ['schedule'];
    if (isEndless(phase) && at < schedule.length - 1)
      faults.push({ path, message: 'schedule: an active schedule before another one needs rounds.' });
    else if (isEndless(phase) && !hasBudget)
      faults.push({
        path,
        message: 'schedule: an active schedule without rounds needs a budget: equal players never part.',
      });
    if (phase.kind === 'gauntlet' && phase.challengers >= file.players.length)
      faults.push({
        path: [...path, 'challengers'],
        message: `schedule: ${phase.challengers} challengers leave nobody to challenge.`,
      });
  }
  if (file.budget !== undefined && !hasBudget)
    faults.push({ path: ['budget'], message: 'budget: name games, tokens, usd or minutes.' });
  if (file.stop.kind === 'sprt' && file.players.length !== 2)
    faults.push({ path: ['stop', 'kind'], message: 'stop: sprt is a test between two players.' });
  return faults;
};

/** A value as a tournament file, or everything that is wrong with it. */
export const checkTournamentFile = (
  value: unknown,
  games: readonly AnyGame[],
): { readonly file: CheckedFile } | { readonly faults: readonly FileFault[] } => {
  const parsed = tournamentFileSchema.safeParse(value);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(faultsOf) };
  const schedule = [parsed.data.schedule].flat();
  const chosen = parsed.data.games.map((game, at) => gameFaults(game, at, games));
  const faults = [
    ...chosen.flatMap((one) => ('game' in one ? [] : one)),
    ...partFaults(parsed.data, schedule),
  ];
  if (faults.length > 0) return { faults };
  return {
    file: { ...parsed.data, schedule, games: chosen.flatMap((one) => ('game' in one ? [one] : [])) },
  };
};
