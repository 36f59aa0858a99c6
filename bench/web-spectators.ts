import { setTimeout as delay } from 'node:timers/promises';
import type { OpenArena } from '../server/open-arena.ts';
import { gameOf } from './bench-arena.ts';
import { startChild } from './child.ts';
import type { Figure } from './figure.ts';
import { percentile } from './percentile.ts';
import { createPlayed } from './web-arena.ts';

const spectators = 500;
const spectatedSteps = 20;
const patchMsMax = 100;

/** When the spectators of one match see a move that was sent. */
export const measureSpectators = async (opened: OpenArena): Promise<readonly Figure[]> => {
  const { match, play } = await createPlayed(opened, gameOf('chess'));
  const child = startChild(new URL('./spectators.ts', import.meta.url));
  try {
    await child.ask('join', { url: opened.server.url, match: match.id, count: spectators });
    const shuffle = ['g1f3', 'g8f6', 'f3g1', 'f6g8'];
    const late: number[] = [];
    let unseen = 0;
    // Two rounds of the knights are a draw by repetition, so pawns move between them.
    const pawns = ['a2a3', 'a7a6', 'b2b3', 'b7b6', 'c2c3', 'c7c6', 'd2d3', 'd7d6'];
    const moves = [...shuffle, ...pawns.slice(0, 4), ...shuffle, ...pawns.slice(4), ...shuffle];
    for (const [at, move] of moves.slice(0, spectatedSteps).entries()) {
      const sentAt = Date.now();
      await play(at % 2, move);
      await delay(patchMsMax * 2);
      const seen = await child.ask<readonly number[]>('seen', at + 1);
      unseen += spectators - seen.length;
      late.push(...seen.map((when) => when - sentAt));
    }
    return [
      {
        name: `${spectators} spectators: move to patch, p95`,
        value: percentile(late, 0.95),
        unit: 'ms',
        target: { of: 'value', is: 'at most', bound: patchMsMax },
      },
      { name: `${spectators} spectators: patches not seen within 200 ms`, value: unseen, unit: '' },
    ];
  } finally {
    await child.end();
  }
};
