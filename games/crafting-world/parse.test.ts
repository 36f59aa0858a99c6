import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action } from './actions.ts';
import { answerUnitsMax, formatPlan, parsePlan, refuseSize } from './parse.ts';
import { type Plan, type PlanItem, expand, nestingMax, planSchema, repeatsMax, sizeOf } from './plan.ts';

const gather: Action = { do: 'gather' };

const arbitraryPrimitive: fc.Arbitrary<Action> = fc.oneof(
  fc.constant(gather),
  fc.constant<Action>({ do: 'fight' }),
  fc.record({
    do: fc.constant('move' as const),
    x: fc.integer({ min: -9, max: 99 }),
    y: fc.integer({ min: -9, max: 9 }),
  }),
  fc.record({
    do: fc.constant('craft' as const),
    item: fc.constantFrom('bar', 'sword'),
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  fc.constant<Action>({ do: 'stop', reason: 'impossible' }),
);

const arbitraryItem = (depth: number): fc.Arbitrary<PlanItem> =>
  depth === 0
    ? arbitraryPrimitive
    : fc.oneof(
        { arbitrary: arbitraryPrimitive, weight: 3 },
        fc.record({
          actions: fc.array(arbitraryItem(depth - 1), { minLength: 1, maxLength: 3 }),
          repeat: fc.integer({ min: 1, max: 4 }),
        }),
      );

const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  actions: fc.array(arbitraryItem(nestingMax), { minLength: 1, maxLength: 4 }),
});

/** A repeat of `repeat` within a repeat, `depth` deep. */
const nested = (depth: number, repeat: number): PlanItem =>
  depth === 0 ? gather : { actions: [nested(depth - 1, repeat)], repeat };

describe('plans as text', () => {
  test('a plan formats and parses back, and schema and parser agree on it', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        expect(parsePlan(formatPlan(plan), 1e9)).toEqual({ action: plan });
        expect(planSchema.parse(JSON.parse(formatPlan(plan)))).toEqual(plan);
      }),
    );
  });

  test('what is read from any JSON is what the schema accepts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('actions', 'repeat', 'do'), (value, member) => {
        const text = JSON.stringify({ [member]: value });
        const parsed = parsePlan(text, 1e9);
        const accepted = planSchema.safeParse('action' in parsed ? parsed.action : JSON.parse(text));
        expect(accepted.success).toBe('action' in parsed);
      }),
    );
  });

  test('the size is counted without expanding and is right', () => {
    fc.assert(
      fc.property(arbitraryPlan, ({ actions }) => {
        expect(sizeOf(actions)).toBe([...expand(actions)].length);
      }),
    );
  });

  test('a mangled text is either no plan or to the letter another plan', () => {
    fc.assert(
      fc.property(arbitraryPlan, fc.nat(), fc.boolean(), (plan, place, isDoubled) => {
        const text = formatPlan(plan);
        const at = place % text.length;
        const mangled = text.slice(0, at + (isDoubled ? 1 : 0)) + text.slice(at + (isDoubled ? 0 : 1));
        const parsed = parsePlan(mangled, 1e9);
        expect('action' in parsed ? formatPlan(parsed.action) : mangled).toBe(mangled);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"do":"gather"}', [gather]],
    ['[{"do":"gather"}]', [gather]],
    ['```json\n{"actions":[{"do":"gather"}]}\n```', [gather]],
    ['{"actions":[{"do":"craft","item":"bar"}]}', [{ do: 'craft', item: 'bar', quantity: 1 }]],
    ['{"repeat":2,"actions":[{"do":"gather"}]}', [{ actions: [gather], repeat: 2 }]],
    ['{"actions":[{"do":"craft","item":"a:\\\"b"}]}', [{ do: 'craft', item: 'a:"b', quantity: 1 }]],
  ])('%s is a plan', (text, actions) => expect(parsePlan(text, 10)).toEqual({ action: { actions } }));

  test.each([
    ['', 'empty', 'empty'],
    ['gather', 'unparsable', 'not valid JSON'],
    ['for i in range(9): gather()', 'unparsable', 'not valid JSON'],
    ['{"actions":[]}', 'unparsable', 'the list is empty'],
    ['{"actions":[{"do":"dance"}]}', 'unparsable', 'actions[0].do'],
    ['{"actions":[{"do":"move","x":1}]}', 'unparsable', 'actions[0].y'],
    ['{"actions":[{"do":"gather","times":3}]}', 'unparsable', 'times'],
    ['{"actions":[{"do":"craft","item":"bar","quantity":0}]}', 'unparsable', 'actions[0].quantity'],
    ['{"actions":[{"do":"craft","item":"bar","quantity":1e9}]}', 'unparsable', 'actions[0].quantity'],
    ['{"actions":[{"repeat":0,"actions":[{"do":"gather"}]}]}', 'unparsable', 'actions[0].repeat'],
    ['{"plan":[{"do":"gather"}]}', 'unparsable', '"plan" is unknown'],
    ['{"repeat":11,"actions":[{"do":"gather"}]}', 'illegal', 'comes to 11 actions; at most 10'],
    ['{"actions":[{"do":"move","x":1,"x":2,"y":0}]}', 'ambiguous', 'twice'],
    ['{"actions":[{"do":"gather"}],"actions":[{"do":"fight"}]}', 'ambiguous', 'twice'],
    ['{"repeat":2,"\\u0072epeat":3,"actions":[{"do":"gather"}]}', 'ambiguous', 'twice'],
  ])('%s is refused and says why', (text, problem, why) => {
    const parsed = parsePlan(text, 10);
    expect(parsed).toMatchObject({ problem });
    expect((parsed as { message: string }).message).toContain(why);
  });
});

