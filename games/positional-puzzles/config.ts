import { z } from 'zod';
import { positionalBoards } from '../positional/boards.ts';
import { verdicts } from '../positional/verdict.ts';
import { publishedQuota, puzzlesMax, quotaEntries, quotaLimit, quotaSize } from './quota.ts';
import type { Quota } from './quota.ts';

/** `prose` tells who moved where, as the published benchmark does; `board` draws the position as well. */
const prompts = ['prose', 'board'] as const;
export type Prompt = (typeof prompts)[number];

/** Whether the solver is told after each answer if it was right. */
const feedbacks = ['none', 'right-or-wrong'] as const;
export type Feedback = (typeof feedbacks)[number];

/** The most times that each puzzle is asked. */
export const samplesMax = 16;

export interface PuzzlesConfig {
  readonly feedback: Feedback;
  readonly prompt: Prompt;
  /** How often each puzzle is asked. */
  readonly samples: number;
  /** What the set is made of: as the published test set, or so many of each game and verdict. */
  readonly set: 'published-quota' | Quota;
}

export const puzzlesDefaults: PuzzlesConfig = {
  feedback: 'none',
  prompt: 'prose',
  samples: 1,
  set: 'published-quota',
};

/** What a set is made of, in numbers. */
export const quotaOf = ({ set }: Pick<PuzzlesConfig, 'set'>): Quota =>
  set === 'published-quota' ? publishedQuota : set;

const boardIds = positionalBoards.map(({ id }) => id);

const quotaSchema = z
  .partialRecord(z.enum(boardIds), z.partialRecord(z.enum(verdicts), z.int().min(0).max(puzzlesMax)))
  .superRefine((quota, context) => {
    for (const { board, verdict, count } of quotaEntries(quota)) {
      const limit = quotaLimit(board, verdict);
      if (count <= limit) continue;
      const message = `${count} ${verdict} puzzles of ${board}: ${limit} at most.`;
      context.addIssue({ code: 'custom', message });
    }
    const size = quotaSize(quota);
    if (size < 1 || size > puzzlesMax)
      context.addIssue({
        code: 'custom',
        message: `A set of ${size} puzzles: 1 to ${puzzlesMax} are possible.`,
      });
  });

export const configSchema = z
  .strictObject({
    feedback: z
      .enum(feedbacks)
      .default(puzzlesDefaults.feedback)
      .describe('Whether the solver is told after each answer if it was right'),
    prompt: z
      .enum(prompts)
      .default(puzzlesDefaults.prompt)
      .describe('prose tells who moved where; board draws the position as well'),
    samples: z
      .int()
      .min(1)
      .max(samplesMax)
      .default(puzzlesDefaults.samples)
      .describe('How often each puzzle is asked'),
    set: z
      .union([z.literal('published-quota'), quotaSchema])
      .default(puzzlesDefaults.set)
      .describe('The composition of the published test set, or counts by game and verdict'),
  })
  .superRefine(({ feedback, samples }, context) => {
    // A puzzle that comes back after its answer was judged would be another puzzle.
    if (samples > 1 && feedback !== 'none')
      context.addIssue({
        code: 'custom',
        message: 'Feedback takes samples: 1, since it would tell the answers.',
      });
  });
