import { sha256Hex } from '../../games/sha256.ts';
import { chainStart } from '../format.ts';
import type { Sign } from '../record.ts';

type Loose = { [member: string]: unknown };

const signed = (record: Loose, sign: Sign): string => {
  const unsigned = { ...record };
  delete unsigned['signature'];
  let line = '';
  sign(sha256Hex(JSON.stringify(unsigned)), (fresh) => {
    line = JSON.stringify({ ...unsigned, signature: fresh });
  });
  return line;
};

/**
 * A log with its records changed by `edit`, chained and signed anew with a key that signs at once: what somebody
 * with that key could make others believe. For tests of verification.
 */
export const forgeLog = (
  lines: readonly string[],
  sign: Sign,
  edit: (records: Loose[]) => void,
): string[] => {
  const records = lines.map((line) => JSON.parse(line) as Loose);
  edit(records);
  let prev = chainStart;
  return records.map((record) => {
    const linked = { ...record, prev };
    const line = record['type'] === 'end' ? signed(linked, sign) : JSON.stringify(linked);
    prev = sha256Hex(line);
    return line;
  });
};
