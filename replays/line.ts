import { z } from 'zod';
import { lineSchema, noteLineSchema, type Line, type NoteLine } from './format.ts';
import { replayLimits } from './limits.ts';
import { isPlainStep } from './plain-step.ts';
import { finding, type Finding } from './verdict.ts';

const anyLineSchema = z.discriminatedUnion('type', [...lineSchema.options, noteLineSchema]);

const issueText = (error: z.ZodError): string => {
  const issue = error.issues[0];
  if (issue === undefined) return 'unknown form';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Parses one line strictly: an unknown type or member is an error, and so is any spelling but the one that
 * `JSON.stringify` gives, since a repeated member or a stray space would let two readers differ.
 */
export const parseLine = (text: string): { readonly line: Line | NoteLine } | Finding => {
  if (text.length > replayLimits.lineUnitsMax)
    return finding('line-too-long', `The line has over ${replayLimits.lineUnitsMax} characters.`);
  const value = parseJson(text);
  if (value === undefined) return finding('bad-line', 'The line is not JSON.');
  try {
    if (JSON.stringify(value) !== text)
      return finding(
        'not-plain',
        'The line is not in plain form: a member repeats, or space or escapes differ.',
      );
    if (isPlainStep(value)) return { line: value };
    const parsed = anyLineSchema.safeParse(value);
    if (parsed.success) return { line: parsed.data };
    return finding('bad-line', `The line is not a record of format 1: ${issueText(parsed.error)}.`);
  } catch (error) {
    if (error instanceof RangeError) return finding('bad-line', 'The line is nested too deeply to be read.');
    throw error;
  }
};
