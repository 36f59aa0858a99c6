import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { playRoom } from '../../clients/sdk/colyseus.ts';
import { type Player, playMatch } from '../../clients/sdk/index.ts';
import { openTestArena, type TestArena } from './test-arena.ts';

const player: Player = ({ legal }) => ({ action: legal![0]! });

/** An address of the arena whose first connection is held up. */
const openSlowAddress = async (arena: TestArena) => {
  let release = (): void => {};
  const sockets = new Set<Socket>();
  let connections = 0;
  const pass = (socket: Socket): void => {
    const onward = connect(Number(new URL(arena.url).port), '127.0.0.1');
    sockets.add(onward);
    for (const one of [socket, onward]) one.on('error', () => {});
    socket.pipe(onward).pipe(socket);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    if (connections === 1) release = () => pass(socket);
    else pass(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, release: () => release() };
};

test('a reservation that comes after its client has given it up does not take the seat', async () => {
  const arena = await openTestArena();
  const slow = await openSlowAddress(arena);
  const { match, tickets } = await arena.createMatch();
  let hasWelcome = (): void => {};
  const welcomed = new Promise<void>((resolve) => (hasWelcome = resolve));
  const retries: string[] = [];
  const end = playRoom({
    url: slow.url,
    match,
    ticket: tickets[0]!,
    player,
    patience: { welcomeMs: 500 },
    observe: ({ type }) => type === 'welcome' && hasWelcome(),
    onRetry: ({ reason }) => retries.push(reason),
  });
  await welcomed;
  slow.release();
  // The second seat comes when the arena has answered the request that was held up.
  await arena.post(`/matchmake/joinById/${match}`, {});
  const other = playMatch({ url: arena.url, ticket: tickets[1]!, player });
  await expect(end).resolves.toEqual(await other);
  // Only what was held up was ever given up; nobody took the seat away.
  expect([...new Set(retries)]).toEqual(['no answer']);
});

test('a seat that comes back when its match is over, and its room gone, is told how it ended', async () => {
  const before = await openTestArena();
  const { match, tickets } = await before.createMatch();
  const [end] = await Promise.all(tickets.map((ticket) => playMatch({ url: before.url, ticket, player })));
  await before.close();
  const arena = await openTestArena({ directory: before.directory });
  const late = playRoom({ url: arena.url, match, ticket: tickets[0]!, player });
  await expect(late).resolves.toEqual(end);
});
