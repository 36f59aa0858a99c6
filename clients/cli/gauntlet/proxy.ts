import {
  createServer as createHttpServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { subprotocol } from '../../../server/protocol/constants.ts';
import { limits } from '../../../server/protocol/limits.ts';
import type { Act, Enter, ServerMessage } from '../../../server/protocol/messages.ts';
import { noteAct, noteConnection, noteFrame, noteMessage, type Tap, type Trial } from './trial.ts';

/** What is read of a frame beyond the arena's limit, so that its size can be told. */
const inboundBytesMax = 8 * 1024 * 1024;

/** What stands between the agent and its arena: every frame passes here, and a script may meddle with it. */
export interface Proxy {
  readonly url: string;
  /** Frames of the seat of this ticket belong to a trial from now on. */
  watch(ticket: string, trial: Trial): void;
  /** Calls `listener` when an agent enters the lobby, with the games that it plays. */
  onEnter(listener: (games: readonly string[]) => void): void;
  close(): Promise<void>;
}

interface ProxyState {
  readonly arenaUrl: string;
  readonly trials: Map<string, Trial>;
  readonly enterListeners: Set<(games: readonly string[]) => void>;
  url: string;
}

interface Link {
  readonly agent: WebSocket;
  readonly arena: WebSocket;
  readonly tap: Tap;
  readonly path: string;
  trial: Trial | undefined;
}

const parse = (data: unknown): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse((data as Buffer).toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const isAct = (message: Record<string, unknown>): boolean =>
  message['type'] === 'act' && typeof message['turn'] === 'number' && typeof message['id'] === 'string';

/** A frame of the agent: noted, perhaps changed, and passed on. */
const fromAgent = (state: ProxyState, link: Link, data: Buffer, isBinary: boolean): void => {
  const message = isBinary ? undefined : parse(data);
  if (message?.['type'] === 'hello' && typeof message['ticket'] === 'string' && link.trial === undefined) {
    link.trial = state.trials.get(message['ticket']);
    if (link.trial !== undefined) noteConnection(link.trial, link.path);
  }
  if (message?.['type'] === 'enter')
    for (const listener of state.enterListeners) listener((message as unknown as Enter).games);
  const { trial } = link;
  if (trial === undefined) return send(link.arena, data, isBinary);
  noteFrame(trial, data.length, isBinary);
  if (data.length > limits.frameBytesMax) return link.tap.close(1009, 'too big');
  if (message === undefined || !isAct(message)) return send(link.arena, data, isBinary);
  const act = message as unknown as Act;
  noteAct(trial, act);
  const passed = trial.script.fromAgent === undefined ? act : trial.script.fromAgent(act, link.tap, trial);
  if (passed !== undefined) link.tap.toArena(passed);
};

/** A frame of the arena: noted, perhaps changed, and passed on. */
const fromArena = (state: ProxyState, link: Link, data: Buffer): void => {
  const { trial, tap } = link;
  const message = parse(data);
  if (message?.['type'] === 'invite')
    return tap.toAgent({ ...message, url: `${state.url.replace('http', 'ws')}/v1/play` });
  if (trial === undefined || message === undefined) return send(link.agent, data, false);
  const said = message as unknown as ServerMessage;
  noteMessage(trial, said);
  const passed = trial.script.fromArena === undefined ? said : trial.script.fromArena(said, tap, trial);
  if (passed !== undefined) tap.toAgent(passed);
};

const send = (socket: WebSocket, data: Buffer | string, isBinary: boolean): void => {
  if (socket.readyState === socket.OPEN) socket.send(data, { binary: isBinary });
};

const createTap = (agent: WebSocket, arena: WebSocket): Tap => ({
  toAgent: (message) => send(agent, JSON.stringify(message), false),
  toArena: (message) => send(arena, JSON.stringify(message), false),
  cut: () => {
    agent.terminate();
    arena.terminate();
  },
  close: (code, reason) => {
    agent.close(code, reason);
    arena.terminate();
  },
});

/** Codes that no endpoint may send: the connection broke. */
const isSendable = (code: number): boolean => code !== 1005 && code !== 1006 && code !== 1015;

const join = (state: ProxyState, agent: WebSocket, path: string): void => {
  const arena = new WebSocket(`${state.arenaUrl.replace('http', 'ws')}/v1/play`, subprotocol);
  const link: Link = { agent, arena, tap: createTap(agent, arena), path, trial: undefined };
  const early: (() => void)[] = [];
  agent.on('message', (data: Buffer, isBinary) => {
    const take = (): void => fromAgent(state, link, data, isBinary);
    if (arena.readyState === arena.CONNECTING) early.push(take);
    else take();
  });
  arena.on('open', () => {
    for (const take of early.splice(0)) take();
  });
  arena.on('message', (data: Buffer) => fromArena(state, link, data));
  arena.on('close', (code, reason) => {
    if (isSendable(code)) agent.close(code, reason);
    else agent.terminate();
  });
  agent.on('close', () => arena.terminate());
  agent.on('error', () => {});
  arena.on('error', () => {});
};

const passRequest = (state: ProxyState, request: IncomingMessage, response: ServerResponse): void => {
  const { method, headers, url = '/' } = request;
  const passed = forward(new URL(url, state.arenaUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  request.pipe(passed);
};

/** Opens a proxy before the arena at `arenaUrl`, on a free port of loopback. */
export const openProxy = async (arenaUrl: string): Promise<Proxy> => {
  const state: ProxyState = { arenaUrl, trials: new Map(), enterListeners: new Set(), url: '' };
  const http = createHttpServer((request, response) => passRequest(state, request, response));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: inboundBytesMax,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
  });
  http.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (opened) => join(state, opened, request.url ?? '/')),
  );
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  state.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url: state.url,
    watch: (ticket, trial) => void state.trials.set(ticket, trial),
    onEnter: (listener) => void state.enterListeners.add(listener),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
