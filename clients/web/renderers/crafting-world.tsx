import type { VNode } from 'preact';
import type { View } from '../../../games/crafting-world/view.ts';
import { goalProgress } from './crafting-goal.ts';
import { CraftingHero } from './crafting-hero.tsx';
import { CraftingMap } from './crafting-map.tsx';
import type { RendererProps } from './renderer.ts';
import './crafting-world.css';

/** How much of the goal each hero has reached, over all its parts. */
export const craftingStandings = ({ brief: { goal, world }, heroes }: View<string>): readonly string[] =>
  heroes.map((hero) => {
    const parts = goalProgress(world, goal, hero);
    const done = parts.reduce((sum, part) => sum + Math.min(part.done, part.wanted), 0);
    return `goal ${done} of ${parts.reduce((sum, { wanted }) => sum + wanted, 0)}`;
  });

/** The crafting world, for one hero or two: the map, and beside a large one all about the heroes. */
export const CraftingWorld = ({ view, previous, label, size }: RendererProps<View<string>>): VNode => {
  const map = <CraftingMap {...{ view, previous, label, size }} />;
  if (size === 'thumb') return map;
  return (
    <div class="crafting">
      <div class="craft-map">{map}</div>
      <div class="craft-heroes">
        {view.heroes.map((_, seat) => (
          <CraftingHero key={seat} view={view} seat={seat} />
        ))}
      </div>
    </div>
  );
};
