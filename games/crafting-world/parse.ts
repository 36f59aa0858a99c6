import type { Illegal, Parsed } from '../game.ts';
import { actionSchema } from './actions.ts';
import { type Plan, type PlanItem, listMax, nestingMax, repeatsMax, sizeOf } from './plan.ts';

/** Longer answers are refused unread. */
export const answerUnitsMax = 200_000;

const form =
  'Answer with JSON alone, such as {"actions":[{"do":"move","x":1,"y":2},{"repeat":3,"actions":[{"do":"gather"}]}]}.';

type Read = { readonly items: readonly PlanItem[] } | { readonly fault: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readPrimitive = (value: unknown, where: string): PlanItem | { readonly fault: string } => {
  const read = actionSchema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  return { fault: `${[where, ...issue.path.map(String)].join('.')}: ${issue.message}` };
};

const readItem = (value: unknown, where: string, depth: number): PlanItem | { readonly fault: string } => {
  if (!isRecord(value) || !('repeat' in value)) return readPrimitive(value, where);
  const { actions, repeat, ...rest } = value;
  if (depth >= nestingMax)
    return { fault: `${where}: at most ${nestingMax} repeats may lie within each other` };
  if (typeof repeat !== 'number' || !Number.isInteger(repeat) || repeat < 1 || repeat > repeatsMax)
    return { fault: `${where}.repeat: an integer from 1 to ${repeatsMax} is expected` };
  if (Object.keys(rest).length > 0) return { fault: `${where}: a repeat has only "repeat" and "actions"` };
  const read = readList(actions, `${where}.actions`, depth + 1);
  return 'fault' in read ? read : { actions: read.items, repeat };
};

const readList = (value: unknown, where: string, depth: number): Read => {
  if (!Array.isArray(value)) return { fault: `${where}: a list of actions is expected` };
  if (value.length === 0) return { fault: `${where}: the list is empty; at least one action is expected` };
  if (value.length > listMax) return { fault: `${where}: at most ${listMax} entries are allowed` };
  const items: PlanItem[] = [];
  for (const [n, entry] of value.entries()) {
    const item = readItem(entry, `${where}[${n}]`, depth);
    if ('fault' in item) return item;
    items.push(item);
  }
  return { items };
};

/** A plan, a list of actions, or one action or block alone. */
const readPlan = (value: unknown): Read => {
  if (Array.isArray(value)) return readList(value, 'actions', 0);
  if (!isRecord(value)) return { fault: 'a JSON object is expected' };
  if ('do' in value || 'repeat' in value) return readList([value], 'actions', 0);
  const { actions, ...rest } = value;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return { fault: `"${unknown}" is unknown; a plan has only "actions"` };
  return readList(actions, 'actions', 0);
};

/** The answer without spaces, and without a code fence if all of it stands in one. */
const bare = (text: string): string => {
  const trimmed = text.trim();
  if (!trimmed.startsWith('```') || !trimmed.endsWith('```') || trimmed.length < 6) return trimmed;
  return trimmed
    .slice(3, -3)
    .replace(/^json\b/i, '')
    .trim();
};

const unparsable = (fault: string): Parsed<Plan> => ({
  problem: 'unparsable',
  message: `The answer is not a plan: ${fault}. ${form}`,
});

/** Why a plan is too large for one answer, or undefined. */
export const refuseSize = (plan: Plan, actionsMax: number): Illegal | undefined => {
  const size = sizeOf(plan.actions);
  return size > actionsMax
    ? {
        code: 'too-many-actions',
        message: `The plan comes to ${size} actions; at most ${actionsMax} are allowed in one answer.`,
      }
    : undefined;
};

const membersOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + membersOf(inner), own);
};

/** Whether an object of the JSON text names a member twice: readers of JSON disagree on which of the two counts. */
const hasRepeatedMember = (json: string, value: unknown): boolean => {
  const withoutStrings = json.replace(/"(?:[^"\\]|\\.)*"/g, '');
  // Outside of strings, a colon stands for one member each.
  return withoutStrings.split(':').length - 1 > membersOf(value);
};

/** Reads an answer as data: JSON of one shape, nothing else, and never as code. */
export const parsePlan = (text: string, actionsMax: number): Parsed<Plan> => {
  if (text.length > answerUnitsMax) return unparsable(`it is longer than ${answerUnitsMax} characters`);
  const answer = bare(text);
  if (answer === '') return { problem: 'empty', message: `The answer is empty. ${form}` };
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return unparsable('it is not valid JSON');
  }
  const read = readPlan(value);
  if ('fault' in read) return unparsable(read.fault);
  if (hasRepeatedMember(answer, value))
    return {
      problem: 'ambiguous',
      message: 'The answer names a member of one object twice; name each once.',
    };
  const plan: Plan = { actions: read.items };
  const refusal = refuseSize(plan, actionsMax);
  return refusal === undefined ? { action: plan } : { problem: 'illegal', message: refusal.message };
};

/** The canonical text of a plan: JSON with sorted members and no spaces. */
export const formatPlan = (plan: Plan): string => JSON.stringify(plan);
