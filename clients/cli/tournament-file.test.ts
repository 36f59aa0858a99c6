import { describe, expect, test } from 'vitest';
import { parseTournamentFile } from './tournament-file.ts';

const good = `name: cup
games:
  - id: tic-tac-toe
  - id: kuhn-poker
    config: {hands: 50}
players:
  - player: bot:perfect
  - {name: luck, player: bot:random}
schedule: {kind: round-robin, pairs: 3}
`;

const messageOf = (text: string): string => {
  try {
    parseTournamentFile(text, 'cup.yaml');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the file was accepted');
};

describe('parseTournamentFile', () => {
  test('fills in defaults, and knows the line of every place', () => {
    const { tournament, lineOf } = parseTournamentFile(good, 'cup.yaml');
    expect(tournament).toMatchObject({ clock: 'bot', concurrency: 1, legalTold: true });
    expect(tournament.schedule).toEqual([{ kind: 'round-robin', pairs: 3 }]);
    expect(tournament.games.map(({ game }) => game.id)).toEqual(['tic-tac-toe', 'kuhn-poker']);
    expect(lineOf(['players', 1, 'player'])).toBe(8);
    expect(lineOf(['games', 1, 'config', 'hands'])).toBe(5);
    expect(lineOf(['no', 'such', 'place'])).toBe(1);
  });

  test('refuses a member __proto__ like every other that no game has', () => {
    const text = good.replace('{hands: 50}', '{"__proto__": {hands: 50}}');
    expect(messageOf(text)).toContain('cup.yaml, line 5: There is no key __proto__ here.');
  });

  test('reads JSON as well', () => {
    const json = JSON.stringify(
      {
        name: 'cup',
        games: [{ id: 'chess' }],
        players: [{ player: 'bot:a' }, { player: 'bot:b' }],
        schedule: [{ kind: 'swiss', rounds: 2 }],
      },
      null,
      1,
    );
    expect(parseTournamentFile(json, 'cup.json').tournament.name).toBe('cup');
  });

  test.each([
    ['schedule:', 'shedule:', 'cup.yaml, line 9: There is no key shedule here. Did you mean schedule?'],
    ['pairs: 3', 'piars: 3', 'cup.yaml, line 9: There is no key piars here. Did you mean pairs?'],
    ['round-robin', 'robin', 'cup.yaml, line 9: schedule.kind: '],
    ['round-robin, pairs: 3', 'swiss', 'cup.yaml, line 9: schedule.rounds: '],
    [
      'schedule: {kind: round-robin, pairs: 3}',
      'pairs: 3',
      'cup.yaml, line 9: There is no key pairs here. Put it into the schedule: {kind: round-robin, pairs: 10}.',
    ],
    [
      '{kind: round-robin, pairs: 3}',
      '{kind: active}',
      'cup.yaml, line 9: schedule: an active schedule without rounds needs a budget',
    ],
    [
      '{kind: round-robin, pairs: 3}',
      '{kind: gauntlet, pairs: 1, challengers: 2}',
      'cup.yaml, line 9: schedule: 2 challengers leave nobody to challenge.',
    ],
    [
      '{kind: round-robin, pairs: 3}',
      '\n  - {kind: swiss, rounds: 2}\n  - {kind: active, ronds: 2}',
      'cup.yaml, line 11: There is no key ronds here. Did you mean rounds?',
    ],
    ['pairs: 3}', 'pairs: 3}\nbudget: {}', 'cup.yaml, line 10: budget: name games, tokens, usd or minutes.'],
    [
      'pairs: 3}',
      'pairs: 3}\nstop: {kind: sprt, elo0: 5, elo1: 5}',
      'cup.yaml, line 10: stop.elo1: elo1 must be above elo0',
    ],
    [
      'player: bot:perfect',
      'plyer: bot:perfect',
      'cup.yaml, line 7: There is no key plyer here. Did you mean player?',
    ],
    [
      'id: tic-tac-toe',
      'id: tictactoe',
      'cup.yaml, line 3: games.0.id: There is no game tictactoe. Did you mean tic-tac-toe?',
    ],
    [
      '{hands: 50}',
      '{hands: many}',
      'cup.yaml, line 5: games.1.config.hands: Invalid input: expected number, received string',
    ],
    ['{hands: 50}', '{cards: 50}', 'cup.yaml, line 5: There is no key cards here.'],
    ['pairs: 3', 'pairs: 0', 'cup.yaml, line 9: schedule.pairs: Too small: expected number to be >=1'],
    [
      'schedule: {kind: round-robin, pairs: 3}',
      '',
      'cup.yaml, line 1: schedule: name one or several, such as {kind: round-robin, pairs: 10}',
    ],
    ['pairs: 3}', 'pairs: 3}\nseed: 1234', 'cup.yaml, line 10: seed: write the seed in quotes'],
    ['pairs: 3}', 'pairs: 3}\nclock: fast', 'cup.yaml, line 10: clock: '],
    ['pairs: 3}', 'pairs: 3}\nname: mug', 'cup.yaml, line 10: Map keys must be unique'],
    ['pairs: 3', 'pairs: [3', 'cup.yaml, line '],
    ['name: cup\n', '', 'cup.yaml, line 1: name: '],
  ])('%j instead of %j is refused with its line', (before, after, message) => {
    const text = good.replace(before, after);
    expect(text).not.toBe(good);
    expect(messageOf(text)).toContain(message);
  });

  test('an empty file is refused', () => {
    expect(messageOf('')).toContain('cup.yaml, line 1: ');
  });
});
