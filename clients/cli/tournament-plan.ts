import type { Tournament } from '../../server/tournaments/tournament.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import { exits, isCliError } from './cli-error.ts';
import { chooseEntrant, type Entrant } from './entrant.ts';
import { fileError, type ReadTournament } from './tournament-file.ts';
import type { LineFault } from '../../server/config/yaml-file.ts';

/** A fault of the file as one of its lines; whatever else went wrong is passed on. */
const faultOf = (error: unknown, line: number): LineFault => {
  if (isCliError(error) && error.exit === exits.usage) return { line, message: error.message };
  throw error;
};

/** A player of a file, and what tables call it. */
interface Player extends Entrant {
  readonly label: string;
}

/** The players of a file, each able to play every game of it; throws an error that names the lines of those that are not. */
const enterPlayers = (
  { tournament, lineOf }: ReadTournament,
  host: PlayerHost,
  path: string,
): readonly Player[] => {
  const faults: LineFault[] = [];
  const entered: Player[] = [];
  for (const [at, { name, player }] of tournament.players.entries()) {
    const line = lineOf(['players', at, 'player']);
    for (const [number, { game }] of tournament.games.entries()) {
      try {
        const entrant = chooseEntrant(host, player, game.id, { name, owner: 'local' });
        if (number > 0) continue;
        const label = name ?? entrant.entry.agent;
        if (entered.some((other) => other.label === label))
          faults.push({ line, message: `${label} is there twice; give each a name of its own.` });
        entered.push({ ...entrant, label });
      } catch (error) {
        faults.push(faultOf(error, line));
      }
    }
  }
  if (faults.length > 0) throw fileError(path, faults);
  return entered;
};

/** The tournament of a file, to be played by this machine, but for its seed. */
export const planTournament = (
  read: ReadTournament,
  host: PlayerHost,
  path: string,
): ((root: string) => Tournament) => {
  const players = enterPlayers(read, host, path);
  const file = read.tournament;
  return (root) => ({
    file,
    names: players.map(({ label }) => label),
    root,
    seats: players,
    identity: `${file.name}|${root}`,
    event: file.name,
    release: 'end',
    // A seed of somebody's choice makes a match casual.
    rated: file.seed === undefined,
  });
};
