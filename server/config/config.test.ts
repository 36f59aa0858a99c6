import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { formatConfigProblem, parseConfig } from './config.ts';
import type { Flags } from './given.ts';
import { settingNames, variableOf } from './settings.ts';

const problemsOf = (environment: Record<string, string>, text?: string) => {
  const read = parseConfig(environment, text === undefined ? {} : { file: { name: 'agon.yaml', text } });
  return 'problems' in read ? read.problems : [];
};

/** Every setting with a value of its own, as the environment gives it. */
const whole = {
  AGON_SERVER_HOST: '0.0.0.0',
  AGON_SERVER_PORT: '80',
  AGON_SERVER_DATA: '/srv/agon',
  AGON_SERVER_STORE: 'postgres://agon@db/agon',
  AGON_SERVER_SIGNING_KEY: '/run/secrets/key.pem',
  AGON_SERVER_PROCESS_URL: 'http://arena-1.example:2567/',
  AGON_SERVER_LEASE_MS: '5000',
  AGON_SERVER_REDIS: 'redis://me:secret@redis:6379/1',
  AGON_SERVER_PUBLIC_URL: 'https://arena.example/',
  AGON_SERVER_PROXIES: '2',
  AGON_SERVER_ORIGINS: 'https://a.example, http://b.example:8080/page',
  AGON_SERVER_SPECTATOR_DELAY_MS: '30000',
  AGON_SERVER_DRAIN_MS: '60000',
  AGON_SERVER_EXHIBITION_RATED: 'false',
  AGON_SERVER_EXHIBITION_KEEP_DAYS: '7',
  AGON_SERVER_EXHIBITION_KEEP_MATCHES: '50',
  AGON_SERVER_LOG_LEVEL: 'debug',
  AGON_SERVER_LOG_FORMAT: 'text',
  AGON_SERVER_CREATION: 'open',
  AGON_SERVER_REGISTRATION: 'loopback',
  AGON_SERVER_ENTRIES: '{"fish":"uci:stockfish?nodes=200"}',
};

const shared = { AGON_SERVER_STORE: 'postgres://agon@db/agon' };

/** The same in a file. */
const wholeFile = `
# The arena of the example.
host: 0.0.0.0
port: 80
data: /srv/agon
store: postgres://agon@db/agon
signingKey: /run/secrets/key.pem
processUrl: http://arena-1.example:2567/
leaseMs: 5000
redis: redis://me:secret@redis:6379/1
publicUrl: https://arena.example/
proxies: 2
origins: [https://a.example, http://b.example:8080/page]
spectatorDelayMs: 30000
drainMs: 60000
exhibitionRated: false
exhibitionKeepDays: 7
exhibitionKeepMatches: 50
logLevel: debug
logFormat: text
creation: open
registration: loopback
entries:
  fish: uci:stockfish?nodes=200
`;

