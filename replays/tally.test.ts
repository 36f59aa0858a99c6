import { describe, expect, test } from 'vitest';
import { gameById } from '../games/registry.ts';
import { sha256Hex } from '../games/sha256.ts';
import { createMatchDraft, type FinishedLog } from './samples/match-draft.ts';
import { createSigningKey, createSyncSigner } from './stores/signing-key.ts';
import { ledgerRowOf } from './tally.ts';
import { thinkBucketOf } from './think-buckets.ts';

const arena = createSigningKey();
const key = { publicKey: arena.publicKey, sign: createSyncSigner(arena) };

const record = (): FinishedLog => {
  const game = gameById('rock-paper-scissors')!;
  const draft = createMatchDraft({
    game,
    config: { rounds: 3 },
    match: 'tally-match',
    seed: '00112233445566778899aabbccddeeff',
    key,
    group: { pair: 'p', event: 'e' },
  });
  draft.refuse(0, 'illegal', { usage: { input: 5, output: 1, costUsd: 0.5 } });
  draft.refuse(0, 'empty');
  draft.hold(0, 'rock', { ms: 100, usage: { input: 10, costUsd: 0.25 } });
  draft.step(new Map([[1, 'paper']]), { ms: 7 });
  draft.hold(0, 'rock', { ms: 1000, usage: { output: 3 } });
  draft.event({ kind: 'resign', seat: 1 });
  return draft.end('resign', null, 1);
};

describe('a ledger row', () => {
  const { lines, row } = record();

  test('counts what each seat did and cost, refused and untaken actions too', () => {
    expect(row.seats[0]).toEqual({
      seat: 0,
      agent: 'bot:random-0@1',
      owner: 'house',
      role: 'first',
      score: 1,
      place: 1,
      turns: 1,
      refusals: { truncated: 0, empty: 1, unparsable: 0, ambiguous: 0, illegal: 1 },
      tokensIn: 15,
      tokensOut: 4,
      costUsd: 0.75,
      sources: { bot: 1 },
      thinkMs: 1100,
      think: [[thinkBucketOf(100), 1]],
    });
  });

  test('leaves unknown what nobody stated', () => {
    expect(row.seats[1]).toMatchObject({
      turns: 1,
      tokensIn: null,
      tokensOut: null,
      costUsd: null,
      thinkMs: 7,
    });
  });

  test('names match, pool, group, ending and the hash of the last line', () => {
    expect(row).toMatchObject({
      match: 'tally-match',
      game: 'rock-paper-scissors',
      version: 1,
      group: { pair: 'p', event: 'e' },
      steps: 1,
      termination: 'resign',
      fault: null,
      rated: true,
      logHash: sha256Hex(lines.at(-1)!),
    });
    expect(row.pool).toMatch(/^rock-paper-scissors\/llm\+/);
    expect(row.startedAt < row.endedAt).toBe(true);
  });

  test('is rebuilt from the log alike', () => {
    expect(ledgerRowOf(lines, gameById)).toEqual(row);
  });

  test('cannot be made of a broken, unfinished or unknown log', () => {
    expect(ledgerRowOf(lines.slice(0, -1), gameById)).toMatchObject({ code: 'order' });
    expect(ledgerRowOf(lines.with(2, lines[3]!), gameById)).toMatchObject({ code: 'chain' });
    expect(ledgerRowOf(lines, () => undefined)).toMatchObject({ code: 'unknown-game' });
  });
});
