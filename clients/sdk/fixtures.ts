import type { EndMessage, Turn, Welcome } from './messages.ts';

/** Messages of a small match, for tests. */
export const welcome: Welcome = {
  type: 'welcome',
  match: 'match-1',
  seat: 0,
  role: 'first',
  game: { id: 'kuhn-poker', version: 1 },
  rules: 'Kuhn poker',
  config: { hands: 20 },
  actionSchema: { enum: ['check', 'bet', 'call', 'fold'] },
  clock: { preset: 'bot', moveMs: 2000, bankMs: 0, incrementMs: 0, disconnectMs: 60_000, joinMs: 60_000 },
  attempts: { max: 3, then: 'forfeit' },
  legalTold: true,
  seedCommitment: '0'.repeat(64),
  seats: [{ role: 'first' }, { role: 'second' }],
  last: null,
};

export const turnMessage = (turn: number, members: Partial<Turn> = {}): Turn => ({
  type: 'turn',
  turn,
  view: null,
  text: `turn ${turn}`,
  legal: ['check', 'bet'],
  deadline: { moveMs: 2000, bankMs: 500 },
  attemptsLeft: 3,
  ...members,
});

export const endMessage: EndMessage = {
  type: 'end',
  outcome: { scores: [1, -1], places: [1, 2], reason: 'all-hands-played' },
  termination: 'normal',
  fault: null,
  release: 'end',
  replay: '/api/matches/match-1/replay',
};
