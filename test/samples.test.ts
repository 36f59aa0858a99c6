import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gameById, games } from '../games/registry.ts';
import { sampleKey, samples } from '../scripts/samples.ts';
import { splitLogs } from '../replays/read.ts';
import { verifyLog } from '../replays/verify.ts';

const folder = new URL('../replays/samples/', import.meta.url);
const kept = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

test('there is one a game, one forfeit and one void match', () => {
  const names = [...games.map(({ id }) => id), 'forfeit', 'void'];
  expect(kept.toSorted()).toEqual(names.map((name) => `${name}.jsonl`).toSorted());
});

test('the script writes the same bytes again', () => {
  expect(Object.fromEntries(samples())).toEqual(Object.fromEntries(kept.map((name) => [name, textOf(name)])));
});

describe('a committed sample', () => {
  test.each(kept)('%s verifies', async (name) => {
    const logs = splitLogs(textOf(name), name);
    expect(logs).toHaveLength(1);
    const options = { gameOf: gameById, trustedKeys: [sampleKey.publicKey], strict: true };
    expect(await verifyLog(logs[0]!.lines, options)).toMatchObject({ status: 'valid', warnings: [] });
  });
});
