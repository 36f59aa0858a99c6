import type { Json } from '../../games/game.ts';
import type { Rng } from '../../games/rng.ts';
import type { FailureCause, HostedSeatEvents, PlayerHost } from '../../server/hosting/port.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { Character, SimulatedAgent } from './agent.ts';
import type { ProcessLife } from './process.ts';
import type { SimulatedTime } from './time.ts';

/** Where the arena finds the players that it hosts itself: one that never fails, and one that may. */
export const hostedAddress = 'bot:simulated';
export const failingAddress = 'llm:simulated';

/** What is known of one hosted seat over all lives of the process. */
interface HostedSeat {
  readonly sent: ServerMessage[];
  readonly agent: SimulatedAgent & {
    character: Character;
    readonly acked: { turn: number; id: string; action: Json }[];
  };
  /** How it failed, in the life of the process that is under way. */
  failure: FailureCause['kind'] | undefined;
  end: ReturnType<SimulatedAgent['end']>;
}

/** The hosted seats of a history, by match and seat. */
export interface HostedSeats {
  of(match: string, seat: number): HostedSeat;
}

export const createHostedSeats = (): HostedSeats => {
  const seats = new Map<string, HostedSeat>();
  const create = (): HostedSeat => {
    const made: HostedSeat = {
      sent: [],
      // A bot answers every turn in time, so it must never be at fault.
      agent: { character: 'honest', acked: [], said: new Map(), end: () => made.end, start: () => {} },
      end: undefined,
      failure: undefined,
    };
    return made;
  };
  return {
    of: (match, seat) => {
      const key = `${match} ${seat}`;
      const known = seats.get(key) ?? create();
      seats.set(key, known);
      return known;
    },
  };
};

interface HostWorld {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly hosted: HostedSeats;
  readonly thinkMsMax: number;
}

const failures: readonly FailureCause[] = [
  { kind: 'budget' },
  {
    kind: 'provider',
    evidence: [
      { code: 'provider-http-503', ms: 10 },
      { code: 'provider-unreachable', ms: 1 },
    ],
  },
];

/** A model fails in one turn of six: by its provider, by its budget, or without saying why. */
const failsAt = (rng: Rng, address: string, known: HostedSeat, events: HostedSeatEvents): boolean => {
  if (address !== failingAddress) return false;
  known.agent.character = 'failing';
  if (rng.int(6) !== 0) return false;
  const cause = failures[rng.int(failures.length + 1)];
  known.failure = cause?.kind;
  events.failed(new Error('simulated failure'), cause);
  return true;
};

/** Players in the server's own process: they die with it, and remember nothing afterwards. */
export const createSimulatedHost = (
  { time, rng, hosted, thinkMsMax }: HostWorld,
  life: ProcessLife,
): PlayerHost => ({
  open: (address, { match, seat }, events) => {
    const { send } = events;
    const known = hosted.of(match, seat);
    const actions = new Map<string, Json>();
    const answer = (turn: number, legal: readonly Json[]): void => {
      const id = `h${turn}`;
      const action = rng.pick(legal);
      actions.set(id, action);
      send({ type: 'act', turn, id, action });
    };
    return {
      send: (message) => {
        const told = JSON.parse(JSON.stringify(message)) as ServerMessage;
        known.sent.push(told);
        if (told.type === 'end') known.end = told;
        if (told.type === 'ack')
          known.agent.acked.push({ turn: told.turn, id: told.id, action: actions.get(told.id)! });
        if (told.type !== 'turn') return;
        if (failsAt(rng, address, known, events)) return;
        const { turn, legal } = told;
        // Some answer inside the call that asks them.
        if (rng.int(3) === 0) answer(turn, legal!);
        else
          time.schedule(
            rng.int(thinkMsMax),
            life.whileAlive(() => answer(turn, legal!)),
          );
      },
      close: () => {},
    };
  },
  problem: () => undefined,
  bots: () => [],
  agentId: (address) => `${address}@1`,
  close: () => Promise.resolve(),
});
