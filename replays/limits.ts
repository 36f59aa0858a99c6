/** What a reader of logs accepts, so that a hostile file cannot exhaust the reader. */
export const replayLimits = {
  /** One line, in UTF-16 code units. */
  lineUnitsMax: 16 * 1024 * 1024,
  /** All lines of one log, in UTF-16 code units. */
  logUnitsMax: 256 * 1024 * 1024,
} as const;
