import { gameById } from '../../games/registry.ts';
import { lineSchema, type Line } from '../../replays/format.ts';
import type { LedgerRow } from '../../replays/ledger.ts';
import type { Store } from '../../replays/store.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { PlayedMatch } from './load.ts';

/** What the store holds of what agents were promised. */
export interface Audit {
  readonly matches: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly valid: number;
  readonly unfinished: number;
  readonly ledgerRows: number;
  /** How often a match changed its process. */
  readonly adoptions: number;
  /** All that is not as it must be, in words. */
  readonly violations: readonly string[];
}

/** Where each id of a seat was played. */
const playedIds = (lines: readonly Line[], seat: number): [string, number][] =>
  lines.flatMap((line) =>
    line.type === 'step' && line.by[seat]?.id !== undefined ? [[line.by[seat].id, line.n]] : [],
  );

const whyOf = ({ failure }: PlayedMatch): string => (failure instanceof Error ? `: ${failure.message}` : '');

const pageMax = 1_000;

const allRows = async (store: Pick<Store, 'ledger'>): Promise<readonly LedgerRow[]> => {
  const rows: LedgerRow[] = [];
  for (;;) {
    const page = await store.ledger(rows.at(-1)?.seq ?? 0, pageMax);
    if (page.length === 0) return rows;
    rows.push(...page);
  }
};

const auditMatch = async (store: Pick<Store, 'read'>, match: PlayedMatch, rowsCount: number) => {
  const found = { lost: 0, duplicated: 0, isValid: false, isFinished: false, adoptions: 0 };
  const violations: string[] = [];
  const blame = (what: string): void => void violations.push(`${match.id} (${match.door}): ${what}`);
  const texts = await store.read(match.id);
  if (texts === undefined) {
    blame('the store does not know it');
    return { ...found, lost: match.acked.reduce((sum, { size }) => sum + size, 0), violations };
  }
  const verdict = await verifyLog(texts, { gameOf: gameById, trustedKeys: [] });
  found.isValid = verdict.status === 'valid';
  if (!found.isValid) blame(`its log is ${JSON.stringify(verdict)}`);
  const lines = texts.map((text) => lineSchema.parse(JSON.parse(text)));
  for (const [seat, acked] of match.acked.entries()) {
    const played = playedIds(lines, seat);
    const byId = new Map(played);
    found.duplicated += played.length - byId.size;
    if (played.length > byId.size) blame(`seat ${seat}: an id was played twice`);
    for (const [id, turn] of acked)
      if (byId.get(id) !== turn) {
        found.lost += 1;
        blame(`seat ${seat}: the acknowledged ${id} of turn ${turn} is lost`);
      }
  }
  found.adoptions = lines.filter((line) => line.type === 'event' && line.kind === 'adopted').length;
  const ends = lines.filter(({ type }) => type === 'end').length;
  found.isFinished = ends === 1;
  if (ends !== 1) blame(`its log has ${ends} ends`);
  if (rowsCount !== 1) blame(`it has ${rowsCount} ledger rows`);
  const told = new Set((match.ends ?? []).map(({ outcome }) => JSON.stringify(outcome)));
  if (told.size !== 1) blame(`its seats were told ${told.size} results${whyOf(match)}`);
  for (const { fault } of match.ends ?? [])
    if (fault !== null) blame(`a seat was blamed: ${JSON.stringify(fault)}`);
  return { ...found, violations };
};

/** Compares everything that agents were told with what is stored. */
export const audit = async (
  store: Pick<Store, 'read' | 'ledger' | 'list'>,
  matches: readonly PlayedMatch[],
): Promise<Audit> => {
  const rows = await allRows(store);
  const rowsOf = new Map<string, number>();
  for (const { match } of rows) rowsOf.set(match, (rowsOf.get(match) ?? 0) + 1);
  const violations: string[] = [];
  for (const [match, count] of rowsOf) if (count > 1) violations.push(`${match}: ${count} ledger rows`);
  const unfinished = (await store.list({ status: 'running' }, pageMax)).items;
  for (const { match } of unfinished) violations.push(`${match}: it never ended`);
  const sum = { lost: 0, duplicated: 0, valid: 0, adoptions: 0, acknowledged: 0 };
  for (const match of matches) {
    const found = await auditMatch(store, match, rowsOf.get(match.id) ?? 0);
    sum.lost += found.lost;
    sum.duplicated += found.duplicated;
    sum.valid += found.isValid && found.isFinished ? 1 : 0;
    sum.adoptions += found.adoptions;
    sum.acknowledged += match.acked.reduce((total, { size }) => total + size, 0);
    violations.push(...found.violations);
  }
  return {
    ...sum,
    matches: matches.length,
    unfinished: unfinished.length,
    ledgerRows: rows.length,
    violations,
  };
};
