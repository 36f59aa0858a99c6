/** An issue of a schema, as far as it is told: `errors` holds those of each reading of a union, `keys` what is unknown. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly errors?: readonly (readonly Issue[])[];
  readonly keys?: readonly string[];
}

/** Whether a reading of a union took the value for its own, and found fault with something in it. */
const isDeep = (issues: readonly Issue[]): boolean =>
  issues.some(({ path, code }) => path.length > 0 || (code !== 'invalid_type' && code !== 'invalid_value'));

/** The readings of a union whose value none of them took for its own, as one: what each of them expects. */
const expectations = (issues: readonly Issue[]): string => {
  const [first, ...others] = new Set(issues.map(({ message }) => message));
  return [first, ...others.map((message) => message.replace(/^Invalid \w+: /, ''))].join('; or ');
};

/** What zod says of a union that has no message of its own. */
const unsaid = 'Invalid input';

/**
 * An issue in words that say what would be right. Of a union zod says no more than that its input is invalid: the
 * reading that was meant says why, and where none was, each says what it expects.
 */
export const toldIssues = (issue: Issue): readonly Issue[] => {
  const readings = (issue.errors ?? []).map((errors) => errors.flatMap(toldIssues));
  if (readings.length === 0) return [issue];
  const meant = readings.find(isDeep);
  if (meant === undefined)
    return [issue.message === unsaid ? { ...issue, message: expectations(readings.flat()) } : issue];
  return meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
};
