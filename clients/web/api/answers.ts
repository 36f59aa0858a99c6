import type { z } from 'zod';
import type { matchListSchema, stepsSchema } from '../../../server/protocol/routes.ts';

export type { MatchDetails } from '../../../server/protocol/routes.ts';

/** The answers of the routes that the pages read. */
export type MatchList = z.infer<typeof matchListSchema>;
export type MatchSummary = MatchList['items'][number];
export type Steps = z.infer<typeof stepsSchema>;
