/** What a clock says and nothing that was played. */
const clockKeys: readonly string[] = ['minutes', 'think', 'thinkMs'];

/** A JSON value without what a clock said, wherever it stands: two runs of the same matches are equal but for that. */
export const withoutClock = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (key, member: unknown) => (clockKeys.includes(key) ? null : member))) as T;
