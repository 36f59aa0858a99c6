import { describe, expect, test } from 'vitest';
import { connectAgent, type JsonAgent } from './json-agent.ts';
import { openTestArena } from './test-arena.ts';
import { act, seatBoth } from './seats.ts';

/** Plays on with the first legal action until both got their end. */
const playOut = async (agents: readonly JsonAgent[]): Promise<void> => {
  await Promise.all(
    agents.map(async (agent) => {
      const answered = new Set<number>();
      const answer = (): void => {
        for (const message of agent.all) {
          if (message.type !== 'turn' || answered.has(message.turn)) continue;
          answered.add(message.turn);
          agent.send(act(message.turn, `p${message.turn}`, message.legal![0]));
        }
      };
      agent.socket.on('message', answer);
      answer();
      await agent.closed;
    }),
  );
};

describe('a match over the JSON door', () => {
  test('two agents play to the end, which closes both sockets with 1000', async () => {
    const arena = await openTestArena();
    const { match, mover, other } = await seatBoth(arena);
    await playOut([mover, other]);
    expect(await mover.closed).toMatchObject({ code: 1000 });
    expect(await other.closed).toMatchObject({ code: 1000 });
    expect(mover.all.at(-1)).toMatchObject({ type: 'end', termination: 'normal', fault: null });
    const replay = await fetch(`${arena.url}/api/matches/${match}/replay`);
    expect(replay.status).toBe(200);
    expect((await replay.text()).trim().split('\n').at(-1)).toContain('"type":"end"');
    expect(arena.faults).toEqual([]);
  });

  test('the ticket of a finished match gets welcome, end and 1000', async () => {
    const arena = await openTestArena();
    const { tickets, mover, other } = await seatBoth(arena);
    await playOut([mover, other]);
    const late = await connectAgent(arena.url, tickets[0]);
    expect(await late.closed).toMatchObject({ code: 1000 });
    expect(late.all.map(({ type }) => type)).toEqual(['welcome', 'end']);
  });

  test('also after a restart, when only the store knows the match', async () => {
    const first = await openTestArena();
    const { tickets, mover, other } = await seatBoth(first);
    await playOut([mover, other]);
    await first.close();
    const second = await openTestArena({ directory: first.directory });
    const late = await connectAgent(second.url, tickets[1]);
    expect(await late.closed).toMatchObject({ code: 1000 });
    expect(late.all.map(({ type }) => type)).toEqual(['welcome', 'end']);
  });
});

describe('turns', () => {
  test('an act out of turn and a stale one are refused and cost nothing', async () => {
    const arena = await openTestArena();
    const { mover, other } = await seatBoth(arena);
    other.send(act(1, 'eager', 'bet'));
    expect(await other.next('refused')).toMatchObject({ code: 'stale', attemptsLeft: 3 });
    mover.send(act(1, 'a', 'check'));
    await mover.next('ack');
    const turn = await other.next('turn');
    other.send(act(1, 'late', 'bet'));
    expect(await other.next('refused')).toMatchObject({ code: 'stale', id: 'late' });
    other.send(act(turn.turn, 'b', 'check'));
    expect(await other.next('ack')).toMatchObject({ id: 'b' });
  });

  test('a duplicate id gets the same answer and plays once', async () => {
    const arena = await openTestArena();
    const { match, mover } = await seatBoth(arena);
    mover.send(act(1, 'twice', 'check'));
    const first = await mover.next('ack');
    mover.send(act(1, 'twice', 'check'));
    expect(await mover.next('ack')).toEqual(first);
    const steps = (await (await fetch(`${arena.url}/api/matches/${match}/steps`)).json()) as {
      items: unknown[];
    };
    expect(steps.items).toHaveLength(2);
  });

  test('three illegal moves forfeit, and the log says why', async () => {
    const arena = await openTestArena();
    const { mover, other } = await seatBoth(arena);
    for (const attempt of [1, 2, 3]) {
      mover.send(act(1, `i${attempt}`, 'fold'));
      expect(await mover.next('refused')).toMatchObject({ attemptsLeft: 3 - attempt });
    }
    expect(await other.next('end')).toMatchObject({
      termination: 'attempts',
      fault: { seat: 0, class: 'illegal' },
    });
  });

  test('a silent agent loses on time', async () => {
    const arena = await openTestArena();
    const clock = { moveMs: 1, bankMs: 0, incrementMs: 0, disconnectMs: 60_000, joinMs: 60_000 };
    const { other } = await seatBoth(arena, { clock });
    expect(await other.next('end')).toMatchObject({
      termination: 'timeout',
      fault: { seat: 0, class: 'timeout' },
    });
  });

  test('an absent agent aborts the match', async () => {
    const arena = await openTestArena();
    const clock = { moveMs: 1000, bankMs: 0, incrementMs: 0, disconnectMs: 1000, joinMs: 1 };
    const { tickets } = await arena.createMatch({ clock });
    const alone = await connectAgent(arena.url, tickets[0]);
    expect(await alone.next('end')).toMatchObject({ termination: 'aborted', outcome: null });
  });

  test('resigning ends the match', async () => {
    const arena = await openTestArena();
    const { mover, other } = await seatBoth(arena);
    mover.send({ type: 'resign' });
    expect(await other.next('end')).toMatchObject({ termination: 'resign' });
  });
});

