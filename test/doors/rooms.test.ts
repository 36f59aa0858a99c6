import { once } from 'node:events';
import { Client, type Room } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../server/protocol/messages.ts';
import { connectAgent } from './json-agent.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

/** A room with every message that came, by type, and a wait for the next of a type. */
interface RoomClient {
  readonly room: Room;
  readonly next: (type: ServerMessage['type']) => Promise<ServerMessage>;
  readonly left: Promise<number>;
}

const join = async (arena: TestArena, id: string, options: object = {}): Promise<RoomClient> => {
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

interface Watched {
  readonly status: string;
  readonly step: number;
  readonly view: string;
  readonly result: string;
  readonly seats: Iterable<{ readonly name: string; readonly connected: boolean; readonly acting: boolean }>;
}

/** Waits until the room's state is as `isSo` says. */
const until = (room: Room, isSo: (state: Watched) => boolean): Promise<Watched> =>
  new Promise((resolve) => {
    const look = (): void => {
      const state = room.state as Watched | undefined;
      if (state?.status !== undefined && isSo(state)) resolve(state);
    };
    room.onStateChange(look);
    look();
  });

const act = (turn: number, id: string, action: unknown) => ({ turn, id, action });

/** Asks for a seat as the SDK does. */
const reserve = (arena: TestArena, room: string, body: unknown): Promise<Response> =>
  arena.post(`/matchmake/joinById/${room}`, body);

/** A socket of a reserved seat that reads but says nothing, not even that it has joined. */
const openSilently = async (arena: TestArena, room: string, options: object): Promise<WebSocket> => {
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

describe('a match over the Colyseus door', () => {
  test('seats of both doors play each other to the end; a spectator sees it', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const watcher = await join(arena, match);
    const seat = await join(arena, match, { ticket: tickets[0] });
    expect(await seat.next('welcome')).toMatchObject({ seat: 0 });
    const other = await connectAgent(arena.url, tickets[1]);
    await other.next('welcome');
    await seat.next('turn');
    seat.room.send('act', act(1, 'a', 'check'));
    expect(await seat.next('ack')).toMatchObject({ turn: 1, id: 'a' });
    const shown = await until(watcher.room, ({ step }) => step === 1);
    expect([...shown.seats].map(({ acting }) => acting)).toEqual([false, true]);
    await other.next('turn');
    other.send({ type: 'resign' });
    expect(await seat.next('end')).toMatchObject({ termination: 'resign' });
    expect(await seat.left).toBe(1000);
    const over = await until(watcher.room, ({ status }) => status === 'over');
    expect(JSON.parse(over.result)).toMatchObject({ termination: 'resign' });
    expect(arena.faults).toEqual([]);
  });

  test('who watches is counted, and all are told with 1001 that the server goes away', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const figures = async (): Promise<readonly string[]> =>
      (await (await fetch(`${arena.url}/metrics`)).text()).split('\n');
    const [watcher, stranger] = [await join(arena, match), await join(arena, match)];
    const seat = await join(arena, match, { ticket: tickets[0] });
    await seat.next('welcome');
    expect(await figures()).toEqual(
      expect.arrayContaining(['agon_spectators{room="match"} 2', 'agon_sockets{door="rooms"} 3']),
    );
    await stranger.room.leave();
    await expect.poll(figures).toContain('agon_spectators{room="match"} 1');
    const dropped = [watcher, seat].map(
      ({ room }) => new Promise<number>((resolve) => void room.onDrop((code) => resolve(code))),
    );
    await arena.close();
    expect(await Promise.all(dropped)).toEqual([1001, 1001]);
  });

  test('a bad message gets an error and the turn stays open', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const seat = await join(arena, match, { ticket: tickets[0] });
    const other = await connectAgent(arena.url, tickets[1]);
    await other.next('welcome');
    await seat.next('turn');
    seat.room.send('act', { turn: 'one' });
    expect(await seat.next('error')).toMatchObject({ code: 'bad-frame' });
    seat.room.send('shout', [1, 2]);
    expect(await seat.next('error')).toMatchObject({ code: 'unknown-type' });
    seat.room.send('act', act(1, 'a', 'bet'));
    expect(await seat.next('ack')).toMatchObject({ id: 'a' });
    expect(arena.faults).toEqual([]);
  });

  test('a match that waits for its seats cannot be given up', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const seat = await join(arena, match, { ticket: tickets[0] });
    await seat.next('welcome');
    seat.room.send('resign');
    expect(await seat.next('error')).toMatchObject({ code: 'not-begun' });
    await connectAgent(arena.url, tickets[1]);
    expect(await seat.next('turn')).toMatchObject({ turn: 1 });
  });

  test('a seat that lost its socket joins again with its ticket and goes on', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const seat = await join(arena, match, { ticket: tickets[0] });
    const other = await connectAgent(arena.url, tickets[1]);
    await other.next('welcome');
    await seat.next('turn');
    seat.room.send('act', act(1, 'a', 'check'));
    await seat.next('ack');
    seat.room.connection.close();
    const again = await join(arena, match, { ticket: tickets[0] });
    expect(await again.next('welcome')).toMatchObject({ last: { turn: 1, id: 'a' } });
    const turn = await other.next('turn');
    other.send({ type: 'act', ...act(turn.turn, 'b', 'bet') });
    expect(await again.next('turn')).toMatchObject({ turn: 3 });
  });

  test('a seat that lost its socket comes back with its reconnection token', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const seat = await join(arena, match, { ticket: tickets[0] });
    const other = await connectAgent(arena.url, tickets[1]);
    await other.next('welcome');
    await seat.next('turn');
    const token = seat.room.reconnectionToken;
    seat.room.connection.close();
    await seat.left;
    const back = await new Client(arena.url).reconnect(token);
    back.onMessage('welcome', () => {});
    const turn = await new Promise((resolve) => back.onMessage('turn', resolve));
    expect(turn).toMatchObject({ turn: 1 });
    onTestFinished(() => back.connection.close());
  });

  test('a socket of the JSON door takes the seat from a room client, which must not come back', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const seat = await join(arena, match, { ticket: tickets[0] });
    await seat.next('welcome');
    await connectAgent(arena.url, tickets[0]);
    expect(await seat.left).toBe(4011);
  });

  test('a spectator that speaks is told why not', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const watcher = await join(arena, match);
    watcher.room.send('act', act(1, 'a', 'bet'));
    expect(await watcher.next('error')).toMatchObject({ code: 'spectator-silent' });
  });
});

