import { readFile } from 'node:fs/promises';
import type { TournamentDetails } from '../../server/protocol/tournament-routes.ts';
import type { TournamentReport } from '../../server/tournaments/report.ts';
import { environmentError, usageError } from './cli-error.ts';
import type { CommonOptions } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { parseTournamentFile } from './tournament-file.ts';
import { formatReport } from './tournament-report.ts';

export interface RemoteOptions extends CommonOptions {
  readonly server: string;
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
}

const refusedHint = 'See what the server allows: PROTOCOL.md';

/** The answer of a server to one request about tournaments; a refusal is thrown under the code that it has there. */
const call = async (
  { server }: RemoteOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<TournamentDetails> => {
  const key = process.env['AGON_KEY'];
  const url = `${server.replace(/\/+$/, '')}/api/tournaments${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw environmentError('server-unreachable', `${server} does not answer.`, 'Check the address.', cause);
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as TournamentDetails;
  const {
    code = 'not-agon',
    detail = `${url} answered ${response.status}.`,
    hint = refusedHint,
  } = answer as Problem;
  const keyHint = code === 'key-missing' ? "Put the key of an owner, or the admin's, into AGON_KEY." : hint;
  throw response.status >= 500 ? environmentError(code, detail, keyHint) : usageError(code, detail, keyHint);
};

const print = (details: TournamentDetails, { server }: RemoteOptions, output: Output): void => {
  const { id, status, progress, ending, stop, spent, players, games, name } = details;
  const { matches, matchesMax, batches, voidPairs } = progress;
  output.data({ type: 'tournament', ...details });
  const report = { name, batches, matches, voidPairs, ending, stop, spent, players, games };
  output.text(`${id}: ${status}, ${matches}${matchesMax === null ? '' : ` of ${matchesMax}`} matches`);
  if (matches > 0) output.text(`\n${formatReport(report as unknown as TournamentReport)}`);
  output.note(`Follow it: agon tournament status ${id} --server ${server}`);
};

/** `agon tournament FILE --server URL`: has a server play it. */
export const beginOnServer = async (path: string, options: RemoteOptions): Promise<void> => {
  const { value } = parseTournamentFile(await readFile(path, 'utf8'), path);
  print(await call(options, 'POST', '', value), options, createOutput(options.json === true));
};

/** `agon tournament status ID --server URL`. */
export const statusOnServer = async (id: string, options: RemoteOptions): Promise<void> =>
  print(
    await call(options, 'GET', `/${encodeURIComponent(id)}`),
    options,
    createOutput(options.json === true),
  );

/** `agon tournament resume ID --server URL`. */
export const resumeOnServer = async (id: string, options: RemoteOptions): Promise<void> =>
  print(
    await call(options, 'POST', `/${encodeURIComponent(id)}/resume`, {}),
    options,
    createOutput(options.json === true),
  );
