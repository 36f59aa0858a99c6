import type { CatalogueEntry } from './catalogue-entry.ts';

/** Refusals of those who ask for more than there is for one. */
export const limitRefusals = {
  'too-many-bad-keys': {
    status: 429,
    title: 'Too many keys from this address were wrong.',
    hint: 'Check the key, and try again in a minute; keys that were used before are still taken.',
    retryAfterS: 60,
  },
  'too-many-reads': {
    status: 429,
    title: 'Too many requests from this address, or with this key.',
    hint: 'Ask less often; follow a match over a socket instead of asking for its steps again and again.',
    retryAfterS: 1,
  },
  'too-many-replays': {
    status: 503,
    title: 'Too many logs are being read.',
    hint: 'Try again in a moment, and read fewer at once.',
    retryAfterS: 2,
  },
  'too-many-key-checks': {
    status: 503,
    title: 'Too many keys wait to be checked.',
    hint: 'Try again in a moment.',
    retryAfterS: 1,
  },
  'too-many-lobby-sockets': {
    status: 429,
    title: 'The agents of this owner have too many sockets in the lobby.',
    hint: 'Let one socket of an agent ask for more matches at once (`concurrency`), or try again in a minute.',
    retryAfterS: 60,
  },
  'too-many-matches': {
    status: 429,
    title: 'This key has too many unfinished matches.',
    hint: 'Finish or cancel some, then create more.',
  },
  'too-many-creations': {
    status: 429,
    title: 'This key created too many matches within a minute.',
    hint: 'Try again in a minute.',
    retryAfterS: 60,
  },
  'too-many-registrations': {
    status: 429,
    title: 'Too many registrations from this address within a minute.',
    hint: 'Try again in a minute.',
    retryAfterS: 60,
  },
  'arena-full': {
    status: 503,
    title: 'The arena has too many unfinished matches.',
    hint: 'Try again later.',
    retryAfterS: 10,
  },
} as const satisfies { readonly [code: string]: CatalogueEntry };
