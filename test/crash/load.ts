import { playMatch } from '../../clients/sdk/index.ts';
import type { EndMessage } from '../../clients/sdk/index.ts';
import { stepRng } from '../../games/rng.ts';

/** One match under load, and what its seats were promised. */
export interface LoadedMatch {
  readonly id: string;
  /** Ids that were acknowledged, by seat, with their turn. */
  readonly acked: readonly Map<string, number>[];
  readonly ends: Promise<readonly EndMessage[]>;
}

interface Created {
  readonly match: string;
  readonly tickets: readonly string[];
}

const post = async (url: string, body: unknown): Promise<Created> => {
  const answer = await fetch(`${url}/api/matches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Created;
};

const games = [
  { game: 'rock-paper-scissors', config: { rounds: 150 } },
  { game: 'kuhn-poker', config: { hands: 60 } },
  { game: 'chess', config: { stepsMax: 200 } },
] as const;

/** Creates a match and plays all its seats with random agents over the JSON door, through every crash. */
export const loadMatch = async (
  url: string,
  at: number,
  clock: unknown,
  onAck: () => void,
): Promise<LoadedMatch> => {
  const body = { ...games[at % games.length], seats: ['open', 'open'], clock };
  const created = await post(url, body);
  const acked = created.tickets.map(() => new Map<string, number>());
  const ends = created.tickets.map((ticket, seat) => {
    const rng = stepRng(at.toString(16).padStart(32, '0'), seat);
    return playMatch({
      url,
      ticket,
      player: ({ legal }) => ({ action: rng.pick(legal!) }),
      observe: (message) => {
        if (message.type === 'ack') {
          acked[seat]!.set(message.id, message.turn);
          onAck();
        }
      },
    });
  });
  return { id: created.match, acked, ends: Promise.all(ends) };
};
