import { customUrlVariable, type Provider } from './providers.ts';

/** Environment variables, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a model is called and with what key. The key goes into a header and nowhere else. */
export interface Endpoint {
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
}

const originOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;

const isSet = (text: string | undefined): text is string => text !== undefined && text !== '';

/**
 * The endpoint of a provider, or why there is none. A key is sent to the provider's own address only: an address
 * that somebody wrote into a tournament file must not be able to have it sent elsewhere.
 */
export const endpointOf = (
  provider: Provider,
  askedUrl: string | undefined,
  environment: Environment,
): Endpoint | { readonly problem: 'no-key' | 'no-url' | 'fixed-url'; readonly message: string } => {
  const { name, keyVariable, needsKey, takesBaseUrl } = provider;
  if (askedUrl !== undefined && !takesBaseUrl)
    return {
      problem: 'fixed-url',
      message: `${name} has one address; for another server write llm:custom/MODEL?base-url=…`,
    };
  const ownUrl = provider.baseUrl ?? (name === 'custom' ? environment[customUrlVariable] : undefined);
  const baseUrl = askedUrl ?? ownUrl;
  if (takesBaseUrl && !isSet(baseUrl))
    return {
      problem: 'no-url',
      message: `${name} needs base-url=… in its address, or ${customUrlVariable} in the environment.`,
    };
  const key = keyVariable === undefined ? undefined : environment[keyVariable];
  if (needsKey && !isSet(key))
    return { problem: 'no-key', message: `${name} needs a key: set ${keyVariable} in the environment.` };
  const isOwn = !takesBaseUrl || originOf(baseUrl) === originOf(ownUrl);
  return { baseUrl, apiKey: isOwn && isSet(key) ? key : undefined };
};
