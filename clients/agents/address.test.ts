import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, addressKinds, formatAddress, parseAddress } from './address.ts';

const names = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((name) => !/\p{Cc}/u.test(name));
const addresses: fc.Arbitrary<Address> = fc.record({
  kind: fc.constantFrom(...addressKinds),
  name: names,
  options: fc.dictionary(
    fc.stringMatching(/^(nodes|text|base-url|q[0-9]{1,3})$/),
    fc.string({ maxLength: 8 }),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
});

describe('addresses', () => {
  test('are read back as they were written', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  test('have one canonical form', () => {
    expect(formatAddress(parseAddress('uci:stockfish?threads=1&nodes=200') as Address)).toBe(
      'uci:stockfish?nodes=200&threads=1',
    );
    expect(formatAddress(parseAddress('bot:random?') as Address)).toBe('bot:random');
  });

  test.each<[string, Address]>([
    ['bot:perfect', { kind: 'bot', name: 'perfect', options: {} }],
    [
      'uci:/usr/games/stockfish?nodes=200',
      { kind: 'uci', name: '/usr/games/stockfish', options: { nodes: '200' } },
    ],
    [
      'llm:openai/gpt-5?strategy=vote&samples=5',
      { kind: 'llm', name: 'openai/gpt-5', options: { strategy: 'vote', samples: '5' } },
    ],
    [
      'llm:custom/qwen3?base-url=http%3A%2F%2F127.0.0.1%3A8000%2Fv1',
      { kind: 'llm', name: 'custom/qwen3', options: { 'base-url': 'http://127.0.0.1:8000/v1' } },
    ],
    ['uci:C:\\chess\\engine.exe', { kind: 'uci', name: 'C:\\chess\\engine.exe', options: {} }],
    ['llm:a?b?n=1', { kind: 'llm', name: 'a?b', options: { n: '1' } }],
    ['bot:always?text=', { kind: 'bot', name: 'always', options: { text: '' } }],
    ['llm:m?max-output-tokens=9', { kind: 'llm', name: 'm', options: { 'max-output-tokens': '9' } }],
  ])('%s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
    expect(formatAddress(address)).toBe(formatAddress(parseAddress(text) as Address));
  });

  test.each([
    ['random', 'begins with bot:, uci:, llm:'],
    ['http://x', 'begins with'],
    ['bot:', 'name after bot: is missing'],
    ['bot:a\nb', 'control character'],
    ['bot:a?x', 'key=value'],
    ['bot:a?X=1', 'lower-case'],
    ['bot:a?x=1&x=2', 'twice'],
    ['bot:a?x=%', 'write % as %25'],
    [`bot:${'a'.repeat(300)}`, 'longer than 300'],
  ])('%j is refused', (text, words) => {
    expect(parseAddress(text)).toMatchObject({ problem: { code: 'bad-address' } });
    expect(JSON.stringify(parseAddress(text))).toContain(words);
  });

  test.each([
    'key=1',
    'api-key=1',
    'token=1',
    'password=1',
    'base-url=http%3A%2F%2Fme%3Apw%40host',
    'x=sk-abc',
  ])('a secret in %s is refused and not repeated', (option) => {
    expect(parseAddress(`llm:m?${option}`)).toMatchObject({ problem: { code: 'secret-in-address' } });
    expect(JSON.stringify(parseAddress('llm:m?token=hush'))).not.toContain('hush');
  });
});
