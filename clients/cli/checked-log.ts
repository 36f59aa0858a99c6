import { gameById } from '../../games/registry.ts';
import type { ReadProblem } from '../../replays/read.ts';
import type { ExplainedStep } from '../../replays/simulate.ts';
import type { ProblemCode, Verdict } from '../../replays/verdict.ts';
import { verifyLog } from '../../replays/verify.ts';
import type { FoundLog } from './log-source.ts';

export interface CheckOptions {
  readonly trustedKeys: readonly string[];
  readonly strict?: boolean;
  readonly onStep?: (step: ExplainedStep) => void;
}

/** A verdict on a log as it was found, which may not have been read whole. */
export type FoundVerdict = Omit<Verdict, 'code'> & {
  readonly code?: ProblemCode | ReadProblem['code'];
};

/** A log with its verdict. */
export interface CheckedLog {
  readonly log: FoundLog;
  readonly verdict: FoundVerdict;
  /** File, line, code and reason in one sentence, where the log is invalid. */
  readonly fault: string | undefined;
}

/** What breaks off is invalid by that, unless its lines are so before; what a kill tore off is merely unfinished. */
const judge = ({ line: start, lines, problem }: FoundLog, verdict: Verdict): FoundVerdict => {
  if (problem === undefined || (verdict.status === 'invalid' && lines.length > 0)) return verdict;
  if (problem.code === 'torn-line' && verdict.status === 'unfinished') return verdict;
  const { match, game, steps, signature, warnings } = verdict;
  const { code, why } = problem;
  const line = problem.line - start + 1;
  return { match, game, steps, signature, warnings, status: 'invalid', line, code, why };
};

/** Verifies a log and says where in its file it fails. */
export const checkLog = async (log: FoundLog, options: CheckOptions): Promise<CheckedLog> => {
  const verdict = judge(log, await verifyLog(log.lines, { gameOf: gameById, ...options }));
  const { status, line, code, why } = verdict;
  const fault =
    status === 'invalid' ? `${log.file}, line ${log.line + line! - 1}: ${code}: ${why}` : undefined;
  return { log, verdict, fault };
};
