import { WebSocket } from 'ws';
import { answerParent } from './child.ts';
import { percentile } from './percentile.ts';
import { pickAny } from './random-host.ts';

/** Where to connect, with the tickets of each match. */
export interface LoadPlan {
  readonly url: string;
  readonly tickets: readonly (readonly string[])[];
}

export interface PlayPlan {
  /** Matches that have a move under way at any moment. */
  readonly inFlight: number;
  /** Moves after which no more are begun. */
  readonly movesMax: number;
}

/** Moves, and how long each took from its act to its ack. */
export interface Load {
  readonly moves: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Message {
  readonly type: string;
  readonly turn: number;
  readonly legal?: readonly unknown[];
  readonly termination?: string;
}

/** One match as the load sees it: the move that it may make next. */
interface Table {
  move: (() => void) | undefined;
  isPlaying: boolean;
}

let tables = new Set<Table>();
let waiting: Table[] = [];
let movesLeft = 0;
let playing = 0;
let latencies: number[] = [];
let onReady = (): void => {};
let onIdle = (): void => {};

/** Hands a match's share of the load to another one. */
const yieldPlace = (table: Table): void => {
  table.isPlaying = false;
  const next = movesLeft > 0 ? waiting.pop() : undefined;
  if (next !== undefined) {
    next.isPlaying = true;
    makeMove(next);
    return;
  }
  playing -= 1;
  if (playing === 0) onIdle();
};

const makeMove = (table: Table): void => {
  movesLeft -= 1;
  table.move!();
};

const offerMove = (table: Table, move: () => void): void => {
  table.move = move;
  if (!table.isPlaying) {
    waiting.push(table);
    if (waiting.length === tables.size) onReady();
  } else if (movesLeft > 0) makeMove(table);
  else {
    waiting.push(table);
    yieldPlace(table);
  }
};

const sit = (url: string, ticket: string, table: Table): void => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/play`, { perMessageDeflate: false });
  let legal: readonly unknown[] = [];
  let sentAt = 0;
  const act = (turn: number) => (): void => {
    sentAt = performance.now();
    socket.send(JSON.stringify({ type: 'act', turn, id: `a${turn}`, action: pickAny(legal) }));
  };
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, ticket })));
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as Message;
    switch (message.type) {
      case 'turn':
        ({ legal = [] } = message);
        return offerMove(table, act(message.turn));
      case 'ack':
        latencies.push(performance.now() - sentAt);
        return undefined;
      // The echo of an act: the same seat moves again.
      case 'act':
        latencies.push(performance.now() - sentAt);
        return offerMove(table, act(message.turn + 1));
      case 'end':
        if (message.termination !== undefined && message.termination !== 'normal')
          throw new Error(`a match ended by ${message.termination}`);
        if (tables.delete(table) && table.isPlaying) yieldPlace(table);
        return undefined;
      default:
        return undefined;
    }
  });
  socket.on('error', (error) => {
    throw error;
  });
};

const connect = ({ url, tickets }: LoadPlan): Promise<void> =>
  new Promise((resolve) => {
    tables = new Set();
    waiting = [];
    onReady = resolve;
    for (const seats of tickets) {
      const table: Table = { move: undefined, isPlaying: false };
      tables.add(table);
      for (const ticket of seats) sit(url, ticket, table);
    }
  });

const play = async ({ inFlight, movesMax }: PlayPlan): Promise<Load> => {
  latencies = [];
  movesLeft = movesMax;
  const start = performance.now();
  await new Promise<void>((resolve) => {
    onIdle = resolve;
    const begun = waiting.splice(0, inFlight);
    playing = begun.length;
    for (const table of begun) {
      table.isPlaying = true;
      makeMove(table);
    }
  });
  const seconds = (performance.now() - start) / 1000;
  return {
    moves: latencies.length,
    seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
};

answerParent({ connect, play });
