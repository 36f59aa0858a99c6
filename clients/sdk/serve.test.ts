import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import type { Entered, LobbyClientMessage } from './messages.ts';
import { serve, type ServeStatus } from './serve.ts';

const entered: Entered = {
  type: 'entered',
  agent: 'agent-1',
  games: ['chess'],
  concurrency: 1,
  challenges: false,
  matches: 0,
};

/** A lobby that answers the first, second, … socket by these. */
const openLobby = async (
  ...handlers: readonly ((message: LobbyClientMessage, socket: ServerSocket) => void)[]
): Promise<string> => {
  const server = new WebSocketServer({ port: 0, path: '/v1/play' });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  let connections = 0;
  server.on('connection', (socket) => {
    const handle = handlers[Math.min(connections++, handlers.length - 1)]!;
    socket.on('message', (data: Buffer) => handle(JSON.parse(data.toString()) as LobbyClientMessage, socket));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const enters = (message: LobbyClientMessage, socket: ServerSocket): void => {
  if (message.type === 'enter') socket.send(JSON.stringify(entered));
};

test.each([
  ['says nothing', () => {}],
  ['falls silent', enters],
])('a lobby that %s is given up for the next', async (_, first) => {
  const url = await openLobby(first, (message, socket) => {
    enters(message, socket);
    if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
  });
  const controller = new AbortController();
  const statuses: ServeStatus['lobby'][] = [];
  const reasons: string[] = [];
  const served = serve({
    url,
    key: 'key',
    players: { chess: () => ({ action: 'e2e4' }) },
    patience: { welcomeMs: 300, quietMs: 300, answerMs: 300 },
    signal: controller.signal,
    onRetry: ({ reason }) => reasons.push(reason),
    onStatus: ({ lobby }) => {
      statuses.push(lobby);
      if (reasons.length > 0 && lobby === 'entered') controller.abort();
    },
  });
  await served;
  expect(reasons[0]).toBe('no answer');
  expect(statuses.slice(-2)).toEqual(['entered', 'left']);
});
