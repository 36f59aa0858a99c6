import { Client } from '@colyseus/sdk';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectAgent } from './json-agent.ts';
import { openTestArena } from './test-arena.ts';
import { join, until, act } from './room-client.ts';

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
