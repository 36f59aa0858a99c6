import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { parseConfig } from '../../server/config/config.ts';
import { createLog } from '../../server/log/log.ts';
import { openArena } from '../../server/open-arena.ts';
import type { ServerMessage } from '../../server/protocol/messages.ts';

/** A real arena that is fuzzed, with a match of two honest agents that goes on meanwhile. */
export interface Prey {
  readonly url: string;
  readonly port: number;
  /** A running match, of which the tickets are known to the fuzzer. */
  readonly match: string;
  readonly tickets: readonly string[];
  /** What the arena itself did wrong so far. */
  readonly faults: readonly string[];
  /** Whether the honest agents can play on: a whole turn, acknowledged. */
  playOn(): Promise<void>;
  close(): Promise<void>;
}

/** As many as the game allows: the match outlives any run. */
const rounds = 1_000;

const createMatch = async (url: string, game: string, config: object) => {
  const answer = await fetch(`${url}/api/matches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ game, config, seats: ['open', 'open'] }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as { readonly match: string; readonly tickets: readonly string[] };
};

/** An honest agent, of which one message of a type can be awaited at a time. */
const createHonest = (url: string, ticket: string) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/play`);
  const said: ServerMessage[] = [];
  let wake = (): void => {};
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, ticket })));
  socket.on('message', (data) => {
    said.push(JSON.parse((data as Buffer).toString()) as ServerMessage);
    wake();
  });
  let lost: string | undefined;
  socket.on('close', (code) => {
    lost = `an honest agent lost its socket: ${code}`;
    wake();
  });
  return {
    next: async (type: ServerMessage['type']): Promise<ServerMessage> => {
      for (;;) {
        const message = said.shift();
        if (message?.type === type) return message;
        if (message === undefined && lost !== undefined) throw new Error(lost);
        if (message === undefined) await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    send: (message: object) => socket.send(JSON.stringify(message)),
    close: () => socket.terminate(),
  };
};

/** Opens an arena in a directory of its own. */
export const openPrey = async (): Promise<Prey> => {
  const directory = await mkdtemp(join(tmpdir(), 'agon-fuzz-'));
  const read = parseConfig({ AGON_SERVER_PORT: '0', AGON_SERVER_DATA: directory });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const faults: string[] = [];
  const opened = await openArena({
    config: read.config,
    version: '0.0.0-fuzz',
    log: createLog({ level: 'error', format: 'text', write: (line) => faults.push(line) }),
  });
  const { url, port } = opened.server;
  const victim = await createMatch(url, 'rock-paper-scissors', { rounds: 3 });
  const honestMatch = await createMatch(url, 'rock-paper-scissors', { rounds });
  const honest = honestMatch.tickets.map((ticket) => createHonest(url, ticket));
  let turn = 0;
  return {
    url,
    port,
    match: victim.match,
    tickets: victim.tickets,
    faults,
    playOn: async () => {
      turn += 1;
      for (const agent of honest) await agent.next('turn');
      for (const agent of honest) agent.send({ type: 'act', turn, id: `a${turn}`, action: 'rock' });
      for (const agent of honest) await agent.next('ack');
    },
    close: async () => {
      for (const agent of honest) agent.close();
      await opened.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
