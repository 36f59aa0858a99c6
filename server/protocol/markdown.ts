import { catalogue } from '../catalogue.ts';
import { doorLimits } from '../gateway/door-limits.ts';
import { jsonSchemaOf, type JsonSchema } from './json-schemas.ts';
import type { Route } from './route-table.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** A schema in a few words: `integer`, `"a" or "b"`, `list of string`. */
const formatType = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map(formatType).join(' or ');
  if (schema.items !== undefined) return `list of ${formatType(schema.items)}`;
  if (schema.properties !== undefined) {
    const { required = [] } = schema;
    const names = Object.keys(schema.properties).map((name) => (required.includes(name) ? name : `${name}?`));
    return `{${names.join(', ')}}`;
  }
  if (schema.format === 'date-time') return 'instant, ISO 8601 in UTC';
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (typeof schema.type !== 'string') return 'any JSON';
  return [schema.type, ...formatBounds(schema)].join(', ');
};

const formatLength = ({ minLength = 0, maxLength }: JsonSchema): string[] => {
  if (maxLength === undefined) return minLength === 0 ? [] : [`at least ${minLength} characters`];
  return [minLength === 0 ? `at most ${maxLength} characters` : `${minLength} to ${maxLength} characters`];
};

/** What a number or a text must keep to, in a few words. */
const formatBounds = ({ minimum, maximum, pattern, ...schema }: JsonSchema): string[] => [
  ...(typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? [`from ${minimum}`] : []),
  ...(typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? [`to ${maximum}`] : []),
  ...formatLength(schema),
  ...(pattern === undefined ? [] : [`\`${pattern}\``]),
];

const formatDefault = (schema: JsonSchema): string[] =>
  schema.default === undefined ? [] : [`Default: ${JSON.stringify(schema.default)}.`];

/** The members of an object schema: name, type, whether it must be there, and what it means. */
export const formatMembers = (
  { properties = {}, required = [] }: JsonSchema,
  meanings: { readonly [name: string]: string } = {},
): string =>
  formatTable(
    ['member', 'type', '', 'meaning'],
    Object.entries(properties).map(([name, schema]) => [
      `\`${name}\``,
      formatType(schema),
      required.includes(name) ? '' : 'optional',
      [meanings[name] ?? schema.description ?? '', ...formatDefault(schema)]
        .filter((text) => text !== '')
        .join(' '),
    ]),
  );

/** Every refusal of the catalogue. */
export const formatErrors = (): string =>
  formatTable(
    ['code', 'HTTP', 'what was wrong', 'what would be right'],
    Object.entries(catalogue).map(([code, { status, title, hint }]) => [
      `\`${code}\``,
      String(status),
      title,
      hint,
    ]),
  );

/** Every limit by its name. */
export const formatLimits = (): string =>
  formatTable(
    ['limit', 'value'],
    Object.entries(doorLimits).map(([name, value]) => [`\`${name}\``, String(value)]),
  );

const formatRoute = (route: Route): string => {
  const parts = [`### ${route.method} ${route.path}`, route.summary];
  if (route.key !== undefined) parts.push(`Key: ${route.key}.`);
  if (route.query !== undefined) parts.push('Query:', formatMembers(jsonSchemaOf(route.query, 'input')));
  if (route.body !== undefined) parts.push('Body:', formatMembers(jsonSchemaOf(route.body, 'input')));
  if (route.reply === undefined) parts.push(`Answers ${route.status}.`);
  else {
    const reply = jsonSchemaOf(route.reply, 'output');
    parts.push(`Answers ${route.status}${reply.properties === undefined ? '.' : ':'}`);
    if (reply.properties !== undefined) parts.push(formatMembers(reply));
  }
  if (route.refusals.length > 0)
    parts.push(`Refusals: ${route.refusals.map((code) => `\`${code}\``).join(', ')}.`);
  return parts.join('\n\n');
};

/** Every route. */
export const formatRoutes = (routes: readonly Route[]): string => routes.map(formatRoute).join('\n\n');
