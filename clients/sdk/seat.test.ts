import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../server/protocol/limits.ts';
import { actSchema } from '../../server/protocol/messages.ts';
import { endMessage, turnMessage, welcome } from './fixtures.ts';
import type { Act, ClientMessage } from './messages.ts';
import type { Decision, Player, PlayerTurn } from './player.ts';
import { createSeatRunner } from './seat.ts';

interface Thought {
  readonly turn: PlayerTurn;
  readonly signal: AbortSignal;
  answer(decision: Decision): void;
  fail(error: unknown): void;
}

/** A seat whose player answers when the test says so. */
const startSeat = () => {
  const sent: ClientMessage[] = [];
  const thoughts: Thought[] = [];
  const failures: unknown[] = [];
  let nowMs = 0;
  const player: Player = (turn, { signal }) =>
    new Promise((answer, fail) => thoughts.push({ turn, signal, answer, fail }));
  const runner = createSeatRunner({
    player,
    send: (message) => sent.push(message),
    onFailure: (error) => failures.push(error),
    now: () => nowMs,
  });
  runner.receive(welcome);
  const acts = (): Act[] => sent.filter((message) => message.type === 'act');
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { runner, sent, acts, thoughts, failures, pass };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A seat that has answered turn 1 and waits for the arena's word. */
const answeredSeat = async () => {
  const seat = startSeat();
  seat.runner.receive(turnMessage(1));
  seat.thoughts[0]!.answer({ action: 'bet' });
  await settle();
  return { ...seat, act: seat.acts()[0]! };
};

describe('a turn', () => {
  test('is answered once, by an act that the protocol accepts', async () => {
    const { act, sent } = await answeredSeat();
    expect(sent).toEqual([{ type: 'act', turn: 1, id: act.id, action: 'bet' }]);
    expect(actSchema.safeParse(act).success).toBe(true);
  });

  test.each<[Decision, Partial<Act>]>([
    ['bet', { text: 'bet' }],
    [{ kind: 'craft' }, { action: { kind: 'craft' } }],
    [null, { action: null }],
    [
      { text: 'I bet', finish: 'stop', usage: { output: 3 } },
      { text: 'I bet', finish: 'stop', usage: { output: 3 } },
    ],
    [
      { action: 'bet', source: 'model', reasoning: 'strong', model: 'm', settings: { t: 1 } },
      { action: 'bet', source: 'model', reasoning: 'strong', model: 'm', settings: { t: 1 } },
    ],
  ])('takes the decision %j', (decision, members) => {
    const sent: ClientMessage[] = [];
    const runner = createSeatRunner({
      player: () => decision,
      send: (m) => sent.push(m),
      onFailure: () => {},
    });
    runner.receive(welcome);
    runner.receive(turnMessage(1));
    expect(sent).toEqual([{ type: 'act', turn: 1, id: expect.any(String), ...members }]);
  });

  test('can be answered by resigning', async () => {
    const { runner, thoughts, sent } = startSeat();
    runner.receive(turnMessage(1));
    thoughts[0]!.answer({ resign: true });
    await settle();
    expect(sent).toEqual([{ type: 'resign' }]);
  });

  test('carries the news since the last turn, oldest first', () => {
    const { runner, thoughts } = startSeat();
    runner.receive(turnMessage(1, { news: 'one' }));
    runner.receive({ type: 'update', turn: 2, view: null, news: 'two' });
    runner.receive(turnMessage(3, { news: 'three' }));
    runner.receive(turnMessage(4));
    expect(thoughts.map(({ turn }) => turn.news)).toEqual([['one'], ['two', 'three'], []]);
  });

  test('that is superseded aborts its decision and drops what it answers later', async () => {
    const { runner, thoughts, acts } = startSeat();
    runner.receive(turnMessage(1));
    runner.receive(turnMessage(3));
    expect(thoughts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    thoughts[0]!.answer({ action: 'bet' });
    thoughts[1]!.answer({ action: 'check' });
    await settle();
    expect(acts().map(({ turn, action }) => [turn, action])).toEqual([[3, 'check']]);
  });

  test('ends with the match', async () => {
    const { runner, thoughts, sent } = startSeat();
    runner.receive(turnMessage(1));
    runner.receive(endMessage);
    expect(thoughts[0]!.signal.aborted).toBe(true);
    thoughts[0]!.answer({ action: 'bet' });
    runner.receive(turnMessage(2));
    await settle();
    expect(sent).toEqual([]);
    expect(thoughts).toHaveLength(1);
  });

  test('is not answered for a player that fails, who is reported once', async () => {
    const { runner, thoughts, sent, failures } = startSeat();
    runner.receive(turnMessage(1));
    thoughts[0]!.fail('broken');
    await settle();
    expect(failures).toEqual(['broken']);
    runner.receive(turnMessage(3));
    runner.receive(turnMessage(5));
    thoughts[1]!.fail('after it was superseded');
    await settle();
    expect(failures).toEqual(['broken']);
    expect(sent).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = { type: 'refused', turn: 1, code: 'illegal', message: 'call: there is no bet.' } as const;

  test('goes back to the player with what is left of the attempts and of the deadline', async () => {
    const { runner, thoughts, act, pass } = await answeredSeat();
    pass(2300);
    runner.receive({ ...refused, id: act.id, attemptsLeft: 2 });
    expect(thoughts[1]!.turn).toMatchObject({
      turn: 1,
      attemptsLeft: 2,
      refusal: { code: 'illegal', message: 'call: there is no bet.' },
      deadline: { moveMs: 0, bankMs: 200 },
    });
  });

  test('is answered under a new id', async () => {
    const { runner, thoughts, act, acts } = await answeredSeat();
    runner.receive({ ...refused, id: act.id, attemptsLeft: 2 });
    thoughts[1]!.answer({ action: 'check' });
    await settle();
    expect(acts()).toHaveLength(2);
    expect(acts()[1]).toMatchObject({ turn: 1, action: 'check' });
    expect(acts()[1]!.id).not.toBe(act.id);
  });

  test.each([
    ['is stale', { code: 'stale', attemptsLeft: 3 }],
    ['used up the attempts', { attemptsLeft: 0 }],
    ['is for another action', { id: 'other', attemptsLeft: 2 }],
  ])('that %s asks nothing of the player', async (_, members) => {
    const { runner, thoughts, act } = await answeredSeat();
    runner.receive({ ...refused, id: act.id, ...members });
    expect(thoughts).toHaveLength(1);
  });

  test('of a frame is put to the player, but not for ever', async () => {
    const { runner, thoughts } = await answeredSeat();
    const error = {
      type: 'error',
      code: 'bad-frame',
      message: 'model: too long.',
      hint: 'Shorten it.',
    } as const;
    for (let at = 0; at < 5; at++) {
      runner.receive(error);
      thoughts.at(-1)!.answer({ action: 'bet' });
      await settle();
    }
    expect(thoughts).toHaveLength(3);
    expect(thoughts[1]!.turn.refusal).toEqual({ code: 'bad-frame', message: 'model: too long. Shorten it.' });
  });
});

describe('a lost connection', () => {
  test('has the unacknowledged act sent again, with the same id', async () => {
    const { runner, acts, thoughts, act } = await answeredSeat();
    runner.detach();
    runner.receive(welcome);
    runner.receive(turnMessage(1));
    expect(acts()).toEqual([act, act]);
    expect(thoughts).toHaveLength(1);
  });

  test('has nothing sent again that was durable', async () => {
    const { runner, acts, thoughts, act } = await answeredSeat();
    runner.detach();
    runner.receive({ ...welcome, last: { turn: 1, id: act.id } });
    runner.receive(turnMessage(3));
    expect(acts()).toEqual([act]);
    expect(thoughts).toHaveLength(2);
  });

  test('lets a decision go on, which is sent when the turn is', async () => {
    const { runner, acts, thoughts } = startSeat();
    runner.receive(turnMessage(1));
    runner.detach();
    thoughts[0]!.answer({ action: 'bet' });
    await settle();
    expect(acts()).toEqual([]);
    runner.receive(welcome);
    runner.receive(turnMessage(1));
    expect(acts()).toHaveLength(1);
  });

  test('never makes a turn be played twice or an id mean two things, whatever is lost', async () => {
    const fates = fc.array(fc.constantFrom('through', 'act lost', 'ack lost', 'refused'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fates, async (script) => {
        const { runner, acts, thoughts } = startSeat();
        const played = new Map<number, string>();
        const meanings = new Map<string, string>();
        let turn = 1;
        let handled = 0;
        let twice = false;
        runner.receive(turnMessage(turn));
        const drop = (): void => {
          runner.detach();
          const [at, id] = [...played].at(-1) ?? [];
          runner.receive({ ...welcome, last: at === undefined ? null : { turn: at, id: id! } });
          runner.receive(turnMessage(turn));
        };
        for (const fate of script) {
          const thought = thoughts.at(-1)!;
          thought.answer({ action: `${thought.turn.turn} after ${thoughts.length}` });
          await settle();
          expect(acts()).toHaveLength(handled + 1);
          const act = acts()[handled++]!;
          expect(meanings.get(act.id) ?? act.action).toBe(act.action);
          meanings.set(act.id, act.action as string);
          expect(act.turn).toBe(turn);
          if (fate === 'act lost') drop();
          else if (fate === 'refused')
            runner.receive({ type: 'refused', turn, id: act.id, code: 'x', message: '', attemptsLeft: 1 });
          else {
            twice ||= played.has(turn);
            played.set(turn, act.id);
            turn += 2;
            if (fate === 'ack lost') drop();
            else {
              runner.receive({ type: 'ack', turn: act.turn, id: act.id });
              runner.receive(turnMessage(turn));
            }
          }
        }
        expect(twice).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('long answers', () => {
  test.each([
    ['x', limits.reasoningBytesMax + 1],
    ['漢', limits.reasoningBytesMax + 1],
    ['😀', limits.reasoningBytesMax + 1],
    ['\u0001', 16_000],
  ])('of %j fit a frame and are still seen to be cut', (unit, bytesMin) => {
    const sent: ClientMessage[] = [];
    const reasoning = unit.repeat(400_000);
    const runner = createSeatRunner({
      player: () => ({ text: reasoning, reasoning }),
      send: (message) => sent.push(message),
      onFailure: () => {},
    });
    runner.receive(welcome);
    runner.receive(turnMessage(1));
    const act = sent[0] as Act;
    expect(Buffer.byteLength(JSON.stringify(act))).toBeLessThanOrEqual(limits.frameBytesMax);
    expect(act.text!.length).toBeGreaterThan(limits.actionTextUnitsMax);
    expect(Buffer.byteLength(act.reasoning!)).toBeGreaterThanOrEqual(bytesMin);
  });
});
