import type { Verdict } from '../../../replays/verdict.ts';

/** What the page's own check of a log came to, in words. */
export interface Checked {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  /** What was checked, and what could not be. */
  readonly lines: readonly string[];
}

const signatureLines: { readonly [S in Verdict['signature']]: string } = {
  trusted: 'The signature is by a key of this arena.',
  'unknown-key': 'The signature is good, but its key is not one of this arena.',
  bad: 'The signature is not one by the key in the header.',
  unchecked:
    'The signature was not checked: this browser has no Ed25519 for pages without https (localhost apart).',
};

/** Reads a verdict for people. */
export const checkedOf = (verdict: Verdict): Checked => {
  const { status, steps, signature, line, why, warnings } = verdict;
  if (status === 'invalid')
    return {
      tone: 'bad',
      title: 'Does not verify',
      lines: [`Line ${line} of the log is not what it should be: ${why}`],
    };
  if (status === 'unfinished')
    return {
      tone: 'warn',
      title: 'Unfinished',
      lines: ['The log has no end, so it cannot be verified yet.'],
    };
  const chain = 'Each line holds the SHA-256 of the line before, from the header to the end.';
  if (status === 'sealed')
    return {
      tone: 'warn',
      title: 'Sealed',
      lines: [chain, signatureLines[signature], 'This page does not have that version of the rules.'],
    };
  const isTrusted = signature === 'trusted';
  return {
    tone: isTrusted ? 'good' : 'warn',
    title: isTrusted ? 'Verified' : 'Verified in part',
    lines: [
      chain,
      'The seed is the one that was committed to before the first move.',
      `All ${steps} steps follow from the seed and the actions by the rules, and so does the result.`,
      signatureLines[signature],
      // The warning about the signature says the same in fewer words.
      ...warnings.filter((warning) => !/sign/i.test(warning)),
    ],
  };
};
