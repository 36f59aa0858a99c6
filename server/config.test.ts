import { describe, expect, test } from 'vitest';
import { formatConfigProblem, parseConfig } from './config.ts';

const problemsOf = (environment: Record<string, string>) => {
  const read = parseConfig(environment);
  return 'problems' in read ? read.problems : [];
};

describe('parseConfig', () => {
  test('an empty environment is a server on loopback that is open', () => {
    expect(parseConfig({ PATH: '/bin' })).toEqual({
      config: {
        host: '127.0.0.1',
        port: 2567,
        dataDirectory: 'data',
        origins: [],
        spectatorDelayMs: 0,
        isCreationOpen: true,
        isRegistrationOpen: true,
        entries: {},
      },
    });
  });

  test('every variable is read', () => {
    const read = parseConfig({
      AGON_SERVER_HOST: '0.0.0.0',
      AGON_SERVER_PORT: '80',
      AGON_SERVER_DATA: '/srv/agon',
      AGON_SERVER_STORE: 'postgres://agon@db/agon',
      AGON_SERVER_PUBLIC_URL: 'https://arena.example/',
      AGON_SERVER_ORIGINS: 'https://a.example, http://b.example:8080/page',
      AGON_SERVER_SPECTATOR_DELAY_MS: '30000',
      AGON_SERVER_CREATION: 'open',
      AGON_SERVER_REGISTRATION: 'loopback',
      AGON_SERVER_ENTRIES: '{"fish":"uci:stockfish?nodes=200"}',
    });
    expect(read).toEqual({
      config: {
        host: '0.0.0.0',
        port: 80,
        dataDirectory: '/srv/agon',
        storeUrl: 'postgres://agon@db/agon',
        publicUrl: 'https://arena.example',
        origins: ['https://a.example', 'http://b.example:8080'],
        spectatorDelayMs: 30_000,
        isCreationOpen: true,
        isRegistrationOpen: false,
        entries: { fish: 'uci:stockfish?nodes=200' },
      },
    });
  });

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.evil.example', false],
    ['192.168.0.4', false],
  ])('listening on %s is loopback: %s', (AGON_SERVER_HOST, isOpen) => {
    expect(parseConfig({ AGON_SERVER_HOST })).toMatchObject({
      config: { isCreationOpen: isOpen, isRegistrationOpen: isOpen },
    });
  });

  test.each([
    ['AGON_SERVER_PORT', 'eighty'],
    ['AGON_SERVER_PORT', '70000'],
    ['AGON_SERVER_HOST', ''],
    ['AGON_SERVER_PUBLIC_URL', 'ftp://arena.example'],
    ['AGON_SERVER_ORIGINS', 'nowhere'],
    ['AGON_SERVER_CREATION', 'yes'],
    ['AGON_SERVER_ENTRIES', '{"fish":'],
    ['AGON_SERVER_ENTRIES', '["bot:random"]'],
    ['AGON_SERVER_ENTRIES', '{"No Good":"bot:random"}'],
  ])('%s=%s is refused by its name', (variable, value) => {
    const problems = problemsOf({ [variable]: value });
    expect(problems).toMatchObject([{ code: 'bad-variable', variable }]);
    expect(formatConfigProblem(problems[0]!)).toContain(`bad-variable: ${variable}: `);
  });

  test('a misspelt variable is not passed over, and all problems come at once', () => {
    expect(problemsOf({ AGON_SERVER_PROT: '80', AGON_SERVER_PORT: '-1' })).toMatchObject([
      { code: 'unknown-variable', variable: 'AGON_SERVER_PROT' },
      { code: 'bad-variable', variable: 'AGON_SERVER_PORT' },
    ]);
  });
});