describe('a room by itself', () => {
  test('runs no tick: no interval that is ever due is started for it', async () => {
    const arena = await openTestArena();
    const intervals = vi.spyOn(globalThis, 'setInterval');
    onTestFinished(() => intervals.mockRestore());
    const { match } = await arena.createMatch();
    await until((await join(arena, match)).room, ({ status }) => status === 'waiting');
    const kept = intervals.mock.results.filter(
      ({ value }, call) => !value._destroyed && Number(intervals.mock.calls[call]![1]) < 2 ** 30,
    );
    expect(intervals).toHaveBeenCalled();
    expect(kept).toEqual([]);
  });
});

describe('what rooms refuse', () => {
  test('a client that never acknowledges its join is closed with 4008, others stay', async () => {
    const arena = await openTestArena({ limits: { acknowledgeMs: 500 } });
    const { match } = await arena.createMatch();
    const good = await join(arena, match);
    const silent = await openSilently(arena, match, {});
    expect(silent.extensions).toBe('');
    const [code] = (await once(silent, 'close')) as [number];
    expect(code).toBe(4008);
    expect(good.room.connection.isOpen).toBe(true);
    const hall = await openSilently(arena, 'hall', {});
    expect(((await once(hall, 'close')) as [number])[0]).toBe(4008);
  });

  test('the log tells of frames that rooms cannot read in one coded line', async () => {
    const arena = await openTestArena({ logLevel: 'warn' });
    const { match } = await arena.createMatch();
    const printed = vi.spyOn(console, 'error');
    onTestFinished(() => printed.mockRestore());
    for (let client = 0; client < 3; client++) {
      const socket = await openSilently(arena, match, {});
      const closed = once(socket, 'close');
      socket.send(Uint8Array.of(10));
      // A message whose name is no UTF-8.
      socket.send(Uint8Array.of(13, 0xa3, 0xa6, 0x63, 0x74, 0x01));
      // A message with an array of three that ends before the first.
      socket.send(Uint8Array.of(13, 0xa3, 0x61, 0x63, 0x74, 0x93));
      expect((await closed)[0]).toBe(4002);
    }
    const told = arena.logged.filter((line) => line.includes('"room-frame"'));
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain('node_modules');
    expect(printed).not.toHaveBeenCalled();
    expect(arena.faults).toEqual([]);
  });

  test('a reader that lags is dropped, and its seat is free for a new socket', async () => {
    const arena = await openTestArena({ limits: { sendQueueBytesMax: -1 } });
    const { match, tickets } = await arena.createMatch();
    await expect(join(arena, match, { ticket: tickets[0] })).rejects.toThrow('lagging');
    expect(arena.arena.live(match)!.publicState().seats[0]!.connected).toBe(false);
    expect(arena.faults).toEqual([]);
  });

  test('rooms are not created from outside', async () => {
    const arena = await openTestArena();
    for (const method of ['create', 'joinOrCreate', 'join', 'constructor', '__proto__'])
      expect((await arena.post(`/matchmake/${method}/match`, {})).status).toBe(404);
    expect((await arena.post('/matchmake/joinById/match', {})).status).toBe(404);
  });

  test('options that are no object, a bad ticket, another match, a used-up name', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const { tickets } = await arena.createMatch();
    const codeOf = async (room: string, body: unknown): Promise<unknown> =>
      ((await (await reserve(arena, room, body)).json()) as { code?: unknown }).code;
    expect(await codeOf(match, [1, 2])).toBe('bad-body');
    expect(await codeOf(match, '"text"')).toBe('bad-body');
    expect(await codeOf(match, { ticket: 5 })).toBe('bad-body');
    expect(await codeOf(match, { ticket: 'guess' })).toBe('bad-ticket');
    expect(await codeOf(match, { ticket: tickets[0] })).toBe('bad-ticket');
    expect(await codeOf('nowhere', {})).toBe('unknown-match');
    const reconnect = await arena.post(`/matchmake/reconnect/${match}`, { reconnectionToken: 'guess' });
    expect(await reconnect.json()).toMatchObject({ code: 'bad-ticket' });
    await expect(new Client(arena.url).joinById(match, { ticket: 'guess' })).rejects.toThrow(/bad-ticket/);
  });

  test('a session id that was not reserved opens nothing', async () => {
    const arena = await openTestArena();
    const { match } = await arena.createMatch();
    const socket = new WebSocket(`${arena.url.replace('http', 'ws')}/process/${match}?sessionId=guess`);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(4002);
  });

  test('the room is full of spectators: the next is refused, a seat is not', async () => {
    const arena = await openTestArena({ limits: { roomClientsMax: 1 } });
    const { match, tickets } = await arena.createMatch();
    await join(arena, match);
    expect(await (await reserve(arena, match, {})).json()).toMatchObject({ code: 'too-many-spectators' });
    expect((await reserve(arena, match, { ticket: tickets[0] })).status).toBe(200);
  });

  test('a finished match that left memory is told as over', async () => {
    const first = await openTestArena();
    const { match, tickets } = await first.createMatch();
    const agents = [await connectAgent(first.url, tickets[0]), await connectAgent(first.url, tickets[1])];
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'resign' });
    await agents[0]!.closed;
    await first.close();
    const second = await openTestArena({ directory: first.directory });
    const refused = await reserve(second, match, { ticket: tickets[0] });
    expect(await refused.json()).toMatchObject({ code: 'match-over', status: 410 });
  });

  test('a room whose match is over goes when the last one leaves', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const watcher = await join(arena, match);
    const agents = [await connectAgent(arena.url, tickets[0]), await connectAgent(arena.url, tickets[1])];
    await agents[0]!.next('turn');
    agents[0]!.send({ type: 'resign' });
    await until(watcher.room, ({ status }) => status === 'over');
    await watcher.room.leave();
    // Its room is gone, and it is hosted again for whoever asks while the arena remembers the match.
    const late = await join(arena, match, { ticket: tickets[0] });
    expect(await late.next('end')).toMatchObject({ termination: 'resign' });
    expect(await late.left).toBe(1000);
  });
});

