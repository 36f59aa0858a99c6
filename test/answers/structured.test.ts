import { describe, expect, test } from 'vitest';
import type { Json } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import { stepRng } from '../../games/rng.ts';
import { readAnswer } from '../../clients/agents/parser/answer.ts';
import { harmless } from './mutations.ts';

/** The crafting world takes plans: actions that are objects, not texts. */
const world = gameById('crafting-world')!;
const config: unknown = world.schemas.config.parse(world.defaults);
const view = world.view(world.setup(config, stepRng('0'.repeat(32), 0)), 0) as Json;

const plans: readonly string[] = [
  '{"actions":[{"do":"gather"}]}',
  '{"actions":[{"do":"move","x":0,"y":1}]}',
  '{"actions":[{"do":"move","x":1,"y":2},{"do":"gather"}]}',
  '{"actions":[{"repeat":3,"actions":[{"do":"gather"}]}]}',
  '{"actions":[{"do":"move","x":0,"y":0},{"repeat":2,"actions":[{"do":"gather"},{"do":"gather"}]}]}',
  '{\n  "actions": [\n    {"do": "gather"},\n    {"do": "gather"}\n  ]\n}',
  '{"actions": [ { "do" : "move" , "x" : 2 , "y" : 2 } ] }',
  '{"actions":[{"do":"gather"},{"do":"move","x":-1,"y":0},{"do":"gather"}]}',
];

/** Answers that hold the plan {m}, as models write them. */
const wrappings: readonly string[] = [
  '{m}',
  '\n{m}\n',
  '```json\n{m}\n```',
  '```\n{m}\n```',
  'Here is my plan:\n{m}',
  'Sure!\n\n```json\n{m}\n```\n\nGood luck!',
  '{m}\n\nThis gathers what is needed.',
  'I need wood {first}. So:\n{m}',
  '{"move": {m}}',
  '{"thought": "gather", "move": {m}, "note": ""}',
  '{"action": {m}}',
  '```json\n{"thought": "I { think }", "move": {m}, "note": "none"}\n```',
  '<think>{"move": "walk"}</think>{"move": {m}}',
  'Thinking about [1] and [2]...\n{"move": {m}}',
];

/** Answers that hold no plan that could be meant. */
const refusals: readonly string[] = [
  '{"actions":[]}',
  '{"actions":[{"do":"fly"}]}',
  '{"actions":[{"do":"move"}]}',
  '{"actions":"gather"}',
  '{"move":{"actions":[]}}',
  '{"move":"walk to the wood"}',
  '{"move":null}',
  'gather',
  'I gather wood.',
  'actions: gather, gather',
  '{"actions":[{"do":"gather"}',
  '{"move": {"actions":[{"do":"gather"}]',
  '[]',
  '{"actions":[{"do":"gather"}],"extra":1}',
];

const cases = plans.flatMap((plan) =>
  wrappings.map((text) => ({ plan, text: text.replaceAll('{m}', plan) })),
);
const meantBy = (plan: string): Json => {
  const parsed = world.parseAction(plan, view);
  if (!('action' in parsed)) throw new Error(`${plan}: ${parsed.problem}`);
  return parsed.action as Json;
};
const read = (text: string): Json | undefined => {
  const answer = readAnswer({ text, finish: 'stop' }, world, view);
  return 'action' in answer ? answer.action : undefined;
};

/** What providers that are held to a shape answer: fields, and not a text. */
const structured = (json: Json, id: string, seen: Json) =>
  readAnswer({ text: JSON.stringify(json), json, finish: 'stop' }, gameById(id)!, seen);

describe('answers in structured JSON', () => {
  test('there are many', () => expect(cases.length + refusals.length * 3).toBeGreaterThanOrEqual(150));

  test('are read as the plan that they hold', () => {
    expect(
      cases.filter(({ plan, text }) => JSON.stringify(read(text)) !== JSON.stringify(meantBy(plan))),
    ).toEqual([]);
  });

  test('are refused where they hold none', () => {
    expect(refusals.filter((text) => read(text) !== undefined)).toEqual([]);
  });

  test.each(harmless)('are never read as another plan after a change: $name', ({ mutate }) => {
    const wrong = cases.filter(({ plan, text }) => {
      const action = read(mutate(text));
      return action !== undefined && JSON.stringify(action) !== JSON.stringify(meantBy(plan));
    });
    expect(wrong).toEqual([]);
    expect(refusals.filter((text) => read(mutate(text)) !== undefined)).toEqual([]);
  });
});

describe('fields of an answer that has its shape', () => {
  const board = gameById('tic-tac-toe')!;
  const start = board.view(board.setup({}, stepRng('', 0)), 0) as Json;
  test.each([
    [
      { thought: 'the centre', move: 'E', note: 'mind the corners' },
      { action: 'E', rung: 'structured' },
    ],
    [{ move: ' e ' }, { action: 'E' }],
    [{ move: 'I take E.' }, { action: 'E' }],
    [{ move: 'E or A' }, { problem: 'ambiguous' }],
    [{ move: 'X' }, { problem: 'unparsable' }],
    [{ move: '' }, { problem: 'empty' }],
    [{ move: 'E', action: 'A' }, { problem: 'ambiguous' }],
  ])('%j is read as %j', (json, due) => {
    expect(structured(json, 'tic-tac-toe', start)).toMatchObject(due);
  });

  test('that hold no move are read by their text', () => {
    expect(structured({ thought: 'E' }, 'tic-tac-toe', start)).toMatchObject({ problem: 'unparsable' });
  });

  test('tell thought and note beside the move', () => {
    const json = { thought: 'the centre', move: 'E', note: 'mind the corners' };
    expect(structured(json, 'tic-tac-toe', start)).toMatchObject({ thought: json.thought, note: json.note });
  });
});
