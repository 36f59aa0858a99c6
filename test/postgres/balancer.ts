import { onTestFinished } from 'vitest';
import { openBalancer } from '../cluster/balancer.ts';

/** One address before several servers, for as long as the test takes. */
export const startBalancer = async (urls: () => readonly string[]): Promise<string> => {
  const balancer = await openBalancer(urls);
  onTestFinished(() => balancer.close());
  return balancer.url;
};
