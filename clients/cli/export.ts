import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gameById } from '../../games/registry.ts';
import { csvHeading, formatCsv } from '../../replays/exports/csv.ts';
import { formatJsonl } from '../../replays/exports/jsonl.ts';
import { formatPgn } from '../../replays/exports/pgn.ts';
import { ledgerRowOf } from '../../replays/tally.ts';
import { checkLog } from './checked-log.ts';
import { type CliError, createCheckError, environmentError, usageError } from './cli-error.ts';
import { databaseIn, openDatabaseView } from './database.ts';
import type { ExportFormat } from './export-formats.ts';
import { type FoundLog, readLogs } from './log-source.ts';
import type { CommonOptions } from './options.ts';
import { createOutput } from './output.ts';

export interface ExportOptions extends CommonOptions {
  readonly format: ExportFormat;
  readonly data: string;
  readonly out?: string;
}
