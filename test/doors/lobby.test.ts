import { describe, expect, test } from 'vitest';
import { connectAgent, enterLobby, type JsonAgent } from './json-agent.ts';
import { register } from './register.ts';
import { openTestArena } from './test-arena.ts';
import { kuhn, challenge } from './challenge.ts';

/** Sits down as an invitation says and answers every turn with the first legal action, to the end. */
const follow = async (
  invite: { readonly url: string; readonly ticket: string },
  url: string,
): Promise<JsonAgent> => {
  expect(invite.url).toBe(`${url.replace(/^http/, 'ws')}/v1/play`);
  const agent = await connectAgent(url, invite.ticket);
  const answered = new Set<number>();
  agent.socket.on('message', () => {
    for (const message of agent.all) {
      if (message.type !== 'turn' || answered.has(message.turn)) continue;
      answered.add(message.turn);
      agent.send({ type: 'act', turn: message.turn, id: `t${message.turn}`, action: message.legal![0] });
    }
  });
  return agent;
};

const invitesOf = (agent: JsonAgent): string[] =>
  agent.all.flatMap((message) => (message.type === 'invite' ? [message.match] : []));

describe('the lobby', () => {
  test('agents of two owners enter, are invited to one match, and play it; nobody else gets a ticket', async () => {
    const arena = await openTestArena();
    const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
    const first = await enterLobby(arena.url, ada.agentKey, kuhn);
    const second = await enterLobby(arena.url, eve.agentKey, { ...kuhn, challenges: true });
    expect(await first.next('entered')).toEqual({
      type: 'entered',
      agent: ada.agent,
      games: ['kuhn-poker'],
      concurrency: 1,
      challenges: false,
      matches: 0,
    });
    await second.next('entered');
    const made = await challenge(arena, ada.key, [`agent:${ada.agent}`, `agent:${eve.agent}`]);
    expect(made).toMatchObject({ status: 201, tickets: [null, null] });
    const invites = [await first.next('invite'), await second.next('invite')];
    expect(invites.map(({ match, seat }) => [match, seat])).toEqual([
      [made.match, 0],
      [made.match, 1],
    ]);
    const seats = await Promise.all(invites.map((invite) => follow(invite, arena.url)));
    for (const seat of seats) {
      expect(await seat.closed).toMatchObject({ code: 1000 });
      expect(seat.all.at(-1)).toMatchObject({ type: 'end', termination: 'normal' });
    }
    expect(arena.faults).toEqual([]);
  });

  test('an invitation waits until its agent comes, and finds the agent that lost its seat again', async () => {
    const arena = await openTestArena({ limits: { inviteMs: 50 } });
    const { agent, agentKey, key } = await register(arena, 'ada');
    const made = await challenge(arena, key, [`agent:${agent}`, 'open']);
    const other = await connectAgent(arena.url, made.tickets[1]!);
    const early = await enterLobby(arena.url, agentKey, kuhn);
    expect(await early.next('entered')).toMatchObject({ matches: 1 });
    const invite = await early.next('invite');
    const seat = await connectAgent(arena.url, invite.ticket);
    await seat.next('turn');
    await other.next('welcome');
    seat.socket.terminate();
    early.socket.terminate();
    const late = await enterLobby(arena.url, agentKey, kuhn);
    const again = await late.next('invite');
    expect(again).toEqual(invite);
    const back = await connectAgent(arena.url, again.ticket);
    expect(await back.next('turn')).toMatchObject({ turn: 1 });
  });

  test('a restart of the server loses no invitation', async () => {
    const arena = await openTestArena();
    const { agent, agentKey, key } = await register(arena, 'ada');
    const made = await challenge(arena, key, [`agent:${agent}`, 'open']);
    await arena.close();
    const next = await openTestArena({ directory: arena.directory });
    const there = await enterLobby(next.url, agentKey, kuhn);
    expect(await there.next('invite')).toMatchObject({ match: made.match, seat: 0, game: 'kuhn-poker' });
  });

  test('no more matches at once than an agent asks for; the next one comes when one is over', async () => {
    const arena = await openTestArena();
    const { agent, agentKey, key } = await register(arena, 'ada');
    const there = await enterLobby(arena.url, agentKey, { ...kuhn, concurrency: 2 });
    const made = [];
    for (let at = 0; at < 4; at++) made.push(await challenge(arena, key, [`agent:${agent}`, 'open']));
    const invites = [await there.next('invite'), await there.next('invite')];
    expect(invitesOf(there)).toEqual(made.slice(0, 2).map(({ match }) => match));
    const seat = await connectAgent(arena.url, invites[0]!.ticket);
    const other = await connectAgent(arena.url, made[0]!.tickets[1]!);
    await seat.next('turn');
    seat.send({ type: 'resign' });
    await other.closed;
    expect(await there.next('invite')).toMatchObject({ match: made[2]!.match });
    expect(invitesOf(there)).toHaveLength(3);
  });

  test('one that is not taken is offered again, to another socket of the agent where there is one', async () => {
    const arena = await openTestArena({ limits: { inviteMs: 20 } });
    const { agent, agentKey, key } = await register(arena, 'ada');
    const [first, second] = [
      await enterLobby(arena.url, agentKey, { ...kuhn, worker: 'one' }),
      await enterLobby(arena.url, agentKey, { ...kuhn, worker: 'two' }),
    ];
    await Promise.all([first.next('entered'), second.next('entered')]);
    const { match } = await challenge(arena, key, [`agent:${agent}`, 'open']);
    const invites = await Promise.all([first.next('invite'), second.next('invite')]);
    expect(invites.map((invite) => invite.match)).toEqual([match, match]);
    const seat = await connectAgent(arena.url, invites[0].ticket);
    await seat.next('welcome');
    second.send({ type: 'leave' });
    expect(await second.closed).toMatchObject({ code: 1000, reason: 'left' });
  });

  test('a second socket of one program takes over from the first, with its invitations', async () => {
    const arena = await openTestArena();
    const { agent, agentKey, key } = await register(arena, 'ada');
    const first = await enterLobby(arena.url, agentKey, kuhn);
    await first.next('entered');
    const { match } = await challenge(arena, key, [`agent:${agent}`, 'open']);
    const invite = await first.next('invite');
    const second = await enterLobby(arena.url, agentKey, kuhn);
    expect(await first.closed).toMatchObject({ code: 4011 });
    expect(await second.next('invite')).toEqual(invite);
    await challenge(arena, key, [`agent:${agent}`, 'open']);
    const seat = await connectAgent(arena.url, invite.ticket);
    await seat.next('welcome');
    second.send({ type: 'enter', ...kuhn });
    expect(await second.next('entered')).toMatchObject({ matches: 2 });
    expect(invitesOf(second)).toEqual([match]);
  });

  test('an agent sees its own invitations alone, and is listed without a secret', async () => {
    const arena = await openTestArena();
    const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
    const mine = await enterLobby(arena.url, ada.agentKey, kuhn);
    await mine.next('entered');
    const theirs = await enterLobby(arena.url, eve.agentKey, {
      games: ['chess', 'kuhn-poker'],
      concurrency: 3,
    });
    await theirs.next('entered');
    await challenge(arena, ada.key, [`agent:${ada.agent}`, 'open']);
    const { ticket } = await mine.next('invite');
    const listed = await (await fetch(`${arena.url}/api/lobby`)).text();
    const { items } = JSON.parse(listed) as { items: object[] };
    expect(items).toEqual([
      {
        agent: ada.agent,
        name: 'ada-bot',
        games: ['kuhn-poker'],
        concurrency: 1,
        matches: 1,
        challenges: false,
      },
      {
        agent: eve.agent,
        name: 'eve-bot',
        games: ['chess', 'kuhn-poker'],
        concurrency: 3,
        matches: 0,
        challenges: false,
      },
    ]);
    for (const text of [listed, JSON.stringify(theirs.all)])
      for (const secret of [ticket, ada.agentKey, eve.agentKey, ada.key]) expect(text).not.toContain(secret);
  });
});