describe('parseConfig', () => {
  test('an empty environment is a server on loopback that is open', () => {
    expect(parseConfig({ PATH: '/bin' })).toMatchObject({
      config: {
        host: '127.0.0.1',
        port: 2567,
        dataDirectory: 'data',
        proxies: 0,
        origins: [],
        spectatorDelayMs: 0,
        drainMs: 5_000,
        exhibitionRated: true,
        exhibitionKeep: { days: 30, matches: 100_000 },
        log: { level: 'warn' },
        isCreationOpen: true,
        isRegistrationOpen: true,
        entries: {},
      },
    });
  });

  test('every variable is read', () => {
    expect(Object.keys(whole)).toEqual(settingNames.map(variableOf));
    expect(parseConfig(whole)).toMatchObject({
      config: {
        host: '0.0.0.0',
        port: 80,
        dataDirectory: '/srv/agon',
        storeUrl: 'postgres://agon@db/agon',
        signingKey: '/run/secrets/key.pem',
        cluster: { url: 'http://arena-1.example:2567', leaseMs: 5_000 },
        redis: 'redis://me:secret@redis:6379/1',
        publicUrl: 'https://arena.example',
        proxies: 2,
        origins: ['https://a.example', 'http://b.example:8080'],
        spectatorDelayMs: 30_000,
        drainMs: 60_000,
        exhibitionRated: false,
        exhibitionKeep: { days: 7, matches: 50 },
        log: { level: 'debug', format: 'text' },
        isCreationOpen: true,
        isRegistrationOpen: false,
        entries: { fish: 'uci:stockfish?nodes=200' },
      },
    });
  });

  test.each([
    ['YAML', wholeFile],
    ['JSON', JSON.stringify(parseYaml(wholeFile))],
  ])('a file in %s says the same as the environment', (_, text) => {
    const read = parseConfig({}, { file: { name: 'agon.yaml', text } });
    const said = parseConfig(whole);
    expect('config' in read && read.config).toEqual('config' in said && said.config);
  });

  test('flags go before the environment, which goes before the file', () => {
    const environment = { AGON_SERVER_PORT: '81', AGON_SERVER_DATA: '/env' };
    const flags: Flags = { port: 82 };
    const file = { name: 'agon.yaml', text: wholeFile };
    const read = parseConfig(environment, { file, flags });
    const sources = 'effective' in read ? read.effective : [];
    expect(sources).toEqual(
      expect.arrayContaining([
        { name: 'port', value: 82, source: { kind: 'flag', flag: '--port' } },
        { name: 'data', value: '/env', source: { kind: 'variable', variable: 'AGON_SERVER_DATA' } },
        { name: 'host', value: '0.0.0.0', source: { kind: 'file', file: 'agon.yaml', line: 3 } },
      ]),
    );
    expect(parseConfig({})).toMatchObject({
      effective: expect.arrayContaining([{ name: 'port', value: 2567, source: { kind: 'default' } }]),
    });
  });

  test('an empty file, or one with comments alone, says nothing', () => {
    expect(problemsOf({}, '')).toEqual([]);
    expect(problemsOf({}, '# nothing yet\n')).toEqual([]);
  });

  test.each([
    ['port: eighty', 'bad-setting: agon.yaml, line 1: port: '],
    ['host: a\n\nprot: 80', 'unknown-setting: agon.yaml, line 3: There is no setting prot; there are host, '],
    ['entries:\n  fish: 3', 'bad-setting: agon.yaml, line 2: entries.fish: '],
    ['host: a\nhost: b', 'bad-file: agon.yaml, line 2: '],
    ['- host', 'bad-file: agon.yaml, line 1: '],
    ['{"port": 80', 'bad-file: agon.yaml, line 1: '],
    ['constructor: 1', 'unknown-setting: agon.yaml, line 1: '],
  ])('the file %j is refused by its line', (text, start) => {
    const problems = problemsOf({}, text);
    expect(problems.map(formatConfigProblem)).toEqual([expect.stringContaining(start)]);
  });

  test('a bad value is told even where another place overrides it', () => {
    expect(problemsOf({ AGON_SERVER_PORT: '80' }, 'port: eighty')).toMatchObject([{ code: 'bad-setting' }]);
  });

  test('no problem repeats what was given, which may be a secret', () => {
    const secret = 'canary';
    // Any text is a host, a folder or a file.
    const {
      AGON_SERVER_HOST: _host,
      AGON_SERVER_DATA: _data,
      AGON_SERVER_SIGNING_KEY: _key,
      ...strict
    } = whole;
    const environment = Object.fromEntries(Object.keys(strict).map((name) => [name, secret]));
    const file = settingNames.map((name) => `${name}: [${secret}]`).join('\n');
    const problems = [...problemsOf(environment), ...problemsOf({}, file)];
    expect(problems).toHaveLength(Object.keys(strict).length + settingNames.length);
    expect(JSON.stringify(problems)).not.toContain(secret);
    expect(problemsOf({ AGON_SERVER_STORE: `mysql://a:${secret}@b/c` })).toHaveLength(1);
    expect(JSON.stringify(problemsOf({ AGON_SERVER_STORE: `mysql://a:${secret}@b/c` }))).not.toContain(
      secret,
    );
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
    [{ AGON_SERVER_PROXIES: '1' }, false],
    [{ AGON_SERVER_PUBLIC_URL: 'https://arena.example' }, false],
    [{ AGON_SERVER_PUBLIC_URL: 'http://127.evil.example' }, false],
    [{ AGON_SERVER_PROCESS_URL: 'http://arena-1.example:2567', ...shared }, false],
    [{ AGON_SERVER_PUBLIC_URL: 'http://127.0.0.1:8080' }, true],
    [{ AGON_SERVER_PUBLIC_URL: 'http://[::1]:8080' }, true],
    [{ AGON_SERVER_PROCESS_URL: 'http://localhost:8081', ...shared }, true],
    [{ AGON_SERVER_PROXIES: '1', AGON_SERVER_CREATION: 'open', AGON_SERVER_REGISTRATION: 'open' }, true],
  ])('a server on loopback is open with %o: %s', (environment, isOpen) => {
    expect(parseConfig(environment)).toMatchObject({
      config: { isCreationOpen: isOpen, isRegistrationOpen: isOpen },
    });
  });

  test.each([
    ['AGON_SERVER_PORT', 'eighty'],
    ['AGON_SERVER_PORT', '70000'],
    ['AGON_SERVER_PORT', ''],
    ['AGON_SERVER_HOST', ''],
    ['AGON_SERVER_EXHIBITION_RATED', 'yes'],
    ['AGON_SERVER_EXHIBITION_RATED', 'constructor'],
    ['AGON_SERVER_PUBLIC_URL', 'ftp://arena.example'],
    ['AGON_SERVER_ORIGINS', 'nowhere'],
    ['AGON_SERVER_CREATION', 'yes'],
    ['AGON_SERVER_ENTRIES', '{"fish":'],
    ['AGON_SERVER_ENTRIES', '["bot:random"]'],
    ['AGON_SERVER_ENTRIES', '{"No Good":"bot:random"}'],
  ])('%s=%s is refused by its name', (variable, value) => {
    const problems = problemsOf({ [variable]: value });
    expect(problems).toMatchObject([{ code: 'bad-variable', at: variable }]);
    expect(formatConfigProblem(problems[0]!)).toContain(`bad-variable: ${variable}: `);
  });

  test('a process of several needs a store that can be shared', () => {
    const environment = { AGON_SERVER_PROCESS_URL: 'http://arena-1.example:2567' };
    expect(problemsOf(environment)).toMatchObject([{ code: 'bad-variable', at: 'AGON_SERVER_PROCESS_URL' }]);
    expect(problemsOf({}, 'processUrl: http://arena-1.example:2567\n')).toMatchObject([
      { code: 'bad-setting', at: 'agon.yaml, line 1' },
    ]);
    expect(problemsOf({ ...environment, ...shared })).toEqual([]);
  });

  test('a misspelt variable is not passed over, and all problems come at once', () => {
    expect(problemsOf({ AGON_SERVER_PROT: '80', AGON_SERVER_PORT: '-1' })).toMatchObject([
      { code: 'unknown-variable', at: 'AGON_SERVER_PROT' },
      { code: 'bad-variable', at: 'AGON_SERVER_PORT' },
    ]);
  });
});
