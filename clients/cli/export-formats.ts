/** What `agon export` writes. */
export const exportFormats = ['pgn', 'jsonl', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];