describe('a view with a brief', () => {
  test('comes in two parts, so that what is constant is sent once', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch({ game: 'crafting-world', seats: ['open'] });
    const agent = await connectAgent(arena.url, tickets[0]);
    const { view } = await agent.next('turn');
    const { brief } = view as { readonly brief: unknown };
    const watcher = await join(arena, match);
    await until(watcher.room, ({ status }) => status === 'running');
    const shown = watcher.room.state as unknown as { readonly view: string; readonly brief: string };
    expect(JSON.parse(shown.view)).not.toHaveProperty('brief');
    expect(JSON.parse(shown.brief)).toEqual(brief);
    const hall = await join(arena, 'hall');
    type Boards = Map<string, { readonly view: string; readonly brief: string }>;
    const board = () => (hall.room.state as { boards?: Boards } | undefined)?.boards?.get(match);
    await expect.poll(() => board()?.view).toBe(shown.view);
    expect(board()?.brief).toBe(shown.brief);
  });
});

describe('the hall', () => {
  test('shows the matches that run', async () => {
    const arena = await openTestArena();
    const { match, tickets } = await arena.createMatch();
    const agents = [await connectAgent(arena.url, tickets[0]), await connectAgent(arena.url, tickets[1])];
    await agents[0]!.next('turn');
    const hall = await join(arena, 'hall');
    const boards = (): Map<string, { game: string; step: number }> | undefined =>
      (hall.room.state as { boards?: Map<string, { game: string; step: number }> } | undefined)?.boards;
    const wait = (isSo: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => void (isSo() && resolve());
        hall.room.onStateChange(look);
        look();
      });
    await wait(() => boards()?.get(match)?.game === 'kuhn-poker');
    agents[0]!.send({ type: 'act', ...act(1, 'a', 'check') });
    await wait(() => boards()?.get(match)?.step === 1);
    agents[0]!.send({ type: 'resign' });
    await wait(() => boards()?.has(match) === false);
  });
});
