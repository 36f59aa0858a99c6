import { once } from 'node:events';
import { Client, type Room } from '@colyseus/sdk';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import type { TestArena } from './test-arena.ts';

/** A room with every message that came, by type, and a wait for the next of a type. */
export interface RoomClient {
  readonly room: Room;
  readonly next: (type: ServerMessage['type']) => Promise<ServerMessage>;
  readonly left: Promise<number>;
}

export const join = async (arena: TestArena, id: string, options: object = {}): Promise<RoomClient> => {
  const room = await new Client(arena.url).joinById(id, options);
  room.reconnection.enabled = false;
  const messages: ServerMessage[] = [];
  let wake = (): void => {};
  room.onMessage('*', (_type: string | number, message: ServerMessage) => {
    messages.push(message);
    wake();
  });
  const left = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
  onTestFinished(() => room.connection?.close());
  const next = async (type: ServerMessage['type']): Promise<ServerMessage> => {
    for (;;) {
      const message = messages.shift();
      if (message?.type === type) return message;
      if (message === undefined) await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { room, next, left };
};

export interface Watched {
  readonly status: string;
  readonly step: number;
  readonly view: string;
  readonly result: string;
  readonly seats: Iterable<{ readonly name: string; readonly connected: boolean; readonly acting: boolean }>;
}

/** Waits until the room's state is as `isSo` says. */
export const until = (room: Room, isSo: (state: Watched) => boolean): Promise<Watched> =>
  new Promise((resolve) => {
    const look = (): void => {
      const state = room.state as Watched | undefined;
      if (state?.status !== undefined && isSo(state)) resolve(state);
    };
    room.onStateChange(look);
    look();
  });

export const act = (turn: number, id: string, action: unknown) => ({ turn, id, action });

/** Asks for a seat as the SDK does. */
export const reserve = (arena: TestArena, room: string, body: unknown): Promise<Response> =>
  arena.post(`/matchmake/joinById/${room}`, body);

/** A socket of a reserved seat that reads but says nothing, not even that it has joined. */
export const openSilently = async (arena: TestArena, room: string, options: object): Promise<WebSocket> => {
  const seat = (await (await reserve(arena, room, options)).json()) as {
    processId: string;
    sessionId: string;
  };
  const address = `${arena.url.replace('http', 'ws')}/${seat.processId}/${room}?sessionId=${seat.sessionId}`;
  const socket = new WebSocket(address, { perMessageDeflate: true });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
};
