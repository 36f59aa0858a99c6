import type { Address } from '../address.ts';
import { PlayerFailure } from '../player-failure.ts';
import { optionProblem, type PlayerKind } from '../player-kind.ts';
import { engineOptionsSchema } from './engine-options.ts';
import { type EngineCommand, findEngine, probeEngine } from './known-engines.ts';
import { createUciPlayer } from './uci-player.ts';

const commandOf = (address: Address): EngineCommand => {
  const found = findEngine(address.name);
  if (found instanceof PlayerFailure) throw found;
  return found;
};

/** UCI engines as child processes; the arena's thread only moves lines through pipes. */
export const createUciKind = (): PlayerKind => {
  const versions = new Map<string, string>();
  return {
    problem: ({ name, options }, game) => {
      if (game !== 'chess')
        return { code: 'game-not-played', message: `A UCI engine plays chess, not ${game}.` };
      const parsed = engineOptionsSchema.safeParse(options);
      if (!parsed.success) return optionProblem(parsed.error.issues);
      const found = findEngine(name);
      return found instanceof PlayerFailure ? { code: found.code, message: found.message } : undefined;
    },
    version: (address) => {
      const known = versions.get(address.name);
      if (known !== undefined) return known;
      const version = probeEngine(commandOf(address));
      versions.set(address.name, version);
      return version;
    },
    open: (address) => createUciPlayer(commandOf(address), engineOptionsSchema.parse(address.options)),
  };
};
