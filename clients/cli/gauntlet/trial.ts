import type { Act, ServerMessage } from '../../../server/protocol/messages.ts';
import { limits } from '../../../server/protocol/limits.ts';
import { agentFault, type AgentFault, type FaultCode } from './fault.ts';

/** One of the agent's sockets, with both ends in the hands of a script. */
export interface Tap {
  toAgent(message: object): void;
  toArena(message: object): void;
  /** Breaks the connection, as a network would. */
  cut(): void;
  close(code: number, reason: string): void;
}

/** What is done to the frames of one match. Answers what goes on in place of the frame; undefined: nothing does. */
export interface Script {
  fromAgent?(act: Act, tap: Tap, trial: Trial): object | undefined;
  fromArena?(message: ServerMessage, tap: Tap, trial: Trial): object | undefined;
  /** The script makes the agent lose by time, so that is no fault. */
  readonly isTimeoutExpected?: boolean;
}

/** One match of an agent under a script, and what is seen of it. */
export interface Trial {
  readonly script: Script;
  readonly seat: number;
  readonly faults: AgentFault[];
  /** Every act, in the order in which they came. */
  readonly acts: Act[];
  /** Ids of acts that the script made or changed: what the arena says to them is not the agent's doing. */
  readonly ours: Set<string>;
  connections: number;
  isWelcome: boolean;
  /** No connection may come any more: what ended the seat. */
  overBy: string | undefined;
  fault(code: FaultCode, message: string): void;
  /** The match was played to an end that blames nobody. */
  endedWell: boolean;
  /** Whether the script has seen what it wanted to see. */
  isFinished: boolean;
  finish(): void;
  /** Resolves when the script is finished. */
  readonly finished: Promise<void>;
}

export const createTrial = (script: Script, seat: number): Trial => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const faults: AgentFault[] = [];
  const trial: Trial = {
    script,
    seat,
    faults,
    acts: [],
    ours: new Set(),
    connections: 0,
    isWelcome: false,
    overBy: undefined,
    fault: (code, message) => {
      if (!faults.some((fault) => fault.code === code)) faults.push(agentFault(code, message));
    },
    endedWell: false,
    isFinished: false,
    finish: () => {
      trial.isFinished = true;
      resolve();
    },
    finished: promise,
  };
  return trial;
};

/** The agent has opened a socket for this match. */
export const noteConnection = (trial: Trial, path: string): void => {
  trial.connections += 1;
  if (path.includes('?')) trial.fault('ticket-in-url', `The agent connected to ${path.slice(0, 60)}….`);
  if (trial.overBy !== undefined)
    trial.fault('came-back', `The agent connected again after ${trial.overBy}.`);
};

/** The agent has sent a frame of this size. */
export const noteFrame = (trial: Trial, bytes: number, isBinary: boolean): void => {
  if (bytes > limits.frameBytesMax) trial.fault('frame-too-big', `A frame had ${bytes} bytes.`);
  if (isBinary) trial.fault('bad-frame', 'A frame was binary.');
};

const describe = ({ action, text }: Act): string => JSON.stringify(action ?? text)?.slice(0, 80) ?? 'nothing';

/** The agent has answered a turn. */
export const noteAct = (trial: Trial, act: Act): void => {
  const twin = trial.acts.find(({ id }) => id === act.id);
  if (twin !== undefined && (twin.turn !== act.turn || describe(twin) !== describe(act)))
    trial.fault(
      'id-reused',
      `The id ${JSON.stringify(act.id)} stood for ${describe(twin)} at turn ${twin.turn}, then for ${describe(act)} at turn ${act.turn}.`,
    );
  trial.acts.push(act);
};

const noteEnd = (trial: Trial, { fault, termination }: Extract<ServerMessage, { type: 'end' }>): void => {
  trial.overBy = 'the end';
  if (fault?.seat === trial.seat) {
    if (fault.class === 'timeout' && trial.script.isTimeoutExpected !== true)
      trial.fault('too-slow', 'The time for a move ran out, and the match was lost.');
    if (fault.class === 'disconnect') trial.fault('gone', 'The seat was left, and the match was lost.');
  }
  trial.endedWell = fault === null && termination === 'normal';
};

/** The arena has said something to the agent. */
export const noteMessage = (trial: Trial, message: ServerMessage): void => {
  switch (message.type) {
    case 'welcome':
      trial.isWelcome = true;
      return;
    case 'refused':
      // A match is called off as soon as a script is finished, which may cross an act on its way.
      if (trial.ours.has(message.id) || trial.isFinished) return;
      if (message.code === 'stale')
        trial.fault('out-of-turn', `An act for turn ${message.turn} came when it was not open.`);
      else trial.fault('illegal-move', `Refused (${message.code}): ${message.message}`);
      return;
    case 'error':
      if (message.code === 'rate-limited') trial.fault('flood', message.message);
      else trial.fault('bad-frame', `${message.code}: ${message.message} ${message.hint}`);
      return;
    case 'end':
      return noteEnd(trial, message);
    case 'turn':
    case 'ack':
    case 'update':
    case 'moved':
    case 'pong':
  }
};
