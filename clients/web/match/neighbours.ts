import { fetchJson } from '../api/fetch-json.ts';
import type { MatchList } from '../api/answers.ts';

/** The list of matches that was looked at last: next and previous are told by it. */
let seen: readonly string[] = [];

/** Remembers a list, in the order in which it was shown. */
export const rememberList = (matches: readonly string[]): void => {
  seen = matches;
};

const listLength = 200;

/** The match `offset` places after `match`, in the list that was looked at last, or else among the newest. */
export const neighbourOf = async (match: string, offset: 1 | -1): Promise<string | undefined> => {
  if (!seen.includes(match)) {
    const fetched = await fetchJson<MatchList>(`/api/matches?limit=${listLength}`);
    if ('problem' in fetched) return undefined;
    rememberList(fetched.value.items.map((one) => one.match));
  }
  const at = seen.indexOf(match);
  return at < 0 ? seen[0] : seen[at + offset];
};
