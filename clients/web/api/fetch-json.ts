import { problemOf, unreachable, type Problem } from './problem.ts';

/** What a request came to. */
export type Fetched<T> = { readonly value: T } | { readonly problem: Problem };

const readBody = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

/** Asks the arena. Its answers are trusted to be of type `T`: page and arena are one build. Rejects only when aborted. */
export const fetchJson = async <T>(path: string, signal?: AbortSignal): Promise<Fetched<T>> => {
  let response: Response;
  try {
    response = await fetch(path, { ...(signal !== undefined && { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TypeError) return { problem: unreachable };
    throw error;
  }
  const body = await readBody(response);
  signal?.throwIfAborted();
  if (!response.ok || body === undefined) return { problem: problemOf(response.status, body) };
  return { value: body as T };
};
