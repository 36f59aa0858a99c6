import type { MatchDetails } from '../api/answers.ts';
import { fetchJson } from '../api/fetch-json.ts';
import { openReplay, type Replay } from '../replay/replay.ts';

interface Keys {
  readonly items: readonly { readonly key: string }[];
}

/** Fetches the log of a released match and has it played; undefined where the arena does not give it. */
export const openReleasedLog = async (
  path: string,
  { game }: MatchDetails,
  abort: AbortSignal,
): Promise<Replay | undefined> => {
  const [log, keys] = await Promise.all([
    fetch(`${path}/replay.jsonl`, { signal: abort }),
    fetchJson<Keys>('/api/keys', abort),
  ]);
  if (!log.ok) return undefined;
  const text = await log.text();
  const trusted = 'value' in keys ? keys.value.items.map(({ key }) => key) : [];
  return abort.aborted ? undefined : openReplay(game.id, text, trusted);
};
