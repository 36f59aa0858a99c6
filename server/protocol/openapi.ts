import { jsonSchemaOf, type JsonSchema } from './json-schemas.ts';
import type { Route } from './route-table.ts';
import { problemSchema } from './routes.ts';

const parameters = ({ path, query }: Route): readonly object[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] }: JsonSchema =
    query === undefined ? {} : jsonSchemaOf(query, 'input');
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
};

const operation = (route: Route): object => {
  const reply = route.reply && {
    content: { 'application/json': { schema: jsonSchemaOf(route.reply, 'output') } },
  };
  return {
    summary: route.summary,
    ...(route.key !== undefined && { description: `Key: ${route.key}.`, security: [{ key: [] }, {}] }),
    parameters: parameters(route),
    ...(route.body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchemaOf(route.body, 'input') } },
      },
    }),
    responses: {
      [route.status]: { description: 'Done.', ...reply },
      default: {
        description: ['A refusal', ...route.refusals.map((code) => `\`${code}\``)].join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
};

/** The routes as an OpenAPI 3.1 document. */
export const openApiOf = (routes: readonly Route[]): object => {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: '3.1.0',
    info: { title: 'Agon', version: '1', description: 'The HTTP door of an Agon arena. See PROTOCOL.md.' },
    paths,
    components: {
      schemas: { Problem: jsonSchemaOf(problemSchema, 'output') },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
};
