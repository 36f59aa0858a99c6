import { formatStacks } from './goods.ts';
import { tilesWith } from './world-index.ts';
import {
  type ByElement,
  type Drop,
  type Effects,
  type Item,
  type Monster,
  type Offer,
  type Resource,
  type Shop,
  type SiteKind,
  type World,
  effectNames,
  elements,
} from './world.ts';

/** `attackFire` as `attack fire`. */
const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isPercent = (name: string): boolean => /^(damage|resist|boostDamage)/.test(name);

/** `attack fire 12, damage fire 5%`. */
export const formatEffects = (effects: Effects): string =>
  effectNames
    .filter((name) => (effects[name] ?? 0) !== 0)
    .map((name) => `${words(name)} ${effects[name]}${isPercent(name) ? '%' : ''}`)
    .join(', ');

const formatElements = (values: ByElement, unit: string): string =>
  elements
    .filter((element) => values[element] !== 0)
    .map((element) => `${element} ${values[element]}${unit}`)
    .join(', ') || 'none';

const formatRange = (min: number, max: number): string => (min === max ? `${min}` : `${min} to ${max}`);

const formatDrop = ({ item, max, min, oneIn }: Drop): string =>
  `${formatRange(min, max)} ${item}${oneIn > 1 ? ` (1 in ${oneIn} tries)` : ''}`;

const formatDrops = (drops: readonly Drop[]): string => drops.map(formatDrop).join(', ') || 'nothing';

const placesOf = (world: World, kind: SiteKind, id?: string): string =>
  tilesWith(world, kind, id)
    .map(({ x, y }) => `(${x}, ${y})`)
    .join(' ') || 'nowhere';

const formatItem = ({ effects, id, kind, level, recipe }: Item): string => {
  const parts = [kind];
  if (kind !== 'material') parts.push(`level ${level}`);
  const does = formatEffects(effects);
  if (does !== '') parts.push(does);
  const made =
    recipe === null
      ? 'not crafted'
      : `${recipe.skill} ${recipe.level} makes ${recipe.quantity} from ${formatStacks(recipe.ingredients)}` +
        (recipe.byproducts.length > 0 ? ` and leaves ${formatStacks(recipe.byproducts)}` : '');
  return `${id}: ${parts.join(', ')}; ${made}`;
};

const formatMonster = (world: World, monster: Monster): string => {
  const gold = monster.goldMax > 0 ? `; ${formatRange(monster.goldMin, monster.goldMax)} gold` : '';
  return (
    `${monster.id}: level ${monster.level}, ${monster.hp} hit points, attack ${formatElements(monster.attack, '')}, ` +
    `resist ${formatElements(monster.resist, '%')}; drops ${formatDrops(monster.drops)}${gold}; ` +
    `at ${placesOf(world, 'monster', monster.id)}`
  );
};

const formatResource = (world: World, { drops, id, level, skill, tools }: Resource): string =>
  `${id}: ${skill} ${level}${tools.length > 0 ? `, needs one of ${tools.join(', ')}` : ''}; ` +
  `gives ${formatDrops(drops)}; at ${placesOf(world, 'resource', id)}`;

const formatOffers = (offers: readonly Offer[]): string =>
  offers.map(({ item, price }) => `${item} ${price}`).join(', ') || 'nothing';

const formatShop = (world: World, { buys, id, sells }: Shop): string =>
  `${id}: sells ${formatOffers(sells)}; buys ${formatOffers(buys)}; at ${placesOf(world, 'shop', id)}`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n${title}\n${lines.join('\n')}\n`;

/** One letter a kind of terrain, in the world's order; `.` where there is no tile. */
const mapRows = (world: World): readonly string[] => {
  const letters = new Map(world.terrains.map(({ id }, n) => [id, String.fromCharCode(97 + n)]));
  const xs = world.tiles.map(({ x }) => x);
  const ys = world.tiles.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const rows = Array.from({ length: Math.max(...ys) - top + 1 }, () =>
    Array<string>(Math.max(...xs) - left + 1).fill('.'),
  );
  for (const { terrain, x, y } of world.tiles) rows[y - top]![x - left] = letters.get(terrain) ?? '?';
  return rows.map((row, n) => `y ${String(top + n).padStart(3)}  ${row.join('')}`);
};

const describeMap = (world: World): string => {
  const legend = world.terrains.map(
    ({ name, steps }, n) =>
      `${String.fromCharCode(97 + n)} ${name} (${steps} ${steps === 1 ? 'step' : 'steps'})`,
  );
  const left = Math.min(...world.tiles.map(({ x }) => x));
  return section(`Map. Each row begins at x ${left}. ${legend.join(', ')}, . no way:`, mapRows(world));
};

/** The constant part of a world in words: everything that a view lists. */
export const describeWorld = (world: World, hasTerrain: boolean): string =>
  [
    section('Items (id: kind, effects; how it is made):', world.items.map(formatItem)),
    section(
      'Resources (id: skill and level; what one gather gives; where):',
      world.resources.map((resource) => formatResource(world, resource)),
    ),
    section(
      'Monsters:',
      world.monsters.map((monster) => formatMonster(world, monster)),
    ),
    section(
      'Shops (gold a unit):',
      world.shops.map((shop) => formatShop(world, shop)),
    ),
    section('Places:', [
      ...world.skills
        .filter((skill) => tilesWith(world, 'workshop', skill).length > 0)
        .map((skill) => `${skill} workshop: ${placesOf(world, 'workshop', skill)}`),
      `bank: ${placesOf(world, 'bank')}`,
    ]),
    section('Slots:', [world.slots.map(({ id, kind }) => (id === kind ? id : `${id} (${kind})`)).join(', ')]),
    hasTerrain ? describeMap(world) : '',
  ].join('');
