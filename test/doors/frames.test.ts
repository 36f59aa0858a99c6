import { describe, expect, test } from 'vitest';
import { connectAgent } from './json-agent.ts';
import { openTestArena } from './test-arena.ts';
import { act, seatBoth } from './seats.ts';

describe('a bad frame costs nothing: the turn is still open and the right act is played', () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['malformed-json', '{"type":"act",', /not JSON/],
    ['bad-frame', '[1,2]', /one JSON object/],
    ['bad-frame', 'null', /one JSON object/],
    ['unknown-type', '{"turn":1}', /missing/],
    ['unknown-type', '{"type":"move","turn":1}', /move/],
    ['unknown-type', '{"type":"constructor"}', /constructor/],
    ['unknown-type', '{"type":"__proto__","__proto__":{"type":"act"}}', /__proto__/],
    ['bad-frame', '{"type":"act","turn":"1","id":"x","action":"bet"}', /act: turn/],
    ['bad-frame', '{"type":"act","turn":1,"action":"bet"}', /act: id/],
    ['bad-frame', '{"type":"act","turn":1,"id":"x","action":"bet","__proto__":{"a":1}}', /__proto__/],
    ['bad-frame', '{"type":"act","turn":1,"id":"x","acton":"bet"}', /acton/],
    ['bad-frame', '{"type":"act","turn":1,"id":"x","action":"bet","source":"default"}', /source/],
    ['too-deep', `{"type":"act","turn":1,"id":"x","action":${deep}}`, /levels/],
    ['hello-repeated', '{"type":"hello","protocol":1,"ticket":"t"}', /hello already/],
    ['protocol-unsupported', '{"type":"hello","protocol":2,"ticket":"t"}', /Protocol 2/],
  ];
  test.each(bad)('%s: %s', async (code, frame, message) => {
    const arena = await openTestArena();
    const { mover } = await seatBoth(arena);
    mover.send(frame);
    const error = await mover.next('error');
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.hint).not.toBe('');
    mover.send(act(1, 'good', 'bet'));
    expect(await mover.next('ack')).toMatchObject({ turn: 1, id: 'good' });
    expect(({} as { a?: number }).a).toBeUndefined();
    expect(arena.faults).toEqual([]);
  });

  test('a binary frame is refused and closes the socket with 1003; the seat is kept', async () => {
    const arena = await openTestArena();
    const { tickets, mover } = await seatBoth(arena);
    mover.socket.send(Buffer.from('{"type":"act","turn":1,"id":"b","action":"bet"}'));
    expect(await mover.next('error')).toMatchObject({ code: 'binary-frame' });
    expect(await mover.closed).toMatchObject({ code: 1003 });
    const again = await connectAgent(arena.url, tickets[0]);
    expect(await again.next('turn')).toMatchObject({ turn: 1, attemptsLeft: 3 });
  });

  test('an oversize frame closes the socket with 1009; the seat is kept', async () => {
    const arena = await openTestArena();
    const { tickets, mover } = await seatBoth(arena);
    mover.send({ ...act(1, 'big', 'bet'), reasoning: 'x'.repeat(256 * 1024) });
    expect(await mover.closed).toMatchObject({ code: 1009 });
    const again = await connectAgent(arena.url, tickets[0]);
    expect(await again.next('turn')).toMatchObject({ turn: 1, attemptsLeft: 3 });
  });
});

test('a match that waits for its seats cannot be given up: it says so and stays as it is', async () => {
  const arena = await openTestArena();
  const { tickets } = await arena.createMatch();
  const first = await connectAgent(arena.url, tickets[0]);
  await first.next('welcome');
  first.send({ type: 'resign' });
  expect(await first.next('error')).toMatchObject({
    code: 'not-begun',
    hint: expect.stringMatching(/Close/),
  });
  const second = await connectAgent(arena.url, tickets[1]);
  expect(await first.next('turn')).toMatchObject({ turn: 1 });
  second.send({ type: 'resign' });
  expect(await first.next('end')).toMatchObject({ termination: 'resign', outcome: { places: [1, 2] } });
});
