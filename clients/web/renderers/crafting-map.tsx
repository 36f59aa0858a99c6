import type { VNode } from 'preact';
import type { Place, Site, Terrain, Tile, World } from '../../../games/crafting-world/world.ts';
import { indexOf, placeKey } from '../../../games/crafting-world/world-index.ts';
import type { HeroSeen, View } from '../../../games/crafting-world/view.ts';
import { heroName, nameOf } from './crafting-names.ts';
import { SiteSign, siteNames } from './crafting-site.tsx';
import { Grid, type GridCell, middleIn } from './grid.tsx';

/** How far above the middle of its tile a hero stands, so that the name of a site stays legible. */
const heroLift = 14;

/** Ground that takes this many steps or more looks alike. */
const steepest = 4;

/** The part of the plane that has tiles. */
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

const bounds = new WeakMap<World, Bounds>();

/** The bounds of a world's map, found once for each world object. */
const boundsOf = (world: World): Bounds => {
  const known = bounds.get(world);
  if (known !== undefined) return known;
  const xs = world.tiles.map(({ x }) => x);
  const ys = world.tiles.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const found = { left, top, columns: Math.max(...xs) - left + 1, rows: Math.max(...ys) - top + 1 };
  bounds.set(world, found);
  return found;
};

const siteName = (world: World, { id, kind }: Site): string => {
  switch (kind) {
    case 'bank':
      return 'bank';
    case 'workshop':
      return `${id} workshop`;
    case 'monster':
    case 'resource':
    case 'shop':
      return `${nameOf(world, id)}, ${siteNames[kind]}`;
  }
};

/** The word that tells sites of one kind apart: a workshop's skill, or the first word of a name. */
const shortName = (world: World, { id, kind }: Site): string =>
  kind === 'workshop' || kind === 'bank' ? id : nameOf(world, id).split(/[\s_]/u)[0]!;

const tileText = (world: World, tile: Tile, terrain: Terrain | undefined, here: readonly string[]): string =>
  [
    `${tile.x}, ${tile.y}`,
    terrain === undefined ? tile.terrain : `${terrain.name.toLowerCase()}, ${terrain.steps} to enter`,
    ...(tile.site === null ? [] : [siteName(world, tile.site)]),
    ...(tile.x === world.start.x && tile.y === world.start.y ? ['the start'] : []),
    ...here.map((name) => `${name.toLowerCase()} is here`),
  ].join('; ');

/** Strokes that tell rough ground from even ground without colour: trees, then peaks. */
const roughness = ['', 'M31-27l7-14 7 14zM14-27l6-11 6 11z', 'M26-27l9-14 9 14M8-27l8-11 8 11'];

const TileContent = ({
  tile,
  world,
  steps,
  isNamed,
}: {
  tile: Tile;
  world: World;
  steps: number;
  isNamed: boolean;
}): VNode => (
  <>
    {steps > 1 ? <path class="terrain-strokes" d={roughness[Math.min(steps, 3) - 1]} /> : null}
    {tile.x === world.start.x && tile.y === world.start.y ? (
      <path class="start-flag" d="M-40-14v-28h20l-6 7 6 7h-20" />
    ) : null}
    {tile.site === null ? null : (
      <g transform={`translate(-24 ${isNamed ? -34 : -24})`}>
        <SiteSign kind={tile.site.kind} />
      </g>
    )}
    {tile.site === null || !isNamed ? null : (
      <text class="site-name" y="32">
        {shortName(world, tile.site)}
      </text>
    )}
  </>
);

/** The places that a hero came by in its latest turn, from where it stood before. */
const pathOf = (hero: HeroSeen, before: HeroSeen | undefined): readonly Place[] => {
  const moves = hero.notes.flatMap((note) =>
    'events' in note ? note.events.filter((event) => event.kind === 'moved') : [],
  );
  return before === undefined ? moves : [before, ...moves];
};

/** Heroes on one tile stand beside each other. */
const shiftOf = (heroes: readonly HeroSeen[], seat: number): number => {
  const [one, other] = heroes;
  const isShared = other !== undefined && one!.x === other.x && one!.y === other.y;
  return isShared ? (seat === 0 ? -20 : 20) : 0;
};

const HeroSign = ({ seat, x, y, count }: { seat: number; x: number; y: number; count: number }): VNode => (
  <g transform={`translate(${x} ${y})`} class={`hero hero-${seat}`}>
    <circle class="hero-ground" r="25" cy="4" />
    <circle class="hero-head" r="7.5" cy="-6" />
    <path class="hero-head" d="M-13 19c0-17 26-17 26 0z" />
    {count > 1 ? (
      <text class="hero-number" y="13">
        {seat + 1}
      </text>
    ) : null}
  </g>
);

/** The heroes and the ways that they came. */
const Heroes = ({
  view,
  previous,
  at,
}: {
  view: View<string>;
  previous: View<string> | undefined;
  at: (place: Place) => { x: number; y: number };
}): VNode => (
  <>
    {view.heroes.map((hero, seat) => {
      const path = pathOf(hero, previous?.heroes[seat]).map(at);
      return path.length < 2 ? null : (
        <path key={seat} class={`way way-${seat}`} d={`M${path.map(({ x, y }) => `${x} ${y}`).join('L')}`} />
      );
    })}
    {view.heroes.map((hero, seat) => {
      const { x, y } = at(hero);
      return (
        <HeroSign
          key={seat}
          seat={seat}
          x={x + shiftOf(view.heroes, seat)}
          y={y}
          count={view.heroes.length}
        />
      );
    })}
  </>
);

const numbers = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => String(from + at));

/** Reads the tiles of a view's map, by row and column. */
const cellsOf = (
  view: View<string>,
  isNamed: boolean,
): ((row: number, column: number) => GridCell | null) => {
  const { world } = view.brief;
  const { left, top } = boundsOf(world);
  const { tiles } = indexOf(world);
  const terrains = new Map(world.terrains.map((terrain) => [terrain.id, terrain]));
  return (row, column) => {
    const tile = tiles.get(placeKey({ x: left + column, y: top + row }));
    if (tile === undefined) return null;
    const terrain = terrains.get(tile.terrain);
    const steps = terrain?.steps ?? 1;
    const here = view.heroes.flatMap((hero, seat) =>
      hero.x === tile.x && hero.y === tile.y ? [heroName(seat, view.heroes.length)] : [],
    );
    return {
      label: tileText(world, tile, terrain, here),
      ground: `terrain terrain-${Math.min(steps, steepest)}`,
      content: <TileContent tile={tile} world={world} steps={steps} isNamed={isNamed} />,
    };
  };
};

/** The map with its terrain, its sites and the heroes on it. */
export const CraftingMap = ({
  view,
  previous,
  label,
  size,
}: {
  view: View<string>;
  previous: View<string> | undefined;
  label: string;
  size: 'thumb' | 'board';
}): VNode => {
  const { left, top, columns, rows } = boundsOf(view.brief.world);
  const shape = { rows, columns, flipped: false };
  const middle = middleIn(shape);
  const at = ({ x, y }: Place): { x: number; y: number } => {
    const centre = middle(y - top, x - left);
    return { x: centre.x, y: centre.y - heroLift };
  };
  const heroes = <Heroes view={view} previous={previous} at={at} />;
  const names = { rows: numbers(top, rows), columns: numbers(left, columns) };
  return (
    <Grid {...shape} {...{ label, size, names }} cellAt={cellsOf(view, size === 'board')} over={heroes} />
  );
};
