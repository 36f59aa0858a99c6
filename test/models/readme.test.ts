import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../clients/agents/address.ts';
import { readLlmEntry } from '../../clients/agents/llm/llm-entry.ts';
import { commonOptionNames, readLlmOptions } from '../../clients/agents/llm/llm-options.ts';
import { providers } from '../../clients/agents/models/providers.ts';
import { strategies } from '../../clients/agents/strategies/registry.ts';

const page = readFileSync(new URL('../../clients/agents/README.md', import.meta.url), 'utf8');
const front = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const sectionOf = (title: string): string =>
  new RegExp(`^## ${title}$(.*?)(?=^## |$(?![\\s\\S]))`, 'msu').exec(page)![1]!;
/** The words in code in the first cell of each row of a section's table, and the row. */
const rowsOf = (title: string) =>
  [...sectionOf(title).matchAll(/^\| (`[^|]+) \|(.*)\|$/gmu)].map(([, cell, rest]) => ({
    names: [...cell!.matchAll(/`([^`]+)`/gu)].map(([, name]) => name!),
    rest: rest!,
  }));

describe('the page on language models', () => {
  test('has every provider, with its key and place', () => {
    const rows = rowsOf('Providers');
    expect(rows.flatMap(({ names }) => names)).toEqual(providers.map(({ name }) => name));
    for (const [at, { keyVariable, baseUrl, takesBaseUrl }] of providers.entries()) {
      expect(rows[at]!.rest).toContain(keyVariable ?? 'none');
      expect(rows[at]!.rest).toContain(takesBaseUrl ? (baseUrl ?? '`base-url`') : 'its own address');
    }
  });

  test('has every strategy, with its options and their defaults', () => {
    const rows = rowsOf('Strategies');
    expect(rows.flatMap(({ names }) => names)).toEqual(strategies.map(({ name }) => name));
    for (const [at, strategy] of strategies.entries()) {
      const given = { strong: 'PROVIDER/MODEL' };
      expect(() => strategy.open(given)).not.toThrow();
      const defaults = Object.entries(strategy.options.strip().parse(given)).map(
        ([key, value]) => `\`${key}=${String(value)}\``,
      );
      for (const option of defaults) expect(rows[at]!.rest).toContain(option);
      expect(rows[at]!.rest.match(/`[a-z-]+=/gu) ?? []).toHaveLength(defaults.length);
    }
  });

  test('has every option that all strategies share, and none that there is not', () => {
    const named = rowsOf('Options').flatMap(({ names }) => names);
    for (const name of named) {
      const read = readLlmOptions({ [name]: '?' });
      const issues = 'issues' in read ? read.issues : [];
      expect(issues.every(({ path }) => path[0] === name)).toBe(true);
    }
    expect(named.toSorted()).toEqual(commonOptionNames.toSorted());
  });

  test('and the front page give addresses that can be read', () => {
    const addresses = [...`${page}${front}`.matchAll(/llm:[a-z]+\/[a-z0-9-]+(?:\?\S+)?/gu)].map(([address]) =>
      address.replace(/["'`]+.*$/u, ''),
    );
    expect(addresses.length).toBeGreaterThan(4);
    const keys = Object.fromEntries(
      providers.flatMap(({ keyVariable }) => (keyVariable === undefined ? [] : [[keyVariable, 'key']])),
    );
    for (const text of addresses) {
      const address = parseAddress(text);
      if ('problem' in address) throw new Error(address.problem.message);
      expect(readLlmEntry(address, keys)).not.toHaveProperty('problem');
    }
  });
});
