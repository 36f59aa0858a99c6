import { verifyLog } from '../../../replays/verify.ts';
import type { ReplayReply, ReplayRequest } from './messages.ts';
import { readReplay, type ReplayReading } from './read-replay.ts';
import { ruleLoaders } from './rules.ts';

// Plays and checks logs beside the page, so that a long one never holds a frame up.

let reading: Promise<ReplayReading> | undefined;

const reply = (message: ReplayReply): void => postMessage(message);

const load = async (id: string) => {
  const loader = ruleLoaders[id];
  if (loader === undefined) throw new Error(`This page does not have the rules of ${id}.`);
  return loader();
};

const open = async ({ game: id, log, keys }: ReplayRequest & { kind: 'open' }): Promise<void> => {
  const lines = log.split('\n').filter((line) => line !== '');
  const loaded = load(id);
  reading = loaded.then((game) => readReplay(game, lines));
  const { story, frames } = await reading;
  reply({ kind: 'story', story });
  reply({ kind: 'frames', viewer: 'public', frames: frames('public') });
  const game = await loaded;
  const gameOf = (asked: string) => (asked === game.id ? game : undefined);
  reply({ kind: 'verdict', verdict: await verifyLog(lines, { gameOf, trustedKeys: keys }) });
};

const answer = async (request: ReplayRequest): Promise<void> => {
  try {
    if (request.kind === 'open') return await open(request);
    const { viewer } = request;
    const frames = (await reading)?.frames(viewer) ?? [];
    reply({ kind: 'frames', viewer, frames });
  } catch (error) {
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};

addEventListener('message', ({ data }: MessageEvent<ReplayRequest>) => void answer(data));
