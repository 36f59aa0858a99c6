import { expect, test } from 'vitest';
import { createPlayHost } from './hosts.ts';
import { encounters, exhibitors } from './exhibition-plan.ts';

test('the null agent plays everybody, after the others have met', async () => {
  const host = createPlayHost();
  try {
    const programme = encounters(host);
    const ofChess: (readonly [string, string])[] = [];
    let game = programme.next().value;
    const players = exhibitors(host, game.game).map(({ entry }) => entry.name);
    const meetings = (players.length * (players.length - 1)) / 2;
    for (const first = game.game.id; ofChess.length < meetings; game = programme.next().value)
      if (game.game.id === first) ofChess.push([game.players[0].entry.name, game.players[1].entry.name]);
    expect(new Set(ofChess.map((met) => met.toSorted().join()))).toHaveProperty('size', meetings);
    const isControlled = ofChess.map((met) => met.includes('always'));
    expect(isControlled).toEqual([...isControlled].toSorted((a, b) => Number(a) - Number(b)));
    expect(isControlled.filter(Boolean)).toHaveLength(players.length - 1);
  } finally {
    await host.close();
  }
});
