import { readFile, writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { clientSchemas, jsonSchemaOf, lineSchemas, serverSchemas } from './json-schemas.ts';
import { formatErrors, formatLimits, formatMembers, formatRoutes } from './markdown.ts';
import { meanings } from './meanings.ts';
import { openApiOf } from './openapi.ts';
import { routes } from './route-table.ts';

const proseFile = new URL('prose.md', import.meta.url);

const messages = { ...clientSchemas, ...serverSchemas };
/** What the prose may ask for: the messages, and the lines of a log. */
const documented = { ...messages, ...lineSchemas };
const ioOf = (name: string): 'input' | 'output' => (name in clientSchemas ? 'input' : 'output');

const formatJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Replaces each `{{part}}` of the prose; an unknown part is an error of whoever wrote it. */
const fill = (prose: string): string =>
  prose.replaceAll(/\{\{(\w+)\}\}/g, (_, part: string) => {
    if (part === 'errors') return formatErrors();
    if (part === 'limits') return formatLimits();
    if (part === 'routes') return formatRoutes(routes);
    const schema = documented[part as keyof typeof documented];
    if (schema === undefined) throw new Error(`prose.md names the part ${part}, which there is not`);
    return formatMembers(jsonSchemaOf(schema, ioOf(part)), meanings[part]);
  });

/** Every generated document by its address: PROTOCOL.md, a JSON Schema a message, OpenAPI. */
export const generateDocuments = async (): Promise<ReadonlyMap<string, string>> => {
  const documents = new Map<string, string>();
  const put = (path: string, text: string): void => {
    documents.set(new URL(path, import.meta.url).href, text);
  };
  put('../../PROTOCOL.md', fill(await readFile(proseFile, 'utf8')));
  for (const [name, schema] of Object.entries(messages))
    put(`generated/${name}.json`, formatJson(jsonSchemaOf(schema, ioOf(name))));
  put('generated/openapi.json', formatJson(openApiOf(routes)));
  return documents;
};

if (import.meta.main && argv.includes('--write'))
  for (const [address, text] of await generateDocuments()) await writeFile(new URL(address), text);
