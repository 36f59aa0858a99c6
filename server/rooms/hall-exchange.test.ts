import { EventEmitter } from 'node:events';
import type { Presence } from '@colyseus/core';
import { expect, test } from 'vitest';
import type { Arena } from '../arena/arena.ts';
import { createHallExchange } from './hall-exchange.ts';

const matchOf = (id: string, status: string, view: unknown = {}) => ({
  status: () => status,
  publicState: () => ({
    match: id,
    game: 'g',
    status,
    step: 1,
    view,
    news: 'n',
    seats: [{ name: 'a', role: 'r' }],
  }),
});

const setUp = async () => {
  const topics = new EventEmitter();
  const said: unknown[] = [];
  let nowMs = 0;
  const open = (id: string, matches: readonly object[]) => {
    const presence = {
      subscribe: async (topic: string, callback: (message: unknown) => void) => topics.on(topic, callback),
      unsubscribe: (topic: string, callback: (message: unknown) => void) => topics.off(topic, callback),
      publish: (topic: string, message: unknown) => {
        said.push(message);
        topics.emit(topic, JSON.parse(JSON.stringify(message)));
      },
    } as unknown as Presence;
    const arena = { matches: () => matches } as unknown as Pick<Arena, 'matches'>;
    return createHallExchange(presence, id, { arena, boardsMax: 2 }, () => nowMs);
  };
  return { topics, said, open, wait: (ms: number) => (nowMs += ms) };
};

test('halls show each other what runs, while they ask and are answered', async () => {
  const { topics, said, open, wait } = await setUp();
  const first = await open('first', [matchOf('m1', 'running')]);
  const running = ['m2', 'm3', 'm4'].map((id) => matchOf(id, 'running', 'x'.repeat(id === 'm3' ? 9000 : 1)));
  const second = await open('second', [matchOf('m0', 'waiting'), ...running]);
  first.ask();
  expect([...first.boards().keys()]).toEqual(['m2', 'm3']);
  expect(first.boards().get('m2')).toMatchObject({ game: 'g', view: 'x', seats: [{ name: 'a' }] });
  // A view that is large is left out.
  expect(first.boards().get('m3')!.view).toBe(null);
  // Nobody asked on behalf of the second hall, which heard nothing of the first.
  expect(second.boards().size).toBe(0);
  const before = said.length;
  first.ask();
  expect(said.length).toBe(before + 1);
  topics.emit('agon:hall:answer', { from: 'nonsense', boards: 1 });
  wait(5_000);
  expect(first.boards().size).toBe(0);
  second.close();
  first.ask();
  expect(first.boards().size).toBe(0);
});
