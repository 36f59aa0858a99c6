import { parentPort } from 'node:worker_threads';
import type { Json } from '../../games/game.ts';
import { gameById } from '../../games/registry.ts';
import { setUpHere } from './set-up.ts';

/** A start to find. */
export interface SetupRequest {
  readonly game: string;
  readonly config: Json;
  readonly seed: string;
}

/** The state, or why there is none. */
export type SetupAnswer = { readonly state: Json } | { readonly problem: string };

const answer = ({ game, config, seed }: SetupRequest): SetupAnswer => {
  try {
    return { state: setUpHere(gameById(game)!, config, seed) as Json };
  } catch (error) {
    return { problem: (error as Error).message };
  }
};

const port = parentPort;
if (port === null) throw new Error('this file is the program of a worker thread');

port.on('message', (request: SetupRequest) => port.postMessage(answer(request)));
