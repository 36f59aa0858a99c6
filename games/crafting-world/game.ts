import { generateTask } from './generator.ts';
import { createCraftingRivals } from './rivals-game.ts';
import { createCraftingWorld } from './solo-game.ts';

/** Long-horizon planning for one player: gather, craft and fight towards a goal, in a world made from the seed. */
export const craftingWorld = createCraftingWorld(generateTask);

/** The same worlds for two players who want the same goal. */
export const craftingRivals = createCraftingRivals(generateTask);
