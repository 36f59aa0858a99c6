/** How a provider is spoken to: by its own package, or as OpenAI's chat completions, which most servers offer. */
type Protocol = 'openai' | 'anthropic' | 'google' | 'compatible';

export interface Provider {
  readonly name: string;
  readonly protocol: Protocol;
  /** The environment variable that holds the key; none where there is nothing to pay for. */
  readonly keyVariable: string | undefined;
  readonly needsKey: boolean;
  /** Where the provider is, unless an address or the environment says otherwise. */
  readonly baseUrl: string | undefined;
  /** Whether an address may name another place. Never where a key would be sent along. */
  readonly takesBaseUrl: boolean;
  /** Whether models can be held to a JSON schema, as far as is known of every model there. */
  readonly isStructured: boolean;
  /** A local model costs time, and no money. */
  readonly isFree: boolean;
}

const hosted = { needsKey: true, baseUrl: undefined, takesBaseUrl: false, isStructured: true, isFree: false };
const local = {
  protocol: 'compatible',
  keyVariable: undefined,
  needsKey: false,
  takesBaseUrl: true,
  isStructured: true,
  isFree: true,
} as const;

/** Every provider, in the order in which lists show them. */
export const providers: readonly Provider[] = [
  { ...hosted, name: 'openai', protocol: 'openai', keyVariable: 'OPENAI_API_KEY' },
  { ...hosted, name: 'anthropic', protocol: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY' },
  { ...hosted, name: 'google', protocol: 'google', keyVariable: 'GOOGLE_GENERATIVE_AI_API_KEY' },
  {
    ...hosted,
    name: 'openrouter',
    protocol: 'compatible',
    keyVariable: 'OPENROUTER_API_KEY',
    baseUrl: 'https://openrouter.ai/api/v1',
    isStructured: false,
  },
  { ...local, name: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { ...local, name: 'lmstudio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { ...local, name: 'vllm', baseUrl: 'http://127.0.0.1:8000/v1' },
  {
    name: 'custom',
    protocol: 'compatible',
    keyVariable: 'AGON_CUSTOM_API_KEY',
    needsKey: false,
    baseUrl: undefined,
    takesBaseUrl: true,
    isStructured: false,
    isFree: false,
  },
];

/** Where `custom` is, when its address does not say; its key is sent nowhere else. */
export const customUrlVariable = 'AGON_CUSTOM_BASE_URL';

export const providerByName = (name: string): Provider | undefined =>
  providers.find((provider) => provider.name === name);
