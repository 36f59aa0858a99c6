import { describe, expect, test } from 'vitest';
import { createKeyParts, formatKey } from '../accounts/key.ts';
import { createTickets } from '../arena/tickets.ts';
import { createLog, type LogOptions } from './log.ts';
import { scrub } from './scrub.ts';

const write = (options: Pick<LogOptions, 'level' | 'format'>) => {
  const lines: string[] = [];
  return { log: createLog({ ...options, write: (line) => lines.push(line) }), lines };
};

describe('the log', () => {
  test('is an object a line, with what the event is about', () => {
    const { log, lines } = write({ level: 'info', format: 'json' });
    log.info({ match: 'm1', seat: 0, agent: 'a1', code: 'illegal' }, 'refused');
    log.debug({ match: 'm1' }, 'not told at this level');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/\n$/);
    expect(JSON.parse(lines[0]!)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      match: 'm1',
      seat: 0,
      agent: 'a1',
      code: 'illegal',
      msg: 'refused',
    });
  });

  test('is a line for people, and the stack of what was thrown', () => {
    const { log, lines } = write({ level: 'info', format: 'text' });
    log.error({ match: 'm1', err: new TypeError('broken') }, 'fault');
    expect(lines.join('')).toMatch(
      /^\S+Z ERROR fault match=m1\nTypeError: broken\n +at .*log\.test\.ts[^]*\n$/,
    );
  });

  test('of people has no line, and no control of the terminal, that somebody else wrote', () => {
    const { log, lines } = write({ level: 'info', format: 'text' });
    log.info({ agent: 'a\n2026-01-01 ERROR forged', reason: '\u001B[2Jgone' }, 'match ends');
    expect(lines.join('')).toMatch(/ agent="a\\n2026-01-01 ERROR forged" reason=\uFFFD\[2Jgone\n$/);
    expect(lines.join('').match(/\n/g)).toHaveLength(1);
  });

  test('has the causes of an error, in one line of JSON, and nothing that goes with it', () => {
    const { log, lines } = write({ level: 'error', format: 'json' });
    const error = new Error('a\nb', { cause: new Error('deep') });
    log.error({ err: Object.assign(error, { requestBody: 'canary' }) }, 'fault');
    log.error({ err: { canary: 'canary' } }, 'no error was thrown');
    expect(lines).toHaveLength(2);
    expect(lines[0]!.trimEnd()).not.toContain('\n');
    expect(lines[0]).toContain('caused by Error: deep');
    expect(lines.join('')).not.toContain('canary');
  });
});

describe('scrub', () => {
  const key = formatKey(createKeyParts('agent'));
  const ticket = createTickets('secret').issue({ match: 'm0123456789abcdef0123', seat: 1 });
  test.each([
    ['a key', key, key.slice(-43)],
    ['a ticket', `"${ticket}"`, ticket.slice(-43)],
    ['a seed', 'seed 0123456789abcdef0123456789abcdef', '0123456789abcdef'],
    ['a password of a database', 'connect postgres://agon:hunter2@db/agon failed', 'hunter2'],
    ['a password among parameters', 'postgres://db/agon?password=hunter2&x=1', 'hunter2'],
    ['a key of a provider', 'Incorrect API key provided: sk-proj-0123456789abc.', '0123456789abc'],
    ['a header', 'authorization: Bearer eyJhbGciOi.xyz', 'eyJhbGciOi'],
  ])('%s goes', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(scrub(text)).toContain('[secret]');
    expect(scrub(text)).not.toContain(secret);
  });

  test.each([
    ['ids of matches', 'm0123456789abcdef0123 show-0123456789abcdef cup-0123456789abcdef-1-2'],
    ['hashes', 'a'.repeat(64)],
    ['addresses', 'http://127.0.0.1:2567/v1/play postgres://agon@db:5432/agon bot:random@1'],
    ['times and places', '2026-01-01T00:00:00.000Z at file:///srv/agon/server/match/match.ts:12:3'],
  ])('%s stay', (_, text) => expect(scrub(text)).toBe(text));
});