describe('repeat bombs', () => {
  test('repeats within repeats are counted, not run', () => {
    const bomb: Plan = { actions: [nested(nestingMax, repeatsMax)] };
    expect(sizeOf(bomb.actions)).toBe(repeatsMax ** nestingMax);
    expect(refuseSize(bomb, 2000)).toMatchObject({ code: 'too-many-actions' });
    expect(parsePlan(formatPlan(bomb), 2000)).toMatchObject({ problem: 'illegal' });
  });

  test('blocks may lie so deep within each other, and not one deeper', () => {
    const deepest: Plan = { actions: [nested(nestingMax, 1)] };
    expect(parsePlan(formatPlan(deepest), 10)).toEqual({ action: deepest });
    expect(planSchema.safeParse(deepest).success).toBe(true);
    const deeper: Plan = { actions: [nested(nestingMax + 1, 1)] };
    expect(parsePlan(formatPlan(deeper), 10)).toMatchObject({ problem: 'unparsable' });
    expect(planSchema.safeParse(deeper).success).toBe(false);
  });

  test('two thousand repeats within each other are refused by parser and schema, however they are sent', () => {
    const deep = `${'{"repeat":1,"actions":['.repeat(2000)}{"do":"gather"}${']}'.repeat(2000)}`;
    expect(parsePlan(deep, 2000)).toMatchObject({
      problem: 'unparsable',
      message: expect.stringContaining('4 repeats'),
    });
    expect(planSchema.safeParse({ actions: [JSON.parse(deep)] }).success).toBe(false);
    const brackets = '['.repeat(90_000) + ']'.repeat(90_000);
    expect(parsePlan(brackets, 2000)).toMatchObject({ problem: 'unparsable' });
  });

  test('two thousand repeats beside each other expand within the limit', () => {
    const flat = { actions: Array.from({ length: 2000 }, () => ({ actions: [gather], repeat: 1 })) };
    expect(parsePlan(formatPlan(flat), 2000)).toEqual({ action: flat });
    expect(parsePlan('x'.repeat(answerUnitsMax + 1), 2000)).toMatchObject({ problem: 'unparsable' });
  });
});
