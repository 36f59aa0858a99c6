/** What kinds of player there are: house bots, UCI engines, language models. */
export const addressKinds = ['bot', 'uci', 'llm'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** A player's address, taken apart. Options are texts: each kind of player reads its own. */
export interface Address {
  readonly kind: AddressKind;
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface AddressProblem {
  readonly code: 'bad-address' | 'secret-in-address';
  readonly message: string;
}

/** So that an agent id, which is an address and a version, fits into a log. */
const addressUnitsMax = 300;

const optionPattern = /^[a-z][a-z0-9-]{0,39}$/;
const secretWords = new Set([
  'apikey', 'auth', 'authorization', 'bearer', 'credential', 'credentials', 'key', 'passphrase', 'passwd',
  'password', 'secret', 'secrets', 'token',
]); // prettier-ignore

/** User data of a URL, and the usual beginning of an API key. */
const secretValue = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@|^sk-/i;

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

const bad = (message: string): AddressProblem => ({ code: 'bad-address', message });

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const findSecret = (key: string, value: string): AddressProblem | undefined => {
  const isSecret = key.split('-').some((word) => secretWords.has(word)) || secretValue.test(value);
  if (!isSecret) return undefined;
  return {
    code: 'secret-in-address',
    message: `${key}: an address is written into logs, so it may hold no secret. Put it into the environment.`,
  };
};

const parseOptions = (query: string): Record<string, string> | AddressProblem => {
  const options: Record<string, string> = {};
  if (query === '') return options;
  for (const item of query.split('&')) {
    const at = item.indexOf('=');
    if (at < 0) return bad(`${item}: an option is written key=value.`);
    const key = item.slice(0, at);
    const value = decode(item.slice(at + 1));
    if (!optionPattern.test(key))
      return bad(`${key}: an option's name has lower-case letters, digits and "-".`);
    if (value === undefined) return bad(`${key}: the value is not percent-encoded UTF-8; write % as %25.`);
    if (key in options) return bad(`${key}: the option is there twice.`);
    const secret = findSecret(key, value);
    if (secret !== undefined) return secret;
    options[key] = value;
  }
  return options;
};

const isProblem = (read: Record<string, string> | AddressProblem): read is AddressProblem =>
  typeof read['code'] === 'string' && typeof read['message'] === 'string';

/** Reads `KIND:NAME[?key=value&…]`: split at the first colon and the last question mark. */
export const parseAddress = (text: string): Address | { readonly problem: AddressProblem } => {
  const colon = text.indexOf(':');
  const kind = addressKinds.find((candidate) => candidate === text.slice(0, Math.max(0, colon)));
  if (kind === undefined)
    return { problem: bad(`${text}: a player's address begins with ${addressKinds.join(':, ')}:.`) };
  if (text.length > addressUnitsMax)
    return { problem: bad(`The address is longer than ${addressUnitsMax} characters.`) };
  const mark = text.lastIndexOf('?');
  const name = mark < 0 ? text.slice(colon + 1) : text.slice(colon + 1, mark);
  if (name === '') return { problem: bad(`${text}: the name after ${kind}: is missing.`) };
  if (hasControl(name)) return { problem: bad('The name holds a control character.') };
  const options = parseOptions(mark < 0 ? '' : text.slice(mark + 1));
  return isProblem(options) ? { problem: options } : { kind, name, options };
};

/** The canonical text of an address: options sorted by key, values percent-encoded. */
export const formatAddress = ({ kind, name, options }: Address): string => {
  const query = Object.keys(options)
    .sort()
    .map((key) => `${key}=${encodeURIComponent(options[key]!)}`)
    .join('&');
  // A question mark in the name would be taken for the last one.
  return query === '' && !name.includes('?') ? `${kind}:${name}` : `${kind}:${name}?${query}`;
};
