import { expect, test } from 'vitest';
import type { HostedSeatContext } from '../../server/hosting/port.ts';
import { parseAddress } from '../agents/address.ts';
import type { PlayerKind } from '../agents/player-kind.ts';
import type { EndMessage, Welcome } from '../sdk/messages.ts';
import { createDialInPlayer } from './dial-in-player.ts';

const address = parseAddress('bot:random');
if ('problem' in address) throw new Error(address.problem.message);

/** The contexts that a kind was opened with, for a match whose seats say these names. */
const contextsOf = async (seats: Welcome['seats']): Promise<readonly HostedSeatContext[]> => {
  const contexts: HostedSeatContext[] = [];
  const kind: PlayerKind = {
    problem: () => undefined,
    version: () => '1',
    open: (_address, context) => {
      contexts.push(context);
      return { play: () => 'rock', close: () => Promise.resolve() };
    },
  };
  const player = createDialInPlayer(kind, address);
  const welcome = { match: 'm', seat: 0, game: { id: 'rock-paper-scissors', version: 1 }, seats } as Welcome;
  const turn = {} as Parameters<typeof player.play>[0];
  await player.play(turn, { welcome, signal: AbortSignal.abort() });
  await player.play(turn, { welcome, signal: AbortSignal.abort() });
  return contexts;
};

test('a player is opened once a match, and told whether it is rated', async () => {
  const roles = [{ role: 'left' }, { role: 'right' }];
  expect(await contextsOf(roles)).toMatchObject([{ match: 'm', seat: 0, rated: true }]);
  const named = roles.map(({ role }) => ({ role, name: 'somebody' }));
  expect(await contextsOf(named)).toMatchObject([{ rated: false }]);
});

test('both seats of a match have a player each, which is told its own end', async () => {
  const told: string[] = [];
  const kind: PlayerKind = {
    problem: () => undefined,
    version: () => '1',
    open: (_address, { seat }) => ({
      play: () => `by ${seat}`,
      ended: () => void told.push(`ended ${seat}`),
      close: () => Promise.resolve(void told.push(`closed ${seat}`)),
    }),
  };
  const player = createDialInPlayer(kind, address);
  const game = { id: 'rock-paper-scissors', version: 1 };
  const turn = {} as Parameters<typeof player.play>[0];
  const playAs = (seat: number) =>
    player.play(turn, {
      welcome: { match: 'm', seat, game, seats: [] as Welcome['seats'] } as Welcome,
      signal: AbortSignal.abort(),
    });
  expect([await playAs(0), await playAs(1)]).toEqual(['by 0', 'by 1']);
  await player.close({ match: 'm', seat: 1 }, {} as EndMessage);
  await player.close({ match: 'm', seat: 0 });
  expect(told).toEqual(['ended 1', 'closed 1', 'closed 0']);
});
