import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateDocuments } from './generate.ts';
import { clientSchemas, serverSchemas } from './json-schemas.ts';
import { meanings } from './meanings.ts';

test('the generated documents are those in the repository; `node server/protocol/generate.ts --write` makes them so', async () => {
  for (const [address, text] of await generateDocuments())
    expect(await readFile(new URL(address), 'utf8')).toBe(text);
});

test('every message is in PROTOCOL.md, and every meaning belongs to a member', async () => {
  const documents = await generateDocuments();
  const protocol = [...documents].find(([address]) => address.endsWith('/PROTOCOL.md'))![1];
  for (const [name, schema] of Object.entries({ ...clientSchemas, ...serverSchemas })) {
    expect(protocol).toContain(`#### ${name}\n`);
    for (const member of Object.keys(meanings[name] ?? {}))
      expect(Object.keys(schema.shape)).toContain(member);
  }
});
