import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { gameById } from '../../games/registry.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { verifyLog } from '../../replays/verify.ts';
import { edited } from './edits.ts';

const folder = new URL('../../replays/samples/', import.meta.url);

/** The part of a log that its hashes and its signature cover. */
const chainOf = (text: string): string => {
  const lines = text.split('\n');
  return lines.slice(0, lines.findLastIndex((line) => line.startsWith('{"type":"end"')) + 1).join('\n');
};

/** Short samples, so that many are read in little time. */
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => readFileSync(new URL(name, folder)))
  .filter(({ length }) => length < 40_000);

const chains = new Set(samples.map((sample) => chainOf(sample.toString())));

/** A changed log is read to its end or to its fault, never valid, and no reader of logs throws. */
export const logs = (): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(edited(samples), async (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const lines = text.split('\n').filter((line) => line !== '');
    const { status } = await verifyLog(lines, { gameOf: gameById, trustedKeys: [] });
    ledgerRowOf(lines, gameById);
    formatPgn(lines);
    if (status === 'valid' && !chains.has(chainOf(text))) throw new Error('a changed log is valid');
  });
