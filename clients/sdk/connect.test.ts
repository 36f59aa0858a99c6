import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket as PackageSocket, type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { helloSchema } from '../../server/protocol/messages.ts';
import { ArenaError } from './arena-error.ts';
import { type MatchOptions, type SocketLike, doorUrl, playMatch } from './connect.ts';
import { endMessage, turnMessage, welcome } from './fixtures.ts';
import type { ClientMessage, ServerMessage } from './messages.ts';
import type { Retry } from './play.ts';

type Handler = (message: ClientMessage, say: (message: ServerMessage) => void, socket: ServerSocket) => void;

const servers: WebSocketServer[] = [];

/** A door that speaks the protocol's frames; `handlers` are for its first, second, … connection. */
const openDoor = async (...handlers: readonly Handler[]): Promise<string> => {
  const server = new WebSocketServer({ port: 0, path: '/v1/play' });
  servers.push(server);
  let connections = 0;
  server.on('connection', (socket) => {
    const handle = handlers[Math.min(connections++, handlers.length - 1)]!;
    const say = (message: ServerMessage): void => socket.send(JSON.stringify(message));
    socket.on('message', (data: Buffer) => handle(JSON.parse(data.toString()) as ClientMessage, say, socket));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

/** Plays `bet` everywhere; waits are told of and skipped. */
const play = (url: string, options: Partial<MatchOptions> = {}) => {
  const retries: Retry[] = [];
  const end = playMatch({
    url,
    ticket: 'ticket-1',
    player: () => ({ action: 'bet' }),
    onRetry: (retry) => retries.push(retry),
    after: (_, callback) => {
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
    spread: () => 0.999,
    ...options,
  });
  return { end, retries };
};

const playOneTurn: Handler = (message, say, socket) => {
  if (message.type === 'hello') {
    say(welcome);
    say(turnMessage(1));
  } else if (message.type === 'act') {
    say({ type: 'ack', turn: message.turn, id: message.id });
    say(endMessage);
    socket.close(1000);
  }
};

const closeWith =
  (code: number, ...said: readonly ServerMessage[]): Handler =>
  (_, say, socket) => {
    for (const message of said) say(message);
    socket.close(code);
  };

describe('a match over the JSON door', () => {
  test('is greeted with the ticket under the subprotocol, and played to its end', async () => {
    const hellos: unknown[] = [];
    const url = await openDoor((message, say, socket) => {
      if (message.type === 'hello') hellos.push([socket.protocol, helloSchema.parse(message).ticket]);
      playOneTurn(message, say, socket);
    });
    await expect(play(url).end).resolves.toEqual(endMessage);
    expect(hellos).toEqual([['agon.v1', 'ticket-1']]);
  });

  test('can be played over the ws package', async () => {
    const url = await openDoor(playOneTurn);
    const createSocket = (address: string, protocol: string): SocketLike =>
      new PackageSocket(address, protocol);
    await expect(play(url, { createSocket }).end).resolves.toEqual(endMessage);
  });

  test('comes back after a lost socket and sends the same act', async () => {
    const acts: ClientMessage[] = [];
    const url = await openDoor(
      (message, say, socket) => {
        if (message.type === 'act') {
          acts.push(message);
          socket.terminate();
        } else playOneTurn(message, say, socket);
      },
      (message, say, socket) => {
        if (message.type === 'act') acts.push(message);
        playOneTurn(message, say, socket);
      },
    );
    const { end, retries } = play(url);
    await end;
    expect(acts).toHaveLength(2);
    expect(acts[0]).toEqual(acts[1]);
    expect(retries).toMatchObject([{ attempt: 1, code: 1006 }]);
  });

  test('waits longer and longer for an arena that is away, up to a limit', async () => {
    const url = await openDoor(closeWith(1001));
    const leaving = new AbortController();
    const retries: Retry[] = [];
    const { end } = play(url, {
      signal: leaving.signal,
      onRetry: (retry) => {
        retries.push(retry);
        if (retries.length === 12) leaving.abort(new Error('enough'));
      },
    });
    await expect(end).rejects.toThrow('enough');
    const waits = retries.map(({ waitMs }) => waitMs);
    expect(waits.slice(0, 3)).toEqual([250, 375, 562]);
    expect(waits.at(-1)).toBe(9995);
  });

  test('follows the arena to another process', async () => {
    const second = await openDoor(playOneTurn);
    const url = await openDoor(
      closeWith(4010, { type: 'moved', url: `${second.replace('http', 'ws')}/v1/play` }),
    );
    const { end, retries } = play(url);
    await expect(end).resolves.toEqual(endMessage);
    expect(retries).toMatchObject([{ waitMs: 0, code: 4010 }]);
  });

  test('comes back to the base address when the other process is not there', async () => {
    const url = await openDoor(
      closeWith(4010, { type: 'moved', url: 'ws://127.0.0.1:9/v1/play' }),
      playOneTurn,
    );
    const { end, retries } = play(url);
    await expect(end).resolves.toEqual(endMessage);
    expect(retries.map(({ code }) => code)).toEqual([4010, 1006]);
  });

  test('gives a connection up that says nothing, as that to a process which stands still', async () => {
    const url = await openDoor(() => {}, playOneTurn);
    const { end, retries } = play(url, { patience: { welcomeMs: 100 } });
    await expect(end).resolves.toEqual(endMessage);
    // A machine that is busy may be as silent once more.
    expect(retries[0]).toMatchObject({ code: 1006, reason: 'no answer' });
  });

  test('gives a connection up that falls silent while it waits, and sends its answer again on the next', async () => {
    const acts: string[] = [];
    const url = await openDoor(
      (message, say) => {
        if (message.type === 'act') acts.push(message.id);
        else if (message.type === 'hello') for (const said of [welcome, turnMessage(1)]) say(said);
      },
      (message, say, socket) => {
        if (message.type === 'act') acts.push(message.id);
        playOneTurn(message, say, socket);
      },
    );
    const { end, retries } = play(url, { patience: { quietMs: 100, answerMs: 100 } });
    await expect(end).resolves.toEqual(endMessage);
    expect(retries[0]).toMatchObject({ code: 1006, reason: 'no answer' });
    expect(acts).toEqual([acts[0], acts[0]]);
  });

  test('waits for as long as the arena gives signs of life', async () => {
    let pings = 0;
    const url = await openDoor((message, say, socket) => {
      if (message.type === 'hello') say(welcome);
      if (message.type === 'ping') say({ type: 'pong' });
      if (message.type === 'ping' && ++pings === 3) say(turnMessage(1));
      if (message.type === 'act') playOneTurn(message, say, socket);
    });
    const { end, retries } = play(url, { patience: { quietMs: 20, answerMs: 1_000 } });
    await expect(end).resolves.toEqual(endMessage);
    expect([pings, retries]).toEqual([3, []]);
  });

  test('takes its seat back from a connection of its own that it had given up', async () => {
    const url = await openDoor(
      () => {},
      closeWith(4011, welcome),
      (message, say, socket) => {
        if (message.type === 'hello') playOneTurn(message, say, socket);
        else closeWith(4011)(message, say, socket);
      },
    );
    const { end, retries } = play(url, { patience: { welcomeMs: 1_000 } });
    // Once for each that was given up: the second time it was somebody else.
    await expect(end).rejects.toMatchObject({ code: 'replaced' });
    expect(retries.map(({ code }) => code)).toEqual([1006, 4011]);
  });

  test('waits between hops of two processes that point at each other', async () => {
    const urls: string[] = [];
    const point =
      (at: number): Handler =>
      (message, say, socket) =>
        closeWith(4010, { type: 'moved', url: urls[at]! })(message, say, socket);
    urls.push(await openDoor(point(1)));
    urls.push(await openDoor(point(0), point(0), playOneTurn));
    const { end, retries } = play(urls[0]!);
    await expect(end).resolves.toEqual(endMessage);
    expect(retries.slice(0, 4).map(({ waitMs }) => waitMs)).toEqual([0, 250, 375, 562]);
  });

  test.each([
    [4003, 'bad-ticket'],
    [4011, 'replaced'],
  ])('does not come back after %i', async (code, expected) => {
    const { end, retries } = play(await openDoor(closeWith(code)));
    await expect(end).rejects.toMatchObject({ code: expected });
    expect(retries).toEqual([]);
  });

  test('comes back after a frame that was too big, but not for ever', async () => {
    const { end, retries } = play(await openDoor(closeWith(1009)));
    await expect(end).rejects.toMatchObject({ code: 'frame-too-big' });
    expect(retries).toHaveLength(2);
  });

  test('tells why the arena turned the seat away', async () => {
    const error = {
      type: 'error',
      code: 'ticket-unknown',
      message: 'No seat.',
      hint: 'Ask for one.',
    } as const;
    const { end } = play(await openDoor(closeWith(4003, error)));
    await expect(end).rejects.toThrow(new ArenaError('ticket-unknown', 'No seat.', 'Ask for one.'));
  });

  test('rejects with the error of a player that fails', async () => {
    const broken = new Error('broken');
    const { end } = play(await openDoor(playOneTurn), {
      player: () => {
        throw broken;
      },
    });
    await expect(end).rejects.toMatchObject({ message: 'the player failed on turn 1', cause: broken });
  });

  test('can be left', async () => {
    const leaving = new AbortController();
    let isAborted = false;
    const { end } = play(await openDoor(playOneTurn), {
      signal: leaving.signal,
      player: (_, { signal }) => {
        signal.addEventListener('abort', () => {
          isAborted = true;
        });
        leaving.abort(new Error('left'));
        return new Promise(() => {});
      },
    });
    await expect(end).rejects.toThrow('left');
    expect(isAborted).toBe(true);
  });
});

describe('the address of the door', () => {
  test.each([
    ['http://127.0.0.1:2567', 'ws://127.0.0.1:2567/v1/play'],
    ['https://arena.example/agon/', 'wss://arena.example/agon/v1/play'],
    ['wss://arena.example/v1/play', 'wss://arena.example/v1/play'],
  ])('of %s is %s', (url, expected) => {
    expect(doorUrl(url)).toBe(expected);
  });

  test('is refused when it is none', async () => {
    await expect(play('ftp://arena.example').end).rejects.toThrow('http(s) or ws(s) expected');
    await expect(play('arena').end).rejects.toThrow(TypeError);
  });
});
