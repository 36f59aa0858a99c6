import type { Json } from '../../../games/game.ts';
import type { ChatModel } from '../models/chat-model.ts';
import type { ValueModel } from './value-model.ts';

const unitsAToken = 4;

/** A stand-in in this process, for benchmarks and tests that ask it a hundred thousand times. */
export const createLocalModel = (model: ValueModel, name = 'stand-in/value'): ChatModel => ({
  name,
  complete: async ({ system, prompt, seed = 0, shape }) => {
    const text = model.answer(system, prompt, seed);
    return {
      text,
      ...(shape !== undefined && { json: JSON.parse(text) as Json }),
      usage: {
        input: Math.ceil((system.length + prompt.length) / unitsAToken),
        output: Math.ceil(text.length / unitsAToken),
      },
      finish: 'stop',
      ms: 0,
    };
  },
});
