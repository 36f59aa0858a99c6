import type { ExplainedStep } from '../../replays/simulate.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { checkLog, type CheckedLog } from './checked-log.ts';
import { environmentError, exits } from './cli-error.ts';
import { checkLedger } from './ledger-check.ts';
import { logPlaces, showPaths } from './log-places.ts';
import { readLogs } from './log-source.ts';
import { openLogView } from './log-view.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output, paint } from './output.ts';
import { trustedKeys } from './trusted-keys.ts';

export interface VerifyOptions extends CommonOptions {
  readonly config?: string;
  readonly key?: readonly string[];
  readonly strict?: true;
  readonly explain?: true;
}

interface Counts {
  readonly byStatus: { [Status in Verdict['status']]: number };
  badLedgers: number;
  unknownKeys: number;
  /** Logs that are not there any more, as the operator wished. */
  pruned: number;
}

const printStep = (output: Output, { n, line, actions, text, news }: ExplainedStep): void => {
  output.text(paint('dim', `line ${line}, step ${n}: ${JSON.stringify(actions)} ${news}`));
  output.text(text);
};

const printLog = (
  output: Output,
  { log, verdict, fault }: CheckedLog,
  steps: readonly ExplainedStep[] | undefined,
): void => {
  if (fault !== undefined) output.text(`${paint('red', 'invalid')} ${fault}`);
  // One key signs whole files of logs, so that is said once, in the summary.
  for (const warning of verdict.warnings)
    if (fault === undefined && verdict.signature !== 'unknown-key')
      output.text(`${paint('yellow', 'warning')} ${log.file}, line ${log.line}: ${warning}`);
  output.data({
    file: log.file,
    fileLine: log.line,
    ...verdict,
    ...(steps !== undefined && { explained: steps }),
  });
};

const formatCounts = ({ byStatus, unknownKeys, pruned }: Counts): string => {
  const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const parts = [
    `${byStatus.valid} valid`,
    `${byStatus.invalid} invalid`,
    ...(byStatus.sealed > 0 ? [`${byStatus.sealed} sealed`] : []),
    ...(byStatus.unfinished > 0 ? [`${byStatus.unfinished} unfinished`] : []),
  ];
  const unknown = unknownKeys > 0 ? ` ${unknownKeys} signed by unknown key (trust it with --key).` : '';
  const gone = pruned > 0 ? ` ${pruned} more were let go; their rows of the ledger stay.` : '';
  return `${total} ${total === 1 ? 'log' : 'logs'}: ${parts.join(', ')}.${unknown}${gone}`;
};

const count = (counts: Counts, { verdict }: CheckedLog): void => {
  counts.byStatus[verdict.status] += 1;
  if (verdict.signature === 'unknown-key') counts.unknownKeys += 1;
};

/** Checks the ledger of a path that means a database. */
const verifyLedger = async (path: string, counts: Counts, output: Output): Promise<void> => {
  const view = await openLogView(path);
  if (view === undefined) return;
  try {
    const letGo = await view.pruned();
    const { rows, why } = await checkLedger(view);
    const status = why === undefined ? 'valid' : 'invalid';
    output.data({ ledger: view.name, status, rows, letGo, ...(why !== undefined && { why }) });
    counts.pruned += letGo;
    if (why === undefined) return;
    counts.badLedgers += 1;
    output.text(`${paint('red', 'invalid')} the ledger of ${view.name}: ${why}`);
  } finally {
    await view.close();
  }
};

/** `agon verify`: exit code 1 when any log or ledger is bad. */
export const verify = async (named: readonly string[], options: VerifyOptions): Promise<void> => {
  const output = createOutput(options.json === true);
  const places = await logPlaces(named, options);
  const { paths } = places;
  const trusted = await trustedKeys(options.key ?? [], places);
  const counts: Counts = {
    byStatus: { valid: 0, invalid: 0, sealed: 0, unfinished: 0 },
    badLedgers: 0,
    unknownKeys: 0,
    pruned: 0,
  };
  for (const path of paths) {
    for await (const log of readLogs(path)) {
      const steps: ExplainedStep[] | undefined = options.explain === true ? [] : undefined;
      const checked = await checkLog(log, {
        trustedKeys: trusted,
        strict: options.strict === true,
        ...(steps !== undefined && { onStep: (step) => void steps.push(step) }),
      });
      count(counts, checked);
      for (const step of steps ?? []) printStep(output, step);
      printLog(output, checked, steps);
    }
    await verifyLedger(path, counts, output);
  }
  if (counts.pruned === 0 && Object.values(counts.byStatus).every((logs) => logs === 0))
    throw environmentError(
      'no-logs',
      `There is no log in ${showPaths(paths)}.`,
      'Name files that end in .jsonl or .jsonl.gz, folders that hold such, a data folder, or the address of a store.',
    );
  output.text(formatCounts(counts));
  process.exitCode = counts.byStatus.invalid + counts.badLedgers > 0 ? exits.bad : exits.good;
};
