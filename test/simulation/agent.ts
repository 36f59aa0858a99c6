import type { Json } from '../../games/game.ts';
import type { Rng } from '../../games/rng.ts';
import type { Act, ServerMessage, Turn, Welcome } from '../../server/protocol/messages.ts';
import { happens, type Faults } from './faults.ts';
import type { Socket, SocketEvents } from './network.ts';
import type { SimulatedTime } from './time.ts';

/**
 * `honest`: always answers in time with a legal action, comes back at once, and so must never be at fault.
 * `clumsy`: sends illegal, stale, malformed and repeated frames as well. `silent`: stops answering.
 * `absent`: never comes. `quitter`: resigns some time.
 */
export const characters = [
  'honest',
  'honest',
  'honest',
  'clumsy',
  'clumsy',
  'silent',
  'absent',
  'quitter',
] as const;
/** `failing`: hosted by the arena, and may be unable to go on. */
export type Character = (typeof characters)[number] | 'failing';

/** What an agent was promised by the server. */
export interface AckedAct {
  readonly turn: number;
  readonly id: string;
  readonly action: Json;
}

export interface SimulatedAgent {
  readonly character: Character;
  readonly acked: readonly AckedAct[];
  /** What it said in words that no game takes for a move, by id. */
  readonly said: ReadonlyMap<string, string>;
  readonly end: () => Extract<ServerMessage, { type: 'end' }> | undefined;
  start(): void;
}

/** What an agent lives in. */
export interface AgentWorld {
  readonly time: SimulatedTime;
  readonly rng: Rng;
  readonly faults: Faults;
  readonly connect: (events: SocketEvents) => Socket;
  /** Long enough to think, short enough that an honest agent is never late. */
  readonly thinkMsMax: number;
  /** A text that must never reach another seat before the match is released. */
  readonly canary: string;
}

interface Sent {
  readonly turn: number;
  readonly id: string;
  readonly action: Json;
  readonly frame: string;
}

const nonsense = [
  '',
  '{',
  'null',
  '[]',
  '"act"',
  '{"type":"constructor"}',
  '{"type":"act","turn":"x"}',
] as const;

/** An agent of the JSON door with the habits of its character. It keeps what it sent until it is answered. */
export const createAgent = (character: Character, world: AgentWorld): SimulatedAgent => {
  const { time, rng, faults } = world;
  const acked: AckedAct[] = [];
  const said = new Map<string, string>();
  const sent = new Map<string, Sent>();
  let end: Extract<ServerMessage, { type: 'end' }> | undefined;
  let socket: Socket | undefined;
  let open: Sent | undefined;
  let ids = 0;
  let isSilent = false;

  const transmit = (frame: string): void => {
    socket?.send(frame);
    if (happens(rng, faults.duplicatePercent)) socket?.send(frame);
  };
  const transmitAct = (act: Omit<Act, 'type'>): void => transmit(JSON.stringify({ type: 'act', ...act }));
  const say = (turn: number, text: string): void => {
    const id = `w${ids++}`;
    said.set(id, text);
    transmitAct({ turn, id, text });
  };
  const misbehave = ({ turn, legal }: Turn): void => {
    const kind = rng.int(5);
    if (kind === 0) transmit(rng.pick(nonsense));
    else if (kind === 1) say(turn - 1 + rng.int(3), 'neither this nor that');
    else if (kind === 2) say(turn, `${world.canary} I move`);
    else if (kind === 3 && sent.size > 0) transmit(rng.pick([...sent.values()]).frame);
    // An id that was answered, for another turn: the old answer comes again, and nothing is played.
    else if (acked.length > 0) transmitAct({ turn, id: rng.pick(acked).id, action: rng.pick(legal!) });
  };
  const answer = (turn: Turn): void => {
    if (isSilent || end !== undefined) return;
    if (open?.turn === turn.turn) return transmit(open.frame);
    const action = rng.pick(turn.legal!);
    const id = `a${ids++}`;
    const frame = JSON.stringify({ type: 'act', turn: turn.turn, id, action, reasoning: world.canary });
    open = { turn: turn.turn, id, action, frame };
    sent.set(id, open);
    transmit(frame);
    // A resignation on the heels of a move must not undo what the move decided.
    if (character === 'quitter' && rng.int(4) === 0) transmit(JSON.stringify({ type: 'resign' }));
  };
  const onTurn = (turn: Turn): void => {
    if (character === 'silent' && rng.int(6) === 0) isSilent = true;
    if (character === 'quitter' && rng.int(6) === 0) transmit(JSON.stringify({ type: 'resign' }));
    if (character === 'clumsy' && rng.int(2) === 0) misbehave(turn);
    time.schedule(rng.int(world.thinkMsMax), () => answer(turn));
  };
  const onDurable = (id: string): void => {
    const act = sent.get(id);
    if (act !== undefined) acked.push(act);
    if (open?.id === id) open = undefined;
  };
  const onWelcome = (last: Welcome['last']): void => {
    if (last !== null) onDurable(last.id);
    // What the server did not keep may be decided anew.
    if (rng.int(3) === 0) open = undefined;
  };
  const onFrame = (message: ServerMessage): void => {
    if (message.type === 'turn') onTurn(message);
    if (message.type === 'end') end = message;
    if (message.type === 'ack') onDurable(message.id);
    if (message.type === 'welcome') onWelcome(message.last);
  };
  const connect = (): void => {
    if (end !== undefined) return;
    let mine: Socket | undefined;
    const onClose = (code: number): void => {
      if (socket !== mine) return;
      socket = undefined;
      if (end === undefined && code !== 4003 && code !== 4011) time.schedule(50 + rng.int(200), connect);
    };
    mine = world.connect({ onFrame, onClose });
    socket = mine;
  };
  return {
    character,
    acked,
    said,
    end: () => end,
    start: () => {
      if (character !== 'absent') time.schedule(rng.int(1_000), connect);
    },
  };
};
