import type { HouseAnchors } from './anchor.ts';

/** House bots rated among themselves on the default configuration. Written by `node scripts/anchors.ts --write`. */
export const houseAnchors: readonly HouseAnchors[] = [
  {
    game: 'chess',
    version: 1,
    anchors: [
      {
        agent: 'bot:minimax@1',
        rating: 1488.8,
        se: 101.4,
      },
      {
        agent: 'bot:greedy@2',
        rating: 976.2,
        se: 69.6,
      },
      {
        agent: 'bot:random@1',
        rating: 535,
        se: 92.4,
      },
    ],
  },
  {
    game: 'tic-tac-toe',
    version: 1,
    anchors: [
      {
        agent: 'bot:perfect@1',
        rating: 1129.8,
        se: 9.2,
      },
      {
        agent: 'bot:greedy@2',
        rating: 1078.4,
        se: 8.9,
      },
      {
        agent: 'bot:perfect-with-slips@1',
        rating: 1039.5,
        se: 6.7,
      },
      {
        agent: 'bot:random@1',
        rating: 752.3,
        se: 17.4,
      },
    ],
  },
  {
    game: 'double-tic-tac-toe',
    version: 1,
    anchors: [
      {
        agent: 'bot:greedy@2',
        rating: 1331.8,
        se: 24.2,
      },
      {
        agent: 'bot:perfect@1',
        rating: 1302,
        se: 23.9,
      },
      {
        agent: 'bot:perfect-with-slips@1',
        rating: 1033.9,
        se: 15.1,
      },
      {
        agent: 'bot:random@1',
        rating: 332.4,
        se: 44.8,
      },
    ],
  },
  {
    game: 'cube-tic-tac-toe',
    version: 1,
    anchors: [
      {
        agent: 'bot:perfect@1',
        rating: 1113.8,
        se: 7.7,
      },
      {
        agent: 'bot:greedy@2',
        rating: 1090.9,
        se: 6.3,
      },
      {
        agent: 'bot:perfect-with-slips@1',
        rating: 1027.1,
        se: 4.9,
      },
      {
        agent: 'bot:random@1',
        rating: 768.2,
        se: 13.8,
      },
    ],
  },
  {
    game: 'square-tic-tac-toe',
    version: 1,
    anchors: [
      {
        agent: 'bot:perfect@1',
        rating: 1313.4,
        se: 15.2,
      },
      {
        agent: 'bot:perfect-with-slips@1',
        rating: 1126.1,
        se: 14.6,
      },
      {
        agent: 'bot:greedy@2',
        rating: 1124.8,
        se: 12.9,
      },
      {
        agent: 'bot:random@1',
        rating: 435.7,
        se: 34.1,
      },
    ],
  },
  {
    game: 'kuhn-poker',
    version: 1,
    anchors: [
      {
        agent: 'bot:equilibrium@1',
        rating: 1038.6,
        se: 7.3,
      },
      {
        agent: 'bot:greedy@2',
        rating: 1003,
        se: 6.8,
      },
      {
        agent: 'bot:random@1',
        rating: 958.4,
        se: 8.3,
      },
    ],
  },
  {
    game: 'rock-paper-scissors',
    version: 1,
    anchors: [
      {
        agent: 'bot:greedy@2',
        rating: 1009.5,
        se: 11.4,
      },
      {
        agent: 'bot:random@1',
        rating: 990.5,
        se: 11.4,
      },
    ],
  },
];