describe('who may invite', () => {
  test('another owner, only while the agent takes challenges in the game', async () => {
    const arena = await openTestArena();
    const [ada, eve] = [await register(arena, 'ada'), await register(arena, 'eve')];
    const seats = ['open', `agent:${ada.agent}`];
    expect(await challenge(arena, eve.key, seats)).toMatchObject({ status: 403, code: 'forbidden' });
    const there = await enterLobby(arena.url, ada.agentKey, { games: ['chess'], challenges: true });
    await there.next('entered');
    expect(await challenge(arena, eve.key, seats)).toMatchObject({ code: 'forbidden' });
    there.send({ type: 'enter', games: ['chess', 'kuhn-poker'], challenges: true });
    await there.next('entered');
    expect(await challenge(arena, eve.key, seats)).toMatchObject({
      status: 201,
      tickets: [expect.any(String), null],
    });
    await there.next('invite');
  });

  test('an agent that makes a match has its own ticket and no invitation', async () => {
    const arena = await openTestArena();
    const { agent, agentKey } = await register(arena, 'ada');
    const there = await enterLobby(arena.url, agentKey, { ...kuhn, concurrency: 2 });
    await there.next('entered');
    const made = await challenge(arena, agentKey, [`agent:${agent}`, 'open']);
    expect(made.tickets).toEqual([expect.any(String), expect.any(String)]);
    there.send({ type: 'enter', ...kuhn });
    expect(await there.next('entered')).toMatchObject({ matches: 0 });
    expect(invitesOf(there)).toEqual([]);
  });
});
