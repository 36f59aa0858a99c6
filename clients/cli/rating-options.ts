import { InvalidArgumentError, Option } from 'commander';
import { drawModels } from '../../replays/ratings/rating-case.ts';

/** What `agon rate` writes. */
export const rateFormats = ['table', 'json', 'csv', 'html'] as const;
export type RateFormat = (typeof rateFormats)[number];

const priorMin = 1;
const priorMax = 10_000;
const priorDefault = 350;

/** Standard deviation of the prior in Elo, or none: maximum likelihood. */
export type PriorChoice = number | 'none';

/** `--prior ELO|none`. */
export const priorOption = (): Option =>
  new Option('--prior <elo>', 'standard deviation of strengths that is assumed beforehand, or none')
    .argParser((text): PriorChoice => {
      if (text === 'none') return text;
      const value = Number(text);
      if (text.trim() !== '' && value >= priorMin && value <= priorMax) return value;
      throw new InvalidArgumentError(`A number of Elo from ${priorMin} to ${priorMax} is needed, or none.`);
    })
    .default(priorDefault);

/** `--no-first-mover`. */
export const firstMoverOption = (): Option =>
  new Option('--no-first-mover', 'take it that moving first is worth nothing');

/** `--no-anchors`. */
export const anchorsOption = (): Option =>
  new Option('--no-anchors', 'take the house bots to be as unknown as everybody else');

/** `--model davidson|half-draw`. */
export const drawModelOption = (): Option =>
  new Option('--model <model>', 'a draw as an outcome of its own, or as half a win and half a loss')
    .choices(drawModels)
    .default('davidson');

/** `--format table|json|csv|html`. */
export const rateFormatOption = (): Option =>
  new Option('--format <format>', 'what to print; json is also --json').choices(rateFormats).default('table');
