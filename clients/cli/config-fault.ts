import { type ConfigProblem } from '../../server/config/given.ts';
import { formatConfigProblem } from '../../server/config/config.ts';
import type { ToldError } from './cli-error.ts';

/** A configuration that cannot be used, with a line for each problem. */
export const configFault = (
  problems: readonly ConfigProblem[],
): Pick<ToldError, 'code' | 'message' | 'hint'> => ({
  code: 'bad-configuration',
  message: problems.map(formatConfigProblem).join('\n'),
  hint: 'Mend the lines, variables and flags that are named; the README lists all settings.',
});
