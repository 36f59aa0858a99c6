import type { Environment } from '../models/endpoint.ts';

const secretName = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i;

/** Shorter values are words rather than secrets, and would be cut out of everything. */
const secretUnitsMin = 8;

/** Cuts every secret of an environment out of a text. */
export const createRedactor = (environment: Environment): ((text: string) => string) => {
  const secrets = Object.entries(environment)
    .filter(([name, value]) => secretName.test(name) && (value?.length ?? 0) >= secretUnitsMin)
    .map(([, value]) => value!)
    // The longest first, so that one that holds another goes as a whole.
    .toSorted((one, other) => other.length - one.length);
  return (text) => secrets.reduce((cut, secret) => cut.replaceAll(secret, '[secret]'), text);
};
