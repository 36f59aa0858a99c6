import { digestPattern, idUnitsMax, instantPattern, seatKeyPattern, sources, type Step } from './format.ts';

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isDigest = (value: unknown): boolean => isText(value) && digestPattern.test(value);
const isWhole = (value: unknown, min: number): boolean => Number.isSafeInteger(value) && Number(value) >= min;

/** Counted, not copied apart: this is asked of every line. */
const hasMembers = (value: Members, count: number): boolean => Object.keys(value).length === count;

const isBySeat = (value: unknown, isOne: (of: unknown) => boolean): boolean => {
  if (!isMembers(value)) return false;
  for (const seat of Object.keys(value)) if (!seatKeyPattern.test(seat) || !isOne(value[seat])) return false;
  return true;
};

const sourceNames: ReadonlySet<unknown> = new Set(sources);

const isPlainBy = (value: unknown): boolean => {
  if (!isMembers(value)) return false;
  const { id, ms, attempts, source } = value;
  const count = 2 + Number(id !== undefined) + Number(source !== undefined);
  return (
    hasMembers(value, count) &&
    isWhole(ms, 0) &&
    isWhole(attempts, 1) &&
    (id === undefined || (isText(id) && id.length <= idUnitsMax)) &&
    (source === undefined || sourceNames.has(source))
  );
};

/**
 * Whether a parsed line is a step such as most are: its actions are texts, and nothing is claimed about a model. All
 * such steps pass `stepSchema`, which takes seven times as long to say so; what is none must be asked of the schema.
 */
export const isPlainStep = (value: unknown): value is Step => {
  if (!isMembers(value) || value['type'] !== 'step') return false;
  const { prev, n, actions, by, state, at } = value;
  return (
    hasMembers(value, 7) &&
    isDigest(prev) &&
    isWhole(n, 1) &&
    isBySeat(actions, isText) &&
    isBySeat(by, isPlainBy) &&
    isDigest(state) &&
    isText(at) &&
    instantPattern.test(at)
  );
};
