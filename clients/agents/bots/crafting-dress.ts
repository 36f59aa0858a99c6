import { fightOf } from '../../../games/crafting-world/combat.ts';
import type { Hero } from '../../../games/crafting-world/hero.ts';
import type { Rules } from '../../../games/crafting-world/rule-sets.ts';
import { hpFull, statOf } from '../../../games/crafting-world/stats.ts';
import {
  type EffectName,
  type Element,
  type Monster,
  type World,
  elements,
} from '../../../games/crafting-world/world.ts';

const namesOf: Readonly<
  Record<Element, readonly [attack: EffectName, damage: EffectName, resist: EffectName]>
> = {
  air: ['attackAir', 'damageAir', 'resistAir'],
  earth: ['attackEarth', 'damageEarth', 'resistEarth'],
  fire: ['attackFire', 'damageFire', 'resistFire'],
  water: ['attackWater', 'damageWater', 'resistWater'],
};

/** How long the hero lasts, well and in this gear, times what its blow does: a monster's hit points that it overcomes. */
const strengthAgainst = (world: World, hero: Hero, monster: Monster): number => {
  let blow = 0;
  let wound = 0;
  for (const element of elements) {
    const [attack, damage, resist] = namesOf[element];
    const bonus = 100 + statOf(world, hero, damage) - monster.resist[element];
    blow += Math.max(0, statOf(world, hero, attack) * bonus);
    wound += Math.max(0, monster.attack[element] * (100 - statOf(world, hero, resist)));
  }
  return (hpFull(world, hero) * blow) / Math.max(1, wound);
};

/** Whether the hero would win from full hit points. */
export const winsWell = (world: World, rules: Rules, hero: Hero, monster: Monster): boolean =>
  fightOf(world, rules, { ...hero, hp: hpFull(world, hero) }, monster).isWon;

/** A piece of gear and where it goes. */
interface Piece {
  readonly item: string;
  readonly slot: string;
}

/** The one piece of gear with which the hero becomes strongest against a monster; undefined where none makes it stronger. */
export const bestPiece = (
  world: World,
  hero: Hero,
  monster: Monster,
  excluded: ReadonlySet<string>,
): Piece | undefined => {
  let best: Piece | undefined;
  let most = strengthAgainst(world, hero, monster);
  for (const slot of world.slots)
    for (const { id, kind, level, recipe } of world.items) {
      if (kind !== slot.kind || recipe === null || level > hero.mastery.level || excluded.has(id)) continue;
      const equipment = { ...hero.equipment, [slot.id]: { item: id, quantity: 1 } };
      const strength = strengthAgainst(world, { ...hero, equipment }, monster);
      if (strength > most) [best, most] = [{ item: id, slot: slot.id }, strength];
    }
  return best;
};
