import { describe, expect, test } from 'vitest';
import { endpointOf } from './endpoint.ts';
import { providerByName } from './providers.ts';

const endpoint = (name: string, askedUrl: string | undefined, environment: Record<string, string> = {}) =>
  endpointOf(providerByName(name)!, askedUrl, environment);

describe('an endpoint', () => {
  test('has the key of its provider, and none without one', () => {
    expect(endpoint('openai', undefined, { OPENAI_API_KEY: 'k' })).toEqual({
      baseUrl: undefined,
      apiKey: 'k',
    });
    expect(endpoint('openai', undefined, { ANTHROPIC_API_KEY: 'k' })).toMatchObject({ problem: 'no-key' });
    expect(endpoint('openai', undefined, { OPENAI_API_KEY: '' })).toMatchObject({ problem: 'no-key' });
  });

  test('that a key belongs to cannot be moved by an address', () => {
    expect(endpoint('openai', 'http://127.0.0.1:1/v1', { OPENAI_API_KEY: 'k' })).toMatchObject({
      problem: 'fixed-url',
    });
  });

  test('of another origin than the configured one gets no key', () => {
    const environment = { AGON_CUSTOM_BASE_URL: 'https://models.example/v1', AGON_CUSTOM_API_KEY: 'k' };
    expect(endpoint('custom', undefined, environment)).toMatchObject({ apiKey: 'k' });
    expect(endpoint('custom', 'https://models.example/v2', environment)).toMatchObject({ apiKey: 'k' });
    for (const url of [
      'https://evil.example/v1',
      'http://models.example/v1',
      'https://models.example:8443/v1',
    ])
      expect(endpoint('custom', url, environment)).toEqual({ baseUrl: url, apiKey: undefined });
  });

  test('of a local server is where it usually is, or where the address says', () => {
    expect(endpoint('ollama', undefined)).toEqual({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: undefined,
    });
    expect(endpoint('ollama', 'http://10.0.0.1/v1')).toEqual({
      baseUrl: 'http://10.0.0.1/v1',
      apiKey: undefined,
    });
    expect(endpoint('custom', undefined)).toMatchObject({ problem: 'no-url' });
  });
});
