import { gameById } from '../../../games/registry.ts';
import type { Address } from '../address.ts';
import { listedPrice, type Price, pricesDate } from '../ledger/prices.ts';
import { type Endpoint, endpointOf, type Environment } from '../models/endpoint.ts';
import { type Provider, providerByName, providers } from '../models/providers.ts';
import { optionProblem, type PlayerProblem } from '../player-kind.ts';
import { type LlmOptions, readLlmOptions } from './llm-options.ts';

/** A model of an entry: where it is, and what its tokens cost. */
export interface EntryModel {
  readonly provider: Provider;
  readonly model: string;
  readonly endpoint: Endpoint;
  readonly price: Price | undefined;
}

/** An address of a language model that can play here. */
export interface LlmEntry {
  readonly options: LlmOptions;
  readonly main: EntryModel;
  /** The second model of a cascade. */
  readonly strong: EntryModel | undefined;
  /** Where its costs come from, for the log. */
  readonly prices: string;
}

const modelPattern = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,119}$/;

const problem = (code: string, message: string): { readonly problem: PlayerProblem } => ({
  problem: { code, message },
});

interface NamedModel {
  readonly provider: Provider;
  readonly model: string;
}

const findModel = (name: string): NamedModel | { readonly problem: PlayerProblem } => {
  const slash = name.indexOf('/');
  const provider = providerByName(name.slice(0, Math.max(0, slash)));
  if (provider === undefined)
    return problem(
      'unknown-provider',
      `${name}: a model is written PROVIDER/MODEL; providers are ${providers.map((one) => one.name).join(', ')}.`,
    );
  const model = name.slice(slash + 1);
  if (!modelPattern.test(model))
    return problem('bad-model', `${name}: the name of the model is missing or odd.`);
  return { provider, model };
};

const openEndpoint = (
  named: NamedModel,
  baseUrl: string | undefined,
  environment: Environment,
  price: Price | undefined,
): EntryModel | { readonly problem: PlayerProblem } => {
  const endpoint = endpointOf(named.provider, baseUrl, environment);
  if ('problem' in endpoint)
    return problem(endpoint.problem === 'no-key' ? 'model-key-missing' : 'bad-option', endpoint.message);
  const listed = listedPrice(`${named.provider.name}/${named.model}`, named.provider.isFree);
  return { ...named, endpoint, price: price ?? listed };
};

const ownPrice = ({ common }: LlmOptions): Price | undefined => {
  const { 'price-input': input, 'price-output': output } = common;
  return input === undefined || output === undefined ? undefined : { input, output };
};

const pricesOf = ({ provider, price }: EntryModel, own: Price | undefined): string => {
  if (own !== undefined) return 'address';
  if (price === undefined) return 'unknown';
  return provider.isFree ? 'free' : pricesDate;
};

/** The entry behind an address, or why it cannot play. Keys are looked for here, and told nowhere. */
export const readLlmEntry = (
  address: Address,
  environment: Environment,
): LlmEntry | { readonly problem: PlayerProblem } => {
  const named = findModel(address.name);
  if ('problem' in named) return named;
  const options = readLlmOptions(address.options);
  if ('issues' in options) return { problem: optionProblem(options.issues) };
  const price = ownPrice(options);
  const main = openEndpoint(named, options.common['base-url'], environment, price);
  if ('problem' in main) return main;
  const strongName = options.own['strong'];
  let strong: EntryModel | undefined;
  if (typeof strongName === 'string') {
    const found = findModel(strongName);
    if ('problem' in found) return found;
    const opened = openEndpoint(found, strongUrl(found, named, options), environment, undefined);
    if ('problem' in opened) return opened;
    strong = opened;
  }
  const isPriced = main.price !== undefined && (strong === undefined || strong.price !== undefined);
  if (!isPriced && (options.common['move-usd'] ?? options.common['match-usd']) !== undefined)
    return problem(
      'price-unknown',
      'A budget of money needs prices: add price-input and price-output, in US dollars for a million tokens.',
    );
  return { options, main, strong, prices: pricesOf(main, price) };
};

/** The strong model of the same provider is in the same place. */
const strongUrl = (strong: NamedModel, main: NamedModel, { common }: LlmOptions): string | undefined =>
  strong.provider === main.provider ? common['base-url'] : undefined;

/** Why an entry does not play a game. */
export const gameProblem = ({ options }: LlmEntry, id: string): PlayerProblem | undefined => {
  const game = gameById(id);
  const why = game === undefined ? `There is no game ${id}.` : options.strategy.problem?.(game);
  return why === undefined ? undefined : { code: 'game-not-played', message: why };
};
