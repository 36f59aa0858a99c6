/** How a refusal is told. */
export interface CatalogueEntry {
  /** The HTTP status of this refusal, also of its likeness on a socket. */
  readonly status: number;
  readonly title: string;
  /** What would be right; said to people and to language models alike. */
  readonly hint: string;
  /** Over HTTP: when to try again, in seconds. */
  readonly retryAfterS?: number;
}
