import type { HostedSeatContext } from '../../../server/hosting/port.ts';
import type { FullDecision } from '../../sdk/player.ts';
import type { CallRecord } from '../ledger/call-record.ts';
import type { ModelReply, ModelRequest } from '../models/chat-model.ts';

/** Watches one attempt at a turn. */
export interface TurnWatch {
  readonly call: (call: CallRecord, request: ModelRequest, reply: ModelReply | undefined) => void;
  readonly end: (decision: FullDecision | undefined) => void;
}

/** Sees what a language model does, for traces and for the log of calls. Turn 0 is what comes after the match. */
export interface TurnObserver {
  turn(seat: HostedSeatContext, turn: number, agent: string): TurnWatch;
}

/** Sees nothing. */
export const noObserver: TurnObserver = { turn: () => ({ call: () => {}, end: () => {} }) };
