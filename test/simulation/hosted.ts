import type { Json } from '../../games/game.ts';
import type { Rng } from '../../games/rng.ts';
import type { PlayerHost } from '../../server/hosting/port.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { SimulatedAgent } from './agent.ts';
import type { ProcessLife } from './process.ts';
import type { SimulatedTime } from './time.ts';

/** Where the arena finds the player that it hosts itself. */
export const hostedAddress = 'bot:simulated';

/** What is known of one hosted seat over all lives of the process. */
interface HostedSeat {
  readonly sent: ServerMessage[];
  readonly agent: SimulatedAgent & { readonly acked: { turn: number; id: string; action: Json }[] };
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
      // It answers every turn in time, so it must never be at fault.
      agent: { character: 'honest', acked: [], end: () => made.end, start: () => {} },
      end: undefined,
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

/** Players in the server's own process: they die with it, and remember nothing afterwards. */
export const createSimulatedHost = (
  { time, rng, hosted, thinkMsMax }: HostWorld,
  life: ProcessLife,
): PlayerHost => ({
  open: (_, { match, seat }, { send }) => {
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
