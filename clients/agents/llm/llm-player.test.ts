import { expect, test } from 'vitest';
import type { Json } from '../../../games/game.ts';
import { kuhnPoker } from '../../../games/kuhn-poker/game.ts';
import { stepRng } from '../../../games/rng.ts';
import type { Welcome } from '../../sdk/messages.ts';
import type { PlayerTurn } from '../../sdk/player.ts';
import { type Address, parseAddress } from '../address.ts';
import type { Sheet, SheetStore } from '../memory/sheet-store.ts';
import type { ModelRequest } from '../models/chat-model.ts';
import { createLlmKind } from './llm-kind.ts';

const turn: PlayerTurn = {
  turn: 1,
  view: kuhnPoker.view(kuhnPoker.setup(kuhnPoker.defaults, stepRng('', 0)), 0) as unknown as Json,
  text: '',
  legal: ['check', 'bet'],
  news: [],
  deadline: { moveMs: 5000, bankMs: 0 },
  attemptsLeft: 3,
};
const context = {
  welcome: { rules: '', role: 'first', config: kuhnPoker.defaults } as unknown as Welcome,
  signal: new AbortController().signal,
};

/** A player with a memory, on a clock that only waits move; `read` is how its sheet comes. */
const open = (read: (clock: { ms: number }) => Promise<Sheet>) => {
  const clock = { ms: 0 };
  const requests: ModelRequest[] = [];
  const sheets: SheetStore = { read: () => read(clock), update: () => Promise.resolve() };
  const kind = createLlmKind({
    environment: {},
    sheets,
    now: () => clock.ms,
    after: (ms, callback) => {
      const timer = setImmediate(() => {
        clock.ms += ms;
        callback();
      });
      return () => clearImmediate(timer);
    },
    openModel: () => ({
      name: 'lab',
      complete: (request) => {
        requests.push(request);
        return Promise.resolve({ text: '{"move":"bet"}', usage: {}, finish: 'stop', ms: 1 });
      },
    }),
  });
  const address = parseAddress('llm:ollama/x?strategy=cheatsheet&fallback=random') as Address;
  const seat = { match: 'm', seat: 0, game: 'kuhn-poker', chance: 'c', rated: false };
  return { player: kind.open(address, seat), requests };
};

test('the time that a turn waited for a sheet is taken off what the model gets', async () => {
  const { player, requests } = open((clock) => {
    clock.ms += 4000;
    return Promise.resolve({ text: 'bluff', games: 1 });
  });
  expect(await player.play(turn, context)).toMatchObject({ action: 'bet', source: 'model' });
  expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([750]);
});

test('a sheet that does not come while there is time is asked for again on the next turn', async () => {
  let reads = 0;
  const { player, requests } = open(() => {
    reads += 1;
    return reads === 1 ? new Promise(() => {}) : Promise.resolve({ text: 'bluff', games: 1 });
  });
  expect(await player.play(turn, context)).toMatchObject({ source: 'fallback' });
  expect(requests).toEqual([]);
  expect(await player.play({ ...turn, turn: 2 }, context)).toMatchObject({ action: 'bet', source: 'model' });
  expect(requests[0]?.system).toContain('bluff');
});
