import { once } from 'node:events';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { edited } from './edits.ts';
import type { Prey } from './prey.ts';

/** Frames of a Colyseus client: the acknowledgement of its join, messages with and without a body, a request, a leave. */
const recorded: readonly Uint8Array[] = [
  Uint8Array.from([10]),
  // ROOM_DATA "act" {"turn":1,"id":"a","action":"rock"}, as MessagePack.
  Uint8Array.from([
    13, 0xa3, 0x61, 0x63, 0x74, 0x83, 0xa4, 0x74, 0x75, 0x72, 0x6e, 1, 0xa2, 0x69, 0x64, 0xa1, 0x61, 0xa6,
    0x61, 0x63, 0x74, 0x69, 0x6f, 0x6e, 0xa4, 0x72, 0x6f, 0x63, 0x6b,
  ]),
  Uint8Array.from([13, 0xa6, 0x72, 0x65, 0x73, 0x69, 0x67, 0x6e]),
  Uint8Array.from([21, 0xce, 0, 0, 0, 1, 0xa3, 0x61, 0x63, 0x74, 0x80]),
  Uint8Array.from([17, 0xa3, 0x61, 0x63, 0x74, 1, 2, 3]),
  Uint8Array.from([12]),
];

interface Seat {
  readonly processId: string;
  readonly sessionId: string;
}

/** A seat in a room, by the same request as the SDK's; undefined while the room lets nobody in. */
const reserve = async ({ url }: Prey, room: string, options: object): Promise<Seat | undefined> => {
  const answer = await fetch(`${url}/matchmake/joinById/${room}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(options),
  });
  const told = (await answer.json()) as Seat;
  return answer.status === 200 ? told : undefined;
};

/** Binary frames in a room: of a spectator, of a seat, and in the hall. */
export const roomFrames = (prey: Prey): fc.IAsyncProperty<unknown> => {
  const place = fc.constantFrom(
    { room: prey.match, options: {} },
    { room: prey.match, options: { ticket: prey.tickets[0] } },
    { room: 'hall', options: {} },
  );
  const frames = fc.array(edited(recorded), { maxLength: 6 });
  return fc.asyncProperty(place, fc.boolean(), frames, async ({ room, options }, isJoined, said) => {
    const seat = await reserve(prey, room, options);
    if (seat === undefined) return;
    const address = `${prey.url.replace('http', 'ws')}/${seat.processId}/${room}?sessionId=${seat.sessionId}`;
    const socket = new WebSocket(address);
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    await Promise.race([once(socket, 'open'), closed]);
    if (socket.readyState === socket.OPEN) {
      if (isJoined) socket.send(recorded[0]!);
      for (const frame of said) socket.send(frame);
      socket.ping();
      await Promise.race([once(socket, 'pong'), closed]);
    }
    socket.terminate();
    await closed;
  });
};
