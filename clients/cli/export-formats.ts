/** What `agon export` writes. */
export const exportFormats = ['pgn', 'jsonl', 'csv', 'arena-battle'] as const;
export type ExportFormat = (typeof exportFormats)[number];
