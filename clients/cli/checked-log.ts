import { gameById } from '../../games/registry.ts';
import type { ExplainedStep } from '../../replays/simulate.ts';
import type { Verdict } from '../../replays/verdict.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { FoundLog } from './log-source.ts';

export interface CheckOptions {
  readonly trustedKeys: readonly string[];
  readonly strict?: boolean;
  readonly onStep?: (step: ExplainedStep) => void;
}

/** What is wrong with a file that could not be read to its end; a log that a kill tore off is merely unfinished. */
const isDamaged = ({ problem }: FoundLog, { status }: Verdict): boolean =>
  problem !== undefined && !(problem.code === 'torn-line' && status === 'unfinished');

/** A log with its verdict. */
export interface CheckedLog {
  readonly log: FoundLog;
  readonly verdict: Verdict;
  readonly isBad: boolean;
  /** File, line, code and reason in one sentence, where the log is bad. */
  readonly fault: string | undefined;
}

const faultOf = (log: FoundLog, verdict: Verdict): string | undefined => {
  if (verdict.status === 'invalid' && log.lines.length > 0)
    return `${log.file}, line ${log.line + verdict.line! - 1}: ${verdict.code}: ${verdict.why}`;
  return isDamaged(log, verdict) ? log.problem!.message : undefined;
};

/** Verifies a log and says where in its file it fails. */
export const checkLog = async (log: FoundLog, options: CheckOptions): Promise<CheckedLog> => {
  const verdict = await verifyLog(log.lines, { gameOf: gameById, ...options });
  const fault = faultOf(log, verdict);
  return { log, verdict, isBad: fault !== undefined, fault };
};
