import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Enter, LobbyMessage, ServerMessage } from '../../server/protocol/messages.ts';

type Message = ServerMessage | LobbyMessage;
type TypedMessage<T extends Message['type']> = Extract<Message, { type: T }>;

/** A socket of the JSON door that a test drives by hand. */
export interface JsonAgent {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** The next message of this type that was not taken yet; those before it are passed over. */
  next<T extends Message['type']>(type: T): Promise<TypedMessage<T>>;
  /** All messages so far. */
  readonly all: readonly Message[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a socket; with a ticket it says hello as well. */
export const connectAgent = async (url: string, ticket?: string): Promise<JsonAgent> => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/play`, 'agon.v1');
  const all: Message[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;
  const wake = (): void => {
    for (const look of waiting) look();
  };
  socket.on('message', (data) => {
    all.push(JSON.parse((data as Buffer).toString()) as Message);
    wake();
  });
  socket.on('error', () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      wake();
    });
  });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const send = (message: unknown): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const next = <T extends Message['type']>(type: T): Promise<TypedMessage<T>> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const at = all.findIndex((message, index) => index >= taken && message.type === type);
        if (at < 0 && socket.readyState === socket.OPEN) return;
        waiting.delete(look);
        if (at < 0) return reject(new Error(`the socket closed before ${type}; got ${JSON.stringify(all)}`));
        taken = at + 1;
        resolve(all[at] as TypedMessage<T>);
      };
      waiting.add(look);
      look();
    });
  if (ticket !== undefined) send({ type: 'hello', protocol: 1, ticket });
  return { socket, send, next, all, closed };
};

/** Opens a socket, says hello with the key of an agent, and enters the lobby. */
export const enterLobby = async (
  url: string,
  key: string,
  terms: Omit<Enter, 'type'>,
): Promise<JsonAgent> => {
  const agent = await connectAgent(url);
  agent.send({ type: 'hello', protocol: 1, key });
  agent.send({ type: 'enter', ...terms });
  return agent;
};