describe('sockets', () => {
  test('a second socket takes the seat and the first is closed with 4011', async () => {
    const arena = await openTestArena();
    const { tickets, mover } = await seatBoth(arena);
    const second = await connectAgent(arena.url, tickets[0]);
    expect(await mover.closed).toMatchObject({ code: 4011 });
    await second.next('turn');
    second.send(act(1, 'second', 'bet'));
    expect(await second.next('ack')).toMatchObject({ id: 'second' });
  });

  test('a resumed seat is told its last action and the pending turn', async () => {
    const arena = await openTestArena();
    const { tickets, mover, other } = await seatBoth(arena);
    mover.send(act(1, 'mine', 'check'));
    const turn = await other.next('turn');
    mover.socket.terminate();
    other.send(act(turn.turn, 'theirs', 'bet'));
    await other.next('ack');
    const again = await connectAgent(arena.url, tickets[0]);
    expect(await again.next('welcome')).toMatchObject({ seat: 0, last: { turn: 1, id: 'mine' } });
    expect(await again.next('turn')).toMatchObject({ turn: 3 });
  });

  test('a seat is resumed with its ticket after a restart', async () => {
    const first = await openTestArena();
    const { tickets, mover, other } = await seatBoth(first);
    mover.send(act(1, 'mine', 'check'));
    await other.next('turn');
    await first.close();
    const second = await openTestArena({ directory: first.directory });
    expect(second.adopted).toBe(1);
    const again = await connectAgent(second.url, tickets[1]);
    expect(await again.next('turn')).toMatchObject({ turn: 2 });
  });

  test('a bad ticket is refused and closed with 4003', async () => {
    const arena = await openTestArena();
    const agent = await connectAgent(arena.url, 'm00000000.0.nobody');
    expect(await agent.next('error')).toMatchObject({ code: 'bad-ticket' });
    expect(await agent.closed).toMatchObject({ code: 4003 });
  });

  test('an act before the hello, a hello without a ticket, and one with a key', async () => {
    const arena = await openTestArena();
    const { tickets } = await arena.createMatch();
    const agent = await connectAgent(arena.url);
    agent.send(act(1, 'x', 'bet'));
    expect(await agent.next('error')).toMatchObject({ code: 'hello-missing' });
    agent.send({ type: 'hello', protocol: 1 });
    expect(await agent.next('error')).toMatchObject({
      code: 'bad-frame',
      message: expect.stringContaining('ticket'),
    });
    agent.send({ type: 'hello', protocol: 1, key: 'k', ticket: tickets[0] });
    expect(await agent.next('error')).toMatchObject({
      code: 'bad-frame',
      message: expect.stringContaining('not both'),
    });
    agent.send({ type: 'hello', protocol: 1, ticket: tickets[0] });
    expect(await agent.next('welcome')).toMatchObject({ seat: 0 });
  });

  test('a socket that never says hello is closed with 4001', async () => {
    const arena = await openTestArena({ limits: { helloMs: 1 } });
    const agent = await connectAgent(arena.url);
    expect(await agent.closed).toMatchObject({ code: 4001 });
  });

  test('a flood is dropped, said once, and the awaited act is still played', async () => {
    const arena = await openTestArena({ limits: { messagesPerSecondMax: 5 } });
    const { mover } = await seatBoth(arena);
    for (let at = 0; at < 200; at++) mover.send('{"type":"noise"}');
    mover.send(act(1, 'through', 'bet'));
    expect(await mover.next('ack')).toMatchObject({ id: 'through' });
    const errors = mover.all.filter((message) => message.type === 'error');
    expect(errors.some(({ code }) => code === 'rate-limited')).toBe(true);
    expect(errors.length).toBeLessThan(30);
  });

  test('a reader that lags is dropped, its seat is kept for a new socket', async () => {
    const arena = await openTestArena({
      limits: { sendQueueBytesMax: 64 * 1024, messagesPerSecondMax: Number.MAX_SAFE_INTEGER },
    });
    const { match, tickets, mover } = await seatBoth(arena);
    const isThere = (): boolean => arena.arena.live(match)!.publicState().seats[0]!.connected;
    mover.socket.pause();
    // Each is answered by an error that is never read, until the machine's own buffers and then the queue are full.
    while (isThere()) {
      for (let at = 0; at < 500; at++) mover.send('{"type":"noise"}');
      await new Promise((resolve) => setImmediate(resolve));
    }
    const again = await connectAgent(arena.url, tickets[0]);
    expect(await again.next('turn')).toMatchObject({ turn: 1, attemptsLeft: 3 });
    mover.socket.resume();
    expect([4008, 1006]).toContain((await mover.closed).code);
    expect(arena.faults).toEqual([]);
  });

  test('a store that fails is told as internal and closes the socket with 1011, not the process', async () => {
    const first = await openTestArena();
    const { tickets, mover, other } = await seatBoth(first);
    mover.send({ type: 'resign' });
    await other.closed;
    await first.close();
    const second = await openTestArena({ directory: first.directory });
    await second.arena.store.close();
    const agent = await connectAgent(second.url, tickets[0]);
    expect(await agent.next('error')).toMatchObject({ code: 'internal' });
    expect(await agent.closed).toMatchObject({ code: 1011 });
    expect(second.faults).toHaveLength(1);
  });
});
