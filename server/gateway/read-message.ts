import { formatIssues, refuse, type Refusal } from '../errors.ts';
import { protocolVersion } from '../protocol/constants.ts';
import { actSchema, helloSchema, resignSchema, type ClientMessage } from '../protocol/messages.ts';

/** Levels of objects and arrays in one message. Recursive readers further in are safe below it. */
const nestingLevelsMax = 64;

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1));
};

const schemas = { hello: helloSchema, act: actSchema, resign: resignSchema } as const;

const isKnownType = (type: unknown): type is keyof typeof schemas =>
  typeof type === 'string' && Object.hasOwn(schemas, type);

const badType = (type: unknown): Refusal =>
  type === undefined
    ? refuse('unknown-type', 'The member `type` is missing.')
    : refuse('unknown-type', `There is no message of type ${JSON.stringify(type)?.slice(0, 80)}.`);

/** Reads what came over either door, once; all that follows trusts the message. */
export const readMessage = (value: unknown): ClientMessage | Refusal => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('bad-frame', 'A message is one JSON object.');
  const { type, protocol } = value as { type?: unknown; protocol?: unknown };
  if (isDeeperThan(value, nestingLevelsMax))
    return refuse('too-deep', `The message has over ${nestingLevelsMax} levels of nesting.`);
  if (!isKnownType(type)) return badType(type);
  if (type === 'hello' && typeof protocol === 'number' && protocol !== protocolVersion)
    return refuse('protocol-unsupported', `Protocol ${protocol} is not spoken here.`);
  const parsed = schemas[type].safeParse(value);
  if (parsed.success) return parsed.data;
  return refuse('bad-frame', `${type}: ${formatIssues(parsed.error.issues)}`);
};
