import type { ChallengeConfig } from './config.ts';

const worldSizes = ['small', 'medium', 'large'] as const;
export type WorldSize = (typeof worldSizes)[number];

/** What a size of world holds. */
export interface SizeSettings {
  /** Tiles on each side of the map, holes included. */
  readonly side: number;
  /** Grades of material and gear; recipes get one deeper with each, from 2 to 6. */
  readonly tiers: number;
}

export const sizeSettings: Readonly<Record<WorldSize, SizeSettings>> = {
  small: { side: 7, tiers: 2 },
  medium: { side: 9, tiers: 3 },
  large: { side: 12, tiers: 4 },
};

/** How hard the tasks of one level are. */
export interface LevelSettings {
  /** Units that the hero carries. */
  readonly capacity: number;
  /** Whether the hero starts with the tools that it needs. */
  readonly hasTools: boolean;
  /** Items to make: pieces of gear that defeat the target, or crafted for it. */
  readonly pieces: number;
  readonly size: WorldSize;
  /** Steps that the hero may spend beside some spare ones, in percent of the oracle's: less waste is forgiven with each level. */
  readonly stepsPercent: number;
  /** The grade of what is made. */
  readonly tier: number;
  /** The length of the oracle's plan, in primitive actions: from the first to the second. */
  readonly planActions: readonly [number, number];
}

/**
 * The ten levels, by the length of the oracle's plan and the depth of what it makes. The ranges overlap a little; a draw
 * outside its range is drawn anew.
 */
const levels: readonly LevelSettings[] = [
  {
    capacity: 120,
    hasTools: true,
    pieces: 1,
    planActions: [8, 30],
    size: 'small',
    stepsPercent: 350,
    tier: 1,
  },
  {
    capacity: 120,
    hasTools: true,
    pieces: 2,
    planActions: [25, 60],
    size: 'small',
    stepsPercent: 270,
    tier: 1,
  },
  {
    capacity: 120,
    hasTools: true,
    pieces: 3,
    planActions: [50, 100],
    size: 'small',
    stepsPercent: 250,
    tier: 2,
  },
  {
    capacity: 120,
    hasTools: true,
    pieces: 5,
    planActions: [85, 150],
    size: 'medium',
    stepsPercent: 235,
    tier: 2,
  },
  {
    capacity: 120,
    hasTools: false,
    pieces: 5,
    planActions: [130, 210],
    size: 'medium',
    stepsPercent: 225,
    tier: 2,
  },
  {
    capacity: 160,
    hasTools: true,
    pieces: 6,
    planActions: [180, 280],
    size: 'medium',
    stepsPercent: 215,
    tier: 3,
  },
  {
    capacity: 160,
    hasTools: false,
    pieces: 7,
    planActions: [235, 350],
    size: 'medium',
    stepsPercent: 205,
    tier: 3,
  },
  {
    capacity: 200,
    hasTools: true,
    pieces: 8,
    planActions: [290, 440],
    size: 'large',
    stepsPercent: 200,
    tier: 4,
  },
  {
    capacity: 200,
    hasTools: false,
    pieces: 9,
    planActions: [350, 540],
    size: 'large',
    stepsPercent: 190,
    tier: 4,
  },
  {
    capacity: 200,
    hasTools: false,
    pieces: 10,
    planActions: [450, 900],
    size: 'large',
    stepsPercent: 180,
    tier: 4,
  },
];

export const settingsOf = ({ level }: Pick<ChallengeConfig, 'level'>): LevelSettings => {
  const settings = levels[level - 1];
  if (settings === undefined) throw new RangeError(`level ${level}: 1 to ${levels.length} expected`);
  return settings;
};
