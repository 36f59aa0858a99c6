import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerParent } from './child.ts';
import { cpuByThread, cpuUsed } from './cpu.ts';
import { ageObjects, memoryUsed } from './memory-used.ts';

/** `echo`: one frame in, the same out. `relay`: one act in, an ack and the other seat's turn out. */
export type FloorKind = 'echo' | 'relay';

interface FloorPlan {
  readonly kind: FloorKind;
  /** A `turn` message of the game, for its shape and size. */
  readonly turn: { readonly [member: string]: unknown };
  readonly movesPerMatch: number;
}

interface Frame {
  readonly type: string;
  readonly ticket?: string;
  readonly turn: number;
  readonly id?: string;
}

interface Table {
  readonly name: string;
  readonly sockets: WebSocket[];
  turn: number;
}

const tables = new Map<string, Table>();

const openTurn = (table: Table, plan: FloorPlan): void => {
  const socket = table.sockets[(table.turn + 1) % table.sockets.length]!;
  socket.send(JSON.stringify({ ...plan.turn, turn: table.turn }));
};

const end = (table: Table): void => {
  for (const socket of table.sockets) {
    socket.send('{"type":"end"}');
    socket.close(1000);
  }
};

const takeAct = (plan: FloorPlan, table: Table, socket: WebSocket, frame: Frame): void => {
  table.turn += 1;
  const isOver = table.turn > plan.movesPerMatch;
  if (plan.kind === 'echo') socket.send(JSON.stringify(frame));
  else socket.send(JSON.stringify({ type: 'ack', turn: frame.turn, id: frame.id }));
  if (isOver) end(table);
  else if (plan.kind === 'relay') openTurn(table, plan);
};

const converse = (plan: FloorPlan, socket: WebSocket): void => {
  let table: Table | undefined;
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as Frame;
    if (frame.type === 'act') return takeAct(plan, table!, socket, frame);
    const [match = '', seat = '0'] = frame.ticket!.split('.');
    table = tables.get(match) ?? { name: match, sockets: [], turn: 1 };
    tables.set(match, table);
    table.sockets[Number(seat)] = socket;
    if (table.sockets.filter(Boolean).length === 2) openTurn(table, plan);
  });
  socket.on('close', () => table && tables.delete(table.name));
};

const open = async (plan: FloorPlan): Promise<string> => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (socket) => converse(plan, socket));
  // As many as the arena lets wait: the load connects all its sockets at once.
  await new Promise<void>((resolve) => http.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
};

let named = 0;

/** Names matches and the tickets of their two seats. */
const create = ({ count }: { readonly count: number }): string[][] =>
  Array.from({ length: count }, () => {
    named += 1;
    return [`t${named}.0`, `t${named}.1`];
  });

answerParent({
  open,
  create,
  cpu: cpuUsed,
  threads: cpuByThread,
  age: ageObjects,
  memory: memoryUsed,
  heap: () => process.memoryUsage().heapUsed,
});
